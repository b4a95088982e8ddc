using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Analytics.Outputs.Rows;

/// <summary>
/// Writes a result as one JSON object: <c>columns</c> (name and type), <c>rows</c> (one object each) and <c>row_count</c>.
/// A column name that repeats gets a number, because an object holds a key once.
/// </summary>
public static class JsonRows
{
    private const int FlushBytes = 64 * 1024;

    /// <summary>Writes all rows.</summary>
    /// <returns>Rows written.</returns>
    public static async Task<long> WriteAsync(DbDataReader reader, Stream stream, CancellationToken cancellation)
    {
        await using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
        var names = UniqueNames(reader);
        writer.WriteStartObject();
        writer.WriteStartArray("columns");
        for (var column = 0; column < names.Count; column++)
        {
            writer.WriteStartObject();
            writer.WriteString("name", names[column]);
            writer.WriteString("type", reader.GetDataTypeName(column));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("rows");
        var rows = 0L;
        while (await reader.ReadAsync(cancellation))
        {
            writer.WriteStartObject();
            for (var column = 0; column < names.Count; column++)
            {
                writer.WritePropertyName(names[column]);
                ValueText.WriteJson(writer, reader.GetValue(column));
            }

            writer.WriteEndObject();
            rows++;
            if (writer.BytesPending > FlushBytes)
            {
                await writer.FlushAsync(cancellation);
            }
        }

        writer.WriteEndArray();
        writer.WriteNumber("row_count", rows);
        writer.WriteEndObject();
        return rows;
    }

    private static List<string> UniqueNames(DbDataReader reader)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var names = new List<string>(reader.FieldCount);
        for (var column = 0; column < reader.FieldCount; column++)
        {
            var name = reader.GetName(column);
            for (var number = 2; !taken.Add(name); number++)
            {
                name = $"{reader.GetName(column)}_{number}";
            }

            names.Add(name);
        }

        return names;
    }
}
