using Analytics.SqlModels;

namespace Analytics.Tests.SqlModels;

/// <summary>The runner of <c>.test.sql</c> files: what it accepts, and what it says when rows differ.</summary>
public sealed class ModelTestsTests : IDisposable
{
    private const string Reader = """
        -- grain: one row per line
        -- key: line_no
        -- units: Tokens
        -- source: test
        -- why: it is needed
        -- dataset: requests
        -- record:
        --    id: VARCHAR
        --    usage: STRUCT(tokens JSON,
        --        name VARCHAR)
        --    at: VARCHAR
        select id as dedupe_key, try_cast(usage.tokens::varchar as bigint) as tokens, line_no
        from source_records where id is not null
        """;

    private readonly SmallLake lake = new();

    public void Dispose() => lake.Dispose();

    [Fact]
    public async Task RunAsync_RowsAsExpected_Passes() => Assert.Null(await RunAsync(
        "intermediate/int_requests_priced",
        """
        -- test: a call costs its tokens times the price
        -- given stg_requests: one call
        from (values ('a', 10)) as given (dedupe_key, tokens)
        -- given int_prices
        from (values (3)) as given (price)
        -- expect
        from (values ('a', 30, null)) as expected (dedupe_key, cost, customer)
        """));

    [Fact]
    public async Task RunAsync_OtherRows_ShowsBothSides()
    {
        var failure = await RunAsync(
            "intermediate/int_requests_priced",
            """
            -- test: a call costs its tokens times the price
            -- given stg_requests
            from (values ('a', 10), ('b', 1)) as given (dedupe_key, tokens)
            -- given int_prices
            from (values (3)) as given (price)
            -- expect
            from (values ('a', 31), ('b', 3)) as expected (dedupe_key, cost)
            """);

        Assert.Contains(
            "int_requests_priced.test.sql:1: a call costs its tokens times the price",
            failure,
            StringComparison.Ordinal);
        Assert.Contains(
            "in_expected_not_in_actual:\ndedupe_key  cost\na           31\n", failure, StringComparison.Ordinal);
        Assert.Contains(
            "in_actual_not_in_expected:\ndedupe_key  cost\na           30\n", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_FractionWhereWholeIsYielded_Fails() => Assert.NotNull(await RunAsync(
        "staging/stg_requests",
        """
        -- test: numbers are compared, not rounded
        -- given raw_requests
        from (values ('a', 10, '2026-03-01 10:00:00+00')) as given (dedupe_key, tokens, started_at)
        -- expect
        from (values ('a', 10.4)) as expected (dedupe_key, tokens)
        """));

    [Theory]
    [InlineData("-- given stg_nothing\nselect 1 as a\n-- expect\nselect 1 as a", "does not read stg_nothing")]
    [InlineData("-- given stg_requests\nselect 1 as other\n-- expect\nselect 1 as a", "given stg_requests:")]
    [InlineData("-- expect\nselect 1 as other", "does not yield: other")]
    public async Task RunAsync_TestThatFitsNot_SaysWhy(string sections, string expected) => Assert.Contains(
        expected, await RunAsync("intermediate/int_requests_priced", $"-- test: x\n{sections}\n"),
            StringComparison.Ordinal);

    [Fact]
    public async Task RunAsync_Reader_TakesColumnsOrWholeJsonLines()
    {
        lake.WriteSql("readers/some_log.sql", Reader);
        const string Expected = "-- expect\nfrom (values ('a', 5, 7)) as expected (dedupe_key, tokens, line_no)\n";

        Assert.Null(await RunAsync("readers/some_log", $$$"""
            -- test: columns
            -- given source_records
            from (values ('a', {'tokens': '5'}, 7)) as given (id, usage, line_no)
            {{{Expected}}}
            """));
        Assert.Null(await RunAsync("readers/some_log", $$$"""
            -- test: lines
            -- given source_records
            from (values ('{"id": "a", "usage": {"tokens": 5}}', 7), ('{}', 8)) as given (json, line_no)
            {{{Expected}}}
            """));
    }

    [Theory]
    [InlineData("select 1", "holds no test")]
    [InlineData("-- given x\nselect 1", "outside of a test")]
    [InlineData("-- test: x\n-- given y\nselect 1", "ends with one '-- expect'")]
    [InlineData("-- test: x\n-- given y\n-- expect\nselect 1", "has no query")]
    [InlineData("-- test:\n-- expect\nselect 1", "a test needs a sentence")]
    public void Parse_FileOutOfForm_SaysWhere(string text, string expected) => Assert.Contains(
        expected,
        Assert.Throws<SqlProjectException>(() => ModelTestFile.Parse("/sql/a.test.sql", text)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Parse_SeveralTests_KeepsTheirLines()
    {
        var tests = ModelTestFile.Parse(
            "/sql/a.test.sql", "-- test: one\n-- expect\nselect 1\n\n-- test: two\n-- expect: rows\nselect 2;\n");

        Assert.Equal(
            [("one", 1, "select 1"), ("two", 5, "select 2")],
            tests.Select(static test => (test.Title, test.Line, test.ExpectQuery)));
    }

    private async Task<string?> RunAsync(string model, string text)
    {
        var path = Path.Combine(lake.SqlRoot, $"{model}{ModelTestFile.Extension}");
        var test = ModelTestFile.Parse(path, text).Single();
        return await ModelTests.RunAsync(SqlProject.Load(lake.SqlRoot), test, CancellationToken.None);
    }
}
