namespace Analytics.Worker.Terminal;

/// <summary>A table of plain text: a header, a rule, aligned columns.</summary>
internal static class TextTable
{
    private const int CellWidthMax = 60;

    /// <summary>Writes the table; numbers stand to the right.</summary>
    /// <param name="writer">Target.</param>
    /// <param name="columns">Names, and whether the column holds numbers.</param>
    /// <param name="rows">Cells as text, one for each column.</param>
    public static void Write(
        TextWriter writer, IReadOnlyList<TextColumn> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var cells = rows.Select(row => row.Select((text, index) => Cell(text, columns[index])).ToArray()).ToArray();
        var widths = columns
            .Select((column, index) => cells.Select(row => row[index].Length).Append(column.Name.Length).Max())
            .ToArray();
        WriteRow(writer, columns, widths, [.. columns.Select(static column => column.Name)]);
        writer.WriteLine(string.Join("  ", widths.Select(static width => new string('-', width))));
        foreach (var row in cells)
        {
            WriteRow(writer, columns, widths, row);
        }
    }

    private static void WriteRow(
        TextWriter writer, IReadOnlyList<TextColumn> columns, int[] widths, IReadOnlyList<string> row)
    {
        var padded = row.Select((cell, index) =>
            columns[index].IsNumber ? cell.PadLeft(widths[index]) : cell.PadRight(widths[index]));
        writer.WriteLine(string.Join("  ", padded).TrimEnd());
    }

    private static string Cell(string text, TextColumn column)
    {
        var line = TerminalOutput.Printable(text).Replace('\n', ' ');
        return line.Length <= CellWidthMax ? line
            : column.IsPath ? "…" + line[^(CellWidthMax - 1)..]
            : line[..(CellWidthMax - 1)] + "…";
    }
}

/// <summary>A column of a <see cref="TextTable"/>.</summary>
/// <param name="Name">Heading.</param>
/// <param name="IsNumber">Stands to the right.</param>
/// <param name="IsPath">When too long, its end is what tells it from others.</param>
internal readonly record struct TextColumn(string Name, bool IsNumber = false, bool IsPath = false);
