using System.Globalization;
using System.Text;

namespace Analytics.SqlModels;

/// <summary>A few rows as text, for people: offending rows of a check, missing rows of a test.</summary>
/// <param name="Columns">Column names.</param>
/// <param name="Rows">Values as DuckDB prints them; null is NULL.</param>
/// <param name="Total">Rows there are in all, which may be more than are shown.</param>
public sealed record TextTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, long Total)
{
    private const int MaxCellLength = 60;

    /// <summary>The rows under their column names, padded, one line each.</summary>
    public override string ToString()
    {
        var cells = Rows.Select(static row => row.Select(Cell).ToArray()).Prepend([.. Columns.Select(Cell)]).ToList();
        var widths = Columns.Select((_, column) => cells.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in cells)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        if (Total > Rows.Count)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"... {Total - Rows.Count} more of {Total} rows");
        }

        return text.ToString();
    }

    private static string Cell(string? value)
    {
        var line = (value ?? "NULL").ReplaceLineEndings(" ");
        return line.Length <= MaxCellLength ? line : $"{line[..(MaxCellLength - 1)]}…";
    }
}
