using Analytics.Engine;
using Analytics.Lake.Readers;

namespace Analytics.Tests.Lake;

public sealed class ReaderTests
{
    [Fact]
    public void Parse_FullHeader_UnderstandsEachLine()
    {
        var reader = Reader.Parse(SqlFile.Parse(
            "my_reader.sql",
            """
            -- dataset: customers
            -- version: 3
            -- files: **/*.csv, x/*.txt
            -- format: csv closed
            -- null: NULL
            -- append: whole
            -- rewrite: replace
            -- record:
            --    Billed Cost: VARCHAR required
            --    "a:b": VARCHAR
            select 1
            """));

        Assert.Equal(("my-reader", 3, RecordFormat.Csv, true, "NULL"),
            (reader.Kind, reader.Version, reader.Format, reader.IsClosed, reader.NullText));
        Assert.Equal((GrowthRule.Whole, RewriteRule.Replace), (reader.Growth, reader.Rewrite));
        Assert.Equal([("Billed Cost", true), ("a:b", false)],
            reader.Columns.Select(static column => (column.Name, column.IsRequired)));
    }

    [Fact]
    public void Parse_StructOverSeveralLines_IsOneColumn()
    {
        var reader = Reader.Parse(SqlFile.Parse(
            "r.sql",
            "-- dataset: d\n-- version: 1\n-- files: *\n-- format: ndjson\n-- record:\n--    a: STRUCT(b "
            + "VARCHAR,\n--        c JSON)[]\n--    d: JSON\n"));

        Assert.Equal([("a", "STRUCT(b VARCHAR, c JSON)[]"), ("d", "JSON")],
            reader.Columns.Select(static column => (column.Name, column.Type)));
    }

    [Theory]
    [InlineData("-- version: 1", "-- version: one", "expected a whole number")]
    [InlineData("-- format: ndjson", "-- format: xml", "expected Ndjson, Json, Csv")]
    [InlineData("-- dataset: requests", "-- dataset:", "'-- dataset:' is missing")]
    [InlineData("STRUCT(name VARCHAR)", "STRUCT(name", "never closed")]
    public void Parse_FaultyHeader_SaysWhatIsExpected(string line, string faulty, string expected)
    {
        var text = LakeFixture.LinesReader.Replace(line, faulty, StringComparison.Ordinal);

        var fault = Assert.Throws<InvalidDataException>(() => Reader.Parse(SqlFile.Parse("lines.sql", text)));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }
}
