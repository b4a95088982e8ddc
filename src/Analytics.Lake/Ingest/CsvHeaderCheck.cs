using Analytics.Lake.Guard;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Ingest;

/// <summary>Compares the columns of a CSV file with those its reader declares.</summary>
internal static class CsvHeaderCheck
{
    /// <summary>Why the file must be refused, or null.</summary>
    public static string? Fault(GuardedFile file)
    {
        var reader = file.Request.Reader;
        if (reader.Format != RecordFormat.Csv || file.Records == 0)
        {
            return null;
        }

        var found = file.Header.Select(static name => name.Trim()).ToList();
        var names = found.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var missing = reader.Columns.Where(column => column.IsRequired && !names.Contains(column.Name))
            .Select(static column => column.Name)
            .ToList();
        var unknown = reader.IsClosed
            ? found.Where(name =>
                !reader.Columns.Any(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))).ToList()
            : [];
        var repeated = found.GroupBy(static name => name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(static group => group.Count() > 1);
        var what = missing.Count > 0 ? $"required column {string.Join(", ", missing)} is missing"
            : unknown.Count > 0 ? $"column {string.Join(", ", unknown)} is unknown"
            : repeated is not null ? $"column {repeated.Key} stands twice"
            : null;
        return what is null
            ? null
            : $"{file.Request.File.Path}:1: {what}; found {string.Join(",", found)}; expected "
                + $"{string.Join(",", reader.Columns.Select(static column => column.Name))}. "
                + "Correct the header, or the kind of the source.";
    }
}
