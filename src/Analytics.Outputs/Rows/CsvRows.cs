using System.Buffers;
using System.Data.Common;

namespace Analytics.Outputs.Rows;

/// <summary>
/// Writes a result as CSV (RFC 4180, line feed, header row) that a spreadsheet may open: a text cell that would start a
/// formula gets a leading apostrophe. Numbers, dates and times are left as they are.
/// </summary>
public static class CsvRows
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n\t");

    /// <summary>Writes all rows.</summary>
    /// <returns>Rows written.</returns>
    public static async Task<long> WriteAsync(DbDataReader reader, TextWriter writer, CancellationToken cancellation)
    {
        for (var column = 0; column < reader.FieldCount; column++)
        {
            await writer.WriteAsync($"{(column == 0 ? "" : ",")}{Text(reader.GetName(column))}");
        }

        await writer.WriteAsync('\n');
        var rows = 0L;
        while (await reader.ReadAsync(cancellation))
        {
            for (var column = 0; column < reader.FieldCount; column++)
            {
                if (column > 0)
                {
                    await writer.WriteAsync(',');
                }

                await writer.WriteAsync(Cell(reader.GetValue(column)));
            }

            await writer.WriteAsync('\n');
            rows++;
        }

        return rows;
    }

    /// <summary>One cell: empty for NULL, guarded and quoted where it must be.</summary>
    public static string Cell(object value) => value switch
    {
        DBNull => "",
        string text => Text(text),
        _ when ValueText.IsScalar(value) => Quoted(ValueText.Of(value)),
        _ => Text(ValueText.Of(value)),
    };

    private static string Text(string text) =>
        Quoted(text.Length > 0 && "=+-@\t\r\n".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text);

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
