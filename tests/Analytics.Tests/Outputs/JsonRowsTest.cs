using System.Data;
using System.Numerics;
using System.Text;
using Analytics.Outputs.Rows;

namespace Analytics.Tests.Outputs;

public sealed class JsonRowsTest
{
    [Fact]
    public async Task WriteAsync_EveryKindOfValue_KeepsAllDigits()
    {
        using var table = new DataTable();
        table.Columns.Add("money", typeof(decimal));
        table.Columns.Add("huge", typeof(BigInteger));
        table.Columns.Add("share", typeof(double));
        table.Columns.Add("at", typeof(DateTimeOffset));
        table.Columns.Add("day", typeof(DateOnly));
        table.Columns.Add("text", typeof(string));
        table.Columns.Add("tags", typeof(object));
        table.Rows.Add(
            616.626052200000m,
            BigInteger.Parse("170141183460469231731687303715884105727"),
            double.NaN,
            new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.FromHours(1)),
            new DateOnly(2026, 3, 1),
            "<a href=\"x\">",
            new Dictionary<string, object?> { ["team"] = "blue", ["ids"] = new List<object?> { 1L, null } });

        var (rows, json) = await WriteAsync(table);

        Assert.Equal(1, rows);
        Assert.Contains("\"money\":616.626052200000,", json, StringComparison.Ordinal);
        Assert.Contains("\"huge\":170141183460469231731687303715884105727,", json, StringComparison.Ordinal);
        Assert.Contains("\"share\":\"NaN\",", json, StringComparison.Ordinal);
        Assert.Contains("\"at\":\"2026-03-01T01:00:00Z\",\"day\":\"2026-03-01\",", json, StringComparison.Ordinal);
        Assert.Contains("\"text\":\"<a href=\\\"x\\\">\",", json, StringComparison.Ordinal);
        Assert.Contains("\"tags\":{\"team\":\"blue\",\"ids\":[1,null]}}", json, StringComparison.Ordinal);
        Assert.EndsWith("\"row_count\":1}", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_NoRows_NamesTheColumns()
    {
        using var table = new DataTable();
        table.Columns.Add("a", typeof(long));

        var (rows, json) = await WriteAsync(table);

        Assert.Equal(0, rows);
        Assert.EndsWith("\"rows\":[],\"row_count\":0}", json, StringComparison.Ordinal);
        Assert.StartsWith("{\"columns\":[{\"name\":\"a\",", json, StringComparison.Ordinal);
    }

    private static async Task<(long Rows, string Json)> WriteAsync(DataTable table)
    {
        using var stream = new MemoryStream();
        var rows = await JsonRows.WriteAsync(table.CreateDataReader(), stream, CancellationToken.None);
        return (rows, Encoding.UTF8.GetString(stream.ToArray()));
    }
}
