using System.Collections.Immutable;
using System.Text;
using Analytics.Domain;

namespace Analytics.SqlModels;

/// <summary>Reads <c>sql/columns.csv</c>, where every column of a dataset, seed or mart is defined once.</summary>
internal static class ColumnDictionary
{
    private const string ExpectedHeader = "table,column,type,unit,meaning,standard";

    /// <summary>All lines of the file in file order; faults are added to the list.</summary>
    public static ImmutableArray<DatasetColumn> Read(string path, List<string> faults)
    {
        if (!File.Exists(path))
        {
            faults.Add($"{path}: the file is missing. It must open with the line '{ExpectedHeader}'.");
            return [];
        }

        var lines = File.ReadAllLines(path);
        if (lines.Length == 0 || lines[0] != ExpectedHeader)
        {
            faults.Add($"{path}:1: found '{lines.FirstOrDefault()}', expected '{ExpectedHeader}'.");
            return [];
        }

        var columns = ImmutableArray.CreateBuilder<DatasetColumn>();
        var seen = new HashSet<(string Table, string Column)>();
        for (var index = 1; index < lines.Length; index++)
        {
            var fields = Split(lines[index]);
            if (fields.Count != 6 || fields.Take(3).Any(string.IsNullOrWhiteSpace) || fields[4].Length == 0)
            {
                faults.Add($"{path}:{index + 1}: found {fields.Count} fields, expected 6 with table, column, type and "
                    + "meaning filled. A field that holds a comma must stand in double quotes.");
            }
            else if (!seen.Add((fields[0], fields[1])))
            {
                faults.Add($"{path}:{index + 1}: {fields[0]}.{fields[1]} is defined twice. Keep one of the lines.");
            }
            else
            {
                columns.Add(new DatasetColumn(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]));
            }
        }

        return columns.ToImmutable();
    }

    /// <summary>Cuts one line of RFC 4180 text; a field never goes over the end of a line here.</summary>
    internal static List<string> Split(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var index = 0; index < line.Length; index++)
        {
            var letter = line[index];
            if (isQuoted && letter == '"' && index + 1 < line.Length && line[index + 1] == '"')
            {
                field.Append('"');
                index++;
            }
            else if (letter == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (letter == ',' && !isQuoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(letter);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
