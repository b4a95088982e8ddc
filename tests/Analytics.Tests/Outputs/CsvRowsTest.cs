using System.Data;
using System.Numerics;
using Analytics.Outputs.Rows;

namespace Analytics.Tests.Outputs;

public sealed class CsvRowsTest
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49", "'+49")]
    [InlineData("-2", "'-2")]
    [InlineData("@sum", "'@sum")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("\nx", "\"'\nx\"")]
    [InlineData("=a,\"b\"", "\"'=a,\"\"b\"\"\"")]
    [InlineData("plain", "plain")]
    [InlineData("a=b", "a=b")]
    [InlineData("", "")]
    [InlineData("a\nb", "\"a\nb\"")]
    [Survives(33)]
    public void Cell_Text_IsGuardedAndQuoted(string text, string expected) => Assert.Equal(expected, CsvRows.Cell(text));

    [Fact]
    [Survives(33)]
    public void Cell_NegativeNumbers_AreLeftAlone()
    {
        Assert.Equal("-5", CsvRows.Cell(-5L));
        Assert.Equal("-0.000000000001", CsvRows.Cell(-0.000000000001m));
        Assert.Equal("-170141183460469231731687303715884105727", CsvRows.Cell(-BigInteger.Pow(2, 127) + 1));
        Assert.Equal("", CsvRows.Cell(DBNull.Value));
    }

    [Fact]
    public void Cell_ListOfHostileText_IsGuarded() =>
        Assert.Equal("\"[\"\"=1\"\"]\"", CsvRows.Cell(new List<object?> { "=1" }));

    [Fact]
    [Survives(33)]
    public async Task WriteAsync_HostileColumnName_IsGuardedToo()
    {
        using var table = new DataTable();
        table.Columns.Add("=cmd", typeof(string));
        table.Rows.Add("a");
        table.Rows.Add(DBNull.Value);
        using var writer = new StringWriter();

        var rows = await CsvRows.WriteAsync(table.CreateDataReader(), writer, CancellationToken.None);

        Assert.Equal(2, rows);
        Assert.Equal("'=cmd\na\n\n", writer.ToString());
    }
}
