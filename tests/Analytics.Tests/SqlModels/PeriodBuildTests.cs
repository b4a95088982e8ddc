using Analytics.Engine;
using Analytics.SqlModels;

namespace Analytics.Tests.SqlModels;

/// <summary>
/// What a model kept by month or week computes again, and what it leaves alone: each row carries a mark drawn when it was
/// made.
/// </summary>
public sealed class PeriodBuildTests : IDisposable
{
    private const string Between = "intermediate/int_costs_between.sql";
    private const string Marked = "intermediate/int_costs_marked.sql";
    private readonly SmallLake lake = new();

    public PeriodBuildTests()
    {
        var byMonth = """
            select date_trunc('month', event_date)::date as month_date, customer, sum(cost) as cost
            from int_costs_by_day
            group by all
            """;
        lake.WriteSql(Between, Header("month and customer", "month_date, customer") + $"-- kept: build\n{byMonth}\n");
        lake.WriteSql(
            "intermediate/int_costs_by_month.sql",
            Header("month and customer", "month_date, customer") + $"-- kept: build by month_date\n{byMonth}\n");
        lake.WriteSql(Marked, Marking("int_costs_between"));
        WriteMart(
            "select marked.*, whole.cost as whole_cost from int_costs_marked as marked "
            + "full join int_costs_between as whole using (month_date, customer)");
        lake.AddPrice(1);
        lake.AddRequests(
            ("a", "one", 10, "2026-03-02 10:00:00"), ("b", "one", 5, "2026-03-20 10:00:00"),
            ("c", "one", 1, "2026-04-05 10:00:00"));
    }

    public static TheoryData<string> Inputs => ["int_costs_between", "int_costs_by_month"];

    public void Dispose() => lake.Dispose();

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task RunAsync_NewDay_ComputesItsMonthAlone(string input)
    {
        lake.WriteSql(Marked, Marking(input));
        var before = await BuildAsync();
        lake.AddRequests(("d", "one", 3, "2026-04-06 10:00:00"));
        var after = await BuildAsync();

        Assert.Equal(["2026-03-01 one 15 15", "2026-04-01 one 4 4"], after.Keys);
        Assert.Equal(before["2026-03-01 one 15 15"], after["2026-03-01 one 15 15"]);
        Assert.NotEqual(before["2026-04-01 one 1 1"], after["2026-04-01 one 4 4"]);
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task RunAsync_LateRow_ComputesTheClosedMonthAgain(string input)
    {
        lake.WriteSql(Marked, Marking(input));
        var before = await BuildAsync();
        lake.AddRequests(("late", "two", 7, "2026-03-02 09:00:00"));
        var after = await BuildAsync();

        Assert.Equal(["2026-03-01 one 15 15", "2026-03-01 two 7 7", "2026-04-01 one 1 1"], after.Keys);
        Assert.NotEqual(before["2026-03-01 one 15 15"], after["2026-03-01 one 15 15"]);
        Assert.Equal(before["2026-04-01 one 1 1"], after["2026-04-01 one 1 1"]);
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task RunAsync_NothingChangedForMonths_KeepsThemAll(string input)
    {
        lake.WriteSql(Marked, Marking(input));
        var before = await BuildAsync();
        lake.AddRequests(("x", "one", 1, "2026-06-15 10:00:00"));
        var after = await BuildAsync();

        Assert.Equal(before, after.Where(row => before.ContainsKey(row.Key)));
        Assert.Equal(before.Count + 1, after.Count);
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task RunAsync_NewPrice_ComputesAllMonthsAgain(string input)
    {
        lake.WriteSql(Marked, Marking(input));
        await BuildAsync();
        lake.AddPrice(3);

        Assert.Equal(["2026-03-01 one 45 45", "2026-04-01 one 3 3"], (await BuildAsync()).Keys);
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task RunAsync_MonthGoneFromTheLake_IsForgotten(string input)
    {
        lake.WriteSql(Marked, Marking(input));
        var before = await BuildAsync();
        lake.RemoveDay("2026-04-05");
        var after = await BuildAsync();

        Assert.Equal(["2026-03-01 one 15 15"], after.Keys);
        Assert.Equal(before["2026-03-01 one 15 15"], after["2026-03-01 one 15 15"]);
    }

    [Fact]
    public async Task RunAsync_ChangedText_ComputesAllMonthsAgain()
    {
        await BuildAsync();
        lake.WriteSql(Marked, Marking("int_costs_between").Replace("cost,", "cost * 2 as cost,", StringComparison.Ordinal));

        Assert.Equal(["2026-03-01 one 30 15", "2026-04-01 one 2 1"], (await BuildAsync()).Keys);
    }

    [Fact]
    public async Task RunAsync_BrokenKey_IsAFailingCheckAndKeepsTheMarts()
    {
        var before = await BuildAsync();
        lake.WriteSql(
            Marked, Marking("int_costs_between").Replace("month_date,\n", "null::date as month_date,\n", StringComparison.Ordinal));
        var report = await lake.BuildAsync();

        Assert.Equal("int_costs_marked", Assert.Single(report.Failures).Name);
        Assert.Equal(before, await ReadAsync());
    }

    [Fact]
    public async Task RunAsync_RowWithoutMonthBelow_IsRefused()
    {
        lake.WriteSql(Marked, Marking("int_costs_by_month"));
        lake.WriteSql(
            "intermediate/int_costs_by_month.sql",
            Header("customer", "customer")
                + "-- kept: build by month_date\nselect null::date as month_date, customer, cost from int_costs_by_day\n");

        var error = await Assert.ThrowsAnyAsync<Exception>(() => lake.BuildAsync());
        Assert.Contains("int_costs_by_month.sql: month_date is NULL", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select month_date, 'x' as customer, 1 as cost from int_costs_between cross join raw_prices", "reads raw_prices")]
    [InlineData(
        "select as_of_date as month_date, 'x' as customer, 1 as cost from int_costs_between cross join settings",
        "reads as_of_date")]
    public void Load_MonthThatOtherThingsChange_IsRefused(string query, string expected)
    {
        lake.WriteSql(Marked, Header("month and customer", "month_date, customer") + $"-- kept: table by month_date\n{query}\n");

        var error = Assert.Throws<SqlProjectException>(() => SqlProject.Load(lake.SqlRoot));
        Assert.Contains($"int_costs_marked is kept by month_date and {expected}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_DayThatReadsAMonth_IsRefused()
    {
        lake.WriteSql(
            "intermediate/int_days.sql",
            Header("day", "event_date")
                + "-- kept: table by event_date\nselect month_date as event_date from int_costs_marked\n");

        var error = Assert.Throws<SqlProjectException>(() => SqlProject.Load(lake.SqlRoot));
        Assert.Contains("int_days is built by day and reads int_costs_marked", error.Message, StringComparison.Ordinal);
    }

    // March ends on a Tuesday in 2026, so that the week of its end goes on in April.
    [Fact]
    public async Task RunAsync_ModelByWeek_ComputesTheWeekThatChangedAlone()
    {
        WriteWeeks("int_costs_by_day");
        lake.AddRequests(("e", "one", 2, "2026-03-30 10:00:00"), ("f", "one", 3, "2026-04-04 10:00:00"));
        var before = await BuildAsync();
        lake.AddRequests(("g", "one", 4, "2026-04-08 10:00:00"), ("late", "one", 5, "2026-03-22 10:00:00"));
        var after = await BuildAsync();

        Assert.Equal(["2026-03-02 one 10 10", "2026-03-16 one 10 10", "2026-03-30 one 6 6", "2026-04-06 one 4 4"], after.Keys);
        Assert.Equal(before["2026-03-02 one 10 10"], after["2026-03-02 one 10 10"]);
        Assert.Equal(before["2026-03-30 one 6 6"], after["2026-03-30 one 6 6"]);
        Assert.NotEqual(before["2026-03-16 one 5 5"], after["2026-03-16 one 10 10"]);
    }

    [Fact]
    public void Load_WeekThatReadsAMonth_IsRefused()
    {
        WriteWeeks("int_costs_by_month");

        var error = Assert.Throws<SqlProjectException>(() => SqlProject.Load(lake.SqlRoot));
        Assert.Contains(
            "int_costs_by_week is kept by week_date and reads int_costs_by_month", error.Message, StringComparison.Ordinal);
        Assert.Contains("which is kept by month_date", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_RowsThatTwoModelsReadBetween_AreMadeOnceForBoth()
    {
        lake.WriteSql(
            Between,
            Header("month and customer", "month_date, customer") + """
                -- kept: build
                select
                    date_trunc('month', event_date)::date as month_date,
                    customer,
                    sum(cost) as cost,
                    uuid()::varchar as mark,
                from int_costs_by_day
                group by all

                """);
        foreach (var name in new[] { "int_costs_marked", "int_costs_twice" })
        {
            lake.WriteSql(
                $"intermediate/{name}.sql",
                Header("month and customer", "month_date, customer")
                    + "-- kept: table by month_date\nselect * from int_costs_between\n");
        }

        lake.WriteSql(
            "marts/mart_marks.sql",
            Header("month and customer", "month_date, customer")
                + "select one.*, if(one.mark = two.mark, one.cost, null) as whole_cost from int_costs_marked as one "
                + "full join int_costs_twice as two using (month_date, customer)\n");
        await BuildAsync();
        lake.AddRequests(("d", "one", 3, "2026-04-06 10:00:00"));

        Assert.Equal(["2026-03-01 one 15 15", "2026-04-01 one 4 4"], (await BuildAsync()).Keys);
    }

    [Fact]
    public async Task RunAsync_MartThatIsAView_ShowsWhatIsKeptToWhoeverOpensTheFile()
    {
        var table = await BuildAsync();
        WriteView();
        Assert.Equal(table, await BuildAsync());
        lake.AddRequests(("d", "one", 3, "2026-04-06 10:00:00"));
        var after = await BuildAsync();
        Assert.Equal(["2026-03-01 one 15 15", "2026-04-01 one 4 4"], after.Keys);
        Assert.Equal(table["2026-03-01 one 15 15"], after["2026-03-01 one 15 15"]);

        WriteTable();
        Assert.Equal(after, await BuildAsync());
        lake.WriteSql("checks/check_none.sql", "-- why: nothing passes\nselect 1 as offence\n");
        await lake.BuildAsync();
        Assert.Equal(after, await ReadAsync());
    }

    [Fact]
    public async Task RunAsync_ViewWhoseCheckFailed_IsMadeAgainWhenTheTextOfBeforeIsBack()
    {
        WriteView();
        var before = await BuildAsync();
        var text = Marking("int_costs_between");
        lake.WriteSql(Marked, text.Replace("cost,", "cost * 2 as cost,", StringComparison.Ordinal));
        lake.WriteSql("checks/check_none.sql", "-- why: nothing passes\nselect 1 as offence\n");
        Assert.Equal("check_none", Assert.Single((await lake.BuildAsync()).Failures).Name);

        lake.WriteSql(Marked, text);
        File.Delete(Path.Combine(lake.SqlRoot, "checks/check_none.sql"));
        var report = await lake.BuildAsync();
        Assert.Empty(report.Failures);
        Assert.True(report.IsMartsRebuilt);
        Assert.Equal(before.Keys, (await ReadAsync()).Keys);
    }

    [Theory]
    [InlineData("select * from int_costs_between", "needs int_costs_between")]
    [InlineData("select cost_of(cost, 1) as cost from int_costs_marked", "needs cost_of")]
    public void Load_ViewOfWhatABuildAloneHas_IsRefused(string query, string expected)
    {
        lake.WriteSql(
            "marts/mart_marks.sql", Header("month and customer", "month_date, customer") + $"-- kept: view\n{query}\n");

        var error = Assert.Throws<SqlProjectException>(() => SqlProject.Load(lake.SqlRoot));
        Assert.Contains($"mart_marks is kept as a view and {expected}", error.Message, StringComparison.Ordinal);
    }

    private static string Header(string grain, string key) => SmallProject.Header(grain, key);

    private static string Marking(string input) =>
        Header("month and customer", "month_date, customer") + "-- kept: table by month_date\nselect\n    month_date,\n"
        + $"    customer,\n    cost,\n    uuid()::varchar as mark,\nfrom {input}\n";

    private void WriteWeeks(string input)
    {
        lake.WriteSql(
            "intermediate/int_costs_by_week.sql",
            Header("week and customer", "week_date, customer") + $"""
                -- kept: table by week_date
                select
                    date_trunc('week', {(input == "int_costs_by_day" ? "event_date" : "month_date")})::date as week_date,
                    customer,
                    sum(cost) as cost,
                    uuid()::varchar as mark,
                from {input}
                group by week_date, customer

                """);
        lake.WriteSql(
            "marts/mart_marks.sql",
            Header("month and customer", "month_date, customer")
                + "select week_date as month_date, customer, cost, mark, cost as whole_cost from int_costs_by_week\n");
    }

    private void WriteView() => WriteMarks("-- kept: view\n");

    private void WriteTable() => WriteMarks(string.Empty);

    private void WriteMarks(string keeping) => lake.WriteSql(
        "marts/mart_marks.sql",
        Header("month and customer", "month_date, customer") + keeping
            + "select *, cost as whole_cost from int_costs_marked\n");

    private void WriteMart(string query)
    {
        lake.WriteSql("marts/mart_marks.sql", Header("month and customer", "month_date, customer") + query + "\n");
        File.AppendAllText(Path.Combine(lake.SqlRoot, "columns.csv"), """
            mart_marks,month_date,DATE,,Month.,
            mart_marks,customer,VARCHAR,,Customer.,
            mart_marks,cost,HUGEINT,10^-12 USD,What they cost.,
            mart_marks,mark,VARCHAR,,Drawn when the row was made.,
            mart_marks,whole_cost,HUGEINT,10^-12 USD,What they cost by all months.,

            """);
    }

    private async Task<SortedDictionary<string, string>> BuildAsync()
    {
        Assert.Empty((await lake.BuildAsync()).Failures);
        return await ReadAsync();
    }

    private async Task<SortedDictionary<string, string>> ReadAsync()
    {
        using var session = EngineSession.Open(new EngineOptions { DatabasePath = lake.Options.WorkDatabasePath, Threads = 1 });
        var rows = await session.QueryAsync<string>(
            "select concat_ws(' ', month_date, customer, cost, whole_cost, mark) from mart_marks", null, CancellationToken.None);
        return new SortedDictionary<string, string>(
            rows.ToDictionary(static row => row[..row.LastIndexOf(' ')], static row => row[(row.LastIndexOf(' ') + 1)..]),
            StringComparer.Ordinal);
    }
}
