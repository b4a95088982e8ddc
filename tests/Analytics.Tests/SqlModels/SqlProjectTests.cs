using Analytics.SqlModels;

namespace Analytics.Tests.SqlModels;

/// <summary>What loading a project finds out before anything runs.</summary>
public sealed class SqlProjectTests : IDisposable
{
    private readonly SmallLake lake = new();

    public void Dispose() => lake.Dispose();

    [Fact]
    public void Load_SmallProject_OrdersModelsByWhatTheyRead()
    {
        var project = SqlProject.Load(lake.SqlRoot);

        Assert.Equal(
            ["stg_prices", "int_prices", "stg_requests", "int_requests_priced", "int_costs_by_day", "mart_daily_costs"],
            project.Models.Select(static model => model.Name));
        var priced = project.Find("int_requests_priced")!;
        Assert.Equal("int_prices stg_requests", string.Join(' ', priced.Inputs));
        Assert.Equal("cost_of", Assert.Single(priced.Macros));
        Assert.Equal((Keeping.ParquetByDay, "dedupe_key"), (priced.Keeping, priced.Key.Single().Name));
        Assert.Equal("Customer, as the source names it.", project.ColumnsOf("requests")
            .Single(column => column.Column == "customer").Meaning);
    }

    [Fact]
    public void Load_Cycle_NamesItsMembers()
    {
        lake.WriteSql("intermediate/int_a.sql", $"{SmallProject.Header("x", "y")}select * from int_b\n");
        lake.WriteSql("intermediate/int_b.sql", $"{SmallProject.Header("x", "y")}select * from int_c\n");
        lake.WriteSql("intermediate/int_c.sql", $"{SmallProject.Header("x", "y")}select * from int_a\n");

        Assert.Contains("int_a → int_b → int_c → int_a", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SeveralFaults_ListsAllWithFileAndLine()
    {
        lake.WriteSql(
            "staging/stg_bad.sql", "-- grain: x\n-- key: a b\n-- units: x\n-- source: x\nselect *\nfrom raw_nothing\n");
        lake.WriteSql("marts/wrong_name.sql", $"{SmallProject.Header("x", "y")}select 1 as y\n");

        var fault = Fault();
        Assert.Contains("stg_bad.sql:1: header line '-- why:' is missing", fault, StringComparison.Ordinal);
        Assert.Contains("stg_bad.sql:2: found 'a b' in '-- key:'", fault, StringComparison.Ordinal);
        Assert.Contains("stg_bad.sql:6: reads raw_nothing", fault, StringComparison.Ordinal);
        Assert.Contains("wrong_name.sql:1: found the name 'wrong_name'", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("staging/stg_x.sql", "select * from stg_prices", "Data flows from raw")]
    [InlineData("intermediate/int_x.sql", "select * from mart_daily_costs", "Data flows from raw")]
    [InlineData("intermediate/stg_prices.sql", "select 1", "exists already")]
    [InlineData("intermediate/int_x.sql", "-- kept: table by week\nselect 1 as y", "found '-- kept: table by week'")]
    [InlineData(
        "intermediate/int_x.sql", "-- kept: table by event_date\nselect * from raw_files", "changes with every commit")]
    [InlineData(
        "intermediate/int_x.sql", "-- kept: table by event_date\nselect as_of_date from settings", "as_of_date")]
    [InlineData("intermediate/int_x.sql", "select * from chunk_days", "only a check by day has")]
    [InlineData("macros/x.sql", "create table t as select 1;", "expected 'create macro")]
    [InlineData("macros/x.sql", "create macro cost_of(a) as a;", "exists already")]
    [InlineData("macros/x.sql", "create macro all_prices() as table select * from stg_prices;", "may read seeds only")]
    public void Load_FileAgainstTheRules_SaysWhatToDo(string path, string text, string expected)
    {
        var header = path.StartsWith("macros", StringComparison.Ordinal) ? string.Empty : SmallProject.Header("x", "y");
        lake.WriteSql(path, $"{header}{text}\n");

        Assert.Contains(expected, Fault(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("table,column,type\n", "columns.csv:1: found 'table,column,type'")]
    [InlineData("table,column,type,unit,meaning,standard\na,b,VARCHAR,,x, y,\n", "columns.csv:2: found 7 fields")]
    [InlineData("table,column,type,unit,meaning,standard\na,b,VARCHAR,,x,\na,b,DATE,,x,\n",
        "columns.csv:3: a.b is defined twice")]
    public void Load_BadDictionary_NamesTheLine(string text, string expected)
    {
        lake.WriteSql("columns.csv", text);

        Assert.Contains(expected, Fault(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select * from stg_a -- from stg_b", "stg_a")]
    [InlineData("select 'stg_b' as x, \"STG_A\".y from STG_A /* stg_b */", "stg_a")]
    [InlineData("with stg_a as (select * from stg_a) select * from stg_a", "stg_a")]
    [InlineData("select stg_c.stg_b from stg_a, stg_c", "stg_a stg_c")]
    [InlineData("select $$ stg_b $$, e'\\' stg_b', $x from stg_a", "stg_a")]
    [InlineData("select raw_text from stg_a", "stg_a")]
    [InlineData("select * from stg_a where day in (select day from stg_b)", "stg_a stg_b")]
    public void References_OfText_AreTheTablesItReads(string sql, string expected)
    {
        var references = SqlReferences.Read(
            SqlTokens.Read(sql), new HashSet<string> { "stg_a", "stg_b", "stg_c" }, new HashSet<string>());

        Assert.Equal(expected, string.Join(' ', references.Tables));
        Assert.Empty(references.Unknown);
    }

    [Fact]
    public void References_StepNamedLikeAMissingTable_AreUnknownInsideItOnly()
    {
        var references = SqlReferences.Read(
            SqlTokens.Read("with stg_x as (\nselect * from stg_x\n)\nselect * from stg_x"),
            new HashSet<string>(),
            new HashSet<string>());

        Assert.Equal(("stg_x", 2), Assert.Single(references.Unknown));
    }

    [Fact]
    public void Comments_OfAMart_CarryMeaningUnitAndGrain()
    {
        var project = SqlProject.Load(lake.SqlRoot);

        var statements = ColumnComments.Statements(project, "mart_daily_costs", "mart_daily_costs");
        Assert.Contains("comment on table mart_daily_costs is 'It is needed. Day and customer.';", statements,
            StringComparison.Ordinal);
        Assert.Contains(
            "\"cost\" is 'What they cost; NULL = no price. Unit: 10^-12 USD.';", statements, StringComparison.Ordinal);
        Assert.Equal("Requests", ColumnComments.FieldMetadata(project, "mart_daily_costs")["requests"]["unit"]);
        Assert.Equal("event_date, customer", ColumnComments.SchemaMetadata(project, "mart_daily_costs")["key"]);
        Assert.Contains("| `cost` | HUGEINT | 10^-12 USD |", MartsPage.Render(project), StringComparison.Ordinal);
    }

    private string Fault() => Assert.Throws<SqlProjectException>(() => SqlProject.Load(lake.SqlRoot)).Message;
}
