using Analytics.Sources;
using Analytics.SqlModels;

namespace Analytics.Tests.SqlModels;

/// <summary>What a build by day rebuilds, what it leaves alone, and what stands after a failure.</summary>
public sealed class ModelBuildTests : IDisposable
{
    private readonly SmallLake lake = new();

    public void Dispose() => lake.Dispose();

    [Fact]
    public async Task RunAsync_EmptyLake_YieldsEmptyMarts()
    {
        var report = await lake.BuildAsync();

        Assert.True(report.IsPublishable && report.IsMartsRebuilt);
        Assert.Empty(report.DaysBuilt);
        Assert.Equal(string.Empty, await lake.ReadMartAsync());
    }

    [Fact]
    public async Task RunAsync_NewDay_BuildsItAndItsNeighbours()
    {
        lake.AddPrice(2);
        lake.AddRequests(
            ("a", "one", 10, "2026-03-01 10:00:00"), ("b", "two", 5, "2026-03-02 10:00:00"),
            ("c", "one", 1, "2026-03-05 10:00:00"));
        Assert.Equal("03-01 03-02 03-05", await lake.BuildDaysAsync());
        Assert.Equal(string.Empty, await lake.BuildDaysAsync());

        lake.AddRequests(("d", "one", 3, "2026-03-06 10:00:00"));
        Assert.Equal("03-05 03-06", await lake.BuildDaysAsync());
        Assert.Equal("03-01 one 1 20\n03-02 two 1 10\n03-05 one 1 2\n03-06 one 1 6", await lake.ReadMartAsync());
    }

    [Fact]
    public async Task RunAsync_LateRow_RebuildsItsDayAndNeighboursOnly()
    {
        lake.AddPrice(1);
        lake.AddRequests(
            ("a", "one", 10, "2026-03-01 10:00:00"), ("b", "one", 5, "2026-03-04 10:00:00"),
            ("c", "one", 1, "2026-03-05 10:00:00"));
        await lake.BuildAsync();

        lake.AddRequests(("late", "two", 7, "2026-03-01 09:00:00"));
        Assert.Equal("03-01", await lake.BuildDaysAsync());
        Assert.Equal("03-01 one 1 10\n03-01 two 1 7\n03-04 one 1 5\n03-05 one 1 1", await lake.ReadMartAsync());
    }

    [Fact]
    public async Task RunAsync_EarlierSightingAfterMidnightOne_MovesTheRequest()
    {
        lake.AddPrice(1);
        lake.AddRequests(("a", "one", 10, "2026-03-02 00:00:01"), ("b", "one", 1, "2026-03-03 12:00:00"));
        await lake.BuildAsync();
        Assert.Equal("03-02 one 1 10\n03-03 one 1 1", await lake.ReadMartAsync());

        lake.AddRequests(("a", "one", 4, "2026-03-01 23:59:59"));
        Assert.Equal("03-01 03-02", await lake.BuildDaysAsync());
        Assert.Equal("03-01 one 1 10\n03-03 one 1 1", await lake.ReadMartAsync());
    }

    [Fact]
    public async Task RunAsync_NoLookback_TouchesTheDirtyDayAlone()
    {
        lake.AddPrice(1);
        lake.AddRequests(("a", "one", 10, "2026-03-01 10:00:00"), ("b", "one", 5, "2026-03-02 10:00:00"));
        var options = lake.Options with { LookbackDays = 0 };
        await lake.BuildAsync(options);

        lake.AddRequests(("c", "one", 1, "2026-03-02 11:00:00"));
        var report = await lake.BuildAsync(options);
        Assert.Equal([new DateOnly(2026, 3, 2)], report.DaysBuilt);
        Assert.Equal("03-01 one 1 10\n03-02 one 2 6", await lake.ReadMartAsync());
    }

    [Fact]
    public async Task RunAsync_NewPrice_RebuildsAllDays()
    {
        lake.AddPrice(1);
        lake.AddRequests(("a", "one", 10, "2026-03-01 10:00:00"), ("b", "one", 5, "2026-03-08 10:00:00"));
        await lake.BuildAsync();

        lake.AddPrice(3);
        Assert.Equal("03-01 03-08", await lake.BuildDaysAsync());
        Assert.Equal("03-01 one 1 30\n03-08 one 1 15", await lake.ReadMartAsync());
    }

    [Fact]
    public async Task RunAsync_KnownAtAnInstant_RebuildsAllDaysWithWhatWasKnown()
    {
        lake.WriteSql(
            "staging/stg_prices.sql",
            SmallProject.Header("one row", "price") + """
                select coalesce(max(price) filter (raw_prices.price <= 2 or settings.known_at = 'infinity'), 0) as price
                from raw_prices
                cross join settings
                """ + "\n");
        lake.AddPrice(2);
        lake.AddPrice(3);
        lake.AddRequests(("a", "one", 10, "2026-03-01 10:00:00"));
        await lake.BuildAsync();
        Assert.Equal("03-01 one 1 30", await lake.ReadMartAsync());

        var then = lake.Options with { KnownAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        Assert.Equal([new DateOnly(2026, 3, 1)], (await lake.BuildAsync(then)).DaysBuilt);
        Assert.Equal("03-01 one 1 20", await lake.ReadMartAsync());
        Assert.Empty((await lake.BuildAsync(then)).DaysBuilt);
        Assert.Equal("03-01", await lake.BuildDaysAsync());
        Assert.Equal("03-01 one 1 30", await lake.ReadMartAsync());
    }

    [Theory]
    [InlineData("macros/money.sql", "token_count * price", "token_count * price * 2", "03-01 03-08")]
    [InlineData("macros/money.sql", "Price of tokens", "The price of tokens", "")]
    [InlineData(
        "intermediate/int_requests_priced.sql", "cross join int_prices", "left join int_prices on true", "03-01 03-08")]
    [InlineData("intermediate/int_requests_priced.sql", "why: it is needed", "why: it is wanted", "")]
    [InlineData("marts/mart_daily_costs.sql", "sum(cost)", "sum(cost + 0)", "")]
    public async Task RunAsync_ChangedText_RebuildsWhatDependsOnIt(
        string path, string found, string changed, string days)
    {
        lake.AddPrice(1);
        lake.AddRequests(("a", "one", 10, "2026-03-01 10:00:00"), ("b", "one", 5, "2026-03-08 10:00:00"));
        await lake.BuildAsync();

        Assert.Contains(found, SmallProject.Files[path], StringComparison.Ordinal);
        lake.WriteSql(path, SmallProject.Files[path].Replace(found, changed, StringComparison.Ordinal));
        Assert.Equal(days, await lake.BuildDaysAsync());
    }

    [Fact]
    public async Task RunAsync_ColumnAddedToKeptTable_RebuildsTheTable()
    {
        lake.AddPrice(1);
        lake.AddRequests(("a", "one", 10, "2026-03-01 10:00:00"));
        await lake.BuildAsync();

        const string Path = "intermediate/int_costs_by_day.sql";
        lake.WriteSql(Path, SmallProject.Files[Path].Replace(
            "count(*) as requests,", "count(*) as requests, max(tokens) as tokens_max,", StringComparison.Ordinal));
        Assert.Equal("03-01", await lake.BuildDaysAsync());
        Assert.Equal("03-01 one 1 10", await lake.ReadMartAsync());
    }

    [Fact]
    public async Task RunAsync_SupersededFile_RebuildsItsDays()
    {
        lake.AddPrice(1);
        var older = lake.AddRequests(("a", "one", 10, "2026-03-01 10:00:00"), ("b", "one", 5, "2026-03-08 10:00:00"));
        await lake.BuildAsync();

        lake.Supersede(older);
        lake.AddRequests(("a", "one", 11, "2026-03-01 10:00:00"));
        Assert.Equal("03-01 03-08", await lake.BuildDaysAsync());
        Assert.Equal("03-01 one 1 11", await lake.ReadMartAsync());
    }

    [Fact]
    public async Task RunAsync_DayGoneFromTheLake_IsForgotten()
    {
        lake.AddPrice(1);
        lake.AddRequests(("a", "one", 10, "2026-03-01 10:00:00"), ("b", "one", 5, "2026-03-08 10:00:00"));
        await lake.BuildAsync();

        lake.RemoveDay("2026-03-08");
        var report = await lake.BuildAsync();
        Assert.Equal("03-01 one 1 10", await lake.ReadMartAsync());
        Assert.Single(report.KeptParts);
    }

    [Fact]
    public async Task RunAsync_ChunksOfOneDay_GiveTheSameAsOneChunk()
    {
        lake.AddPrice(1);
        lake.AddRequests([.. Enumerable.Range(1, 9).Select(static day =>
            ($"key{day}", day % 2 == 0 ? "one" : "two", day, $"2026-03-0{day} 23:59:59"))]);
        lake.AddRequests([.. Enumerable.Range(2, 8).Select(static day =>
            ($"key{day - 1}", "one", 100 * day, $"2026-03-0{day} 00:00:01"))]);
        await lake.BuildAsync();
        var whole = await lake.ReadMartAsync();
        var wholeFiles = lake.PricedFiles().Select(static path => Path.GetFileName(path));

        Directory.Delete(lake.StateRoot, recursive: true);
        Directory.Delete(lake.Options.PricedDirectory, recursive: true);
        await lake.BuildAsync(lake.Options with { MaxRowsPerChunk = 1 });
        Assert.Equal(whole, await lake.ReadMartAsync());
        Assert.Equal(wholeFiles, lake.PricedFiles().Select(static path => Path.GetFileName(path)));
    }

    [Fact]
    public async Task RunAsync_FailingCheck_KeepsTheMartsAndShowsTheRows()
    {
        lake.AddPrice(1);
        lake.AddRequests(("a", "one", 10, "2026-03-01 10:00:00"));
        await lake.BuildAsync();

        lake.AddRequests([.. Enumerable.Range(0, 30)
            .Select(static number => ($"bad{number}", $"customer{number:00}", -5, "2026-03-02 10:00:00"))]);
        var report = await lake.BuildAsync();
        var failure = Assert.Single(report.Failures);
        Assert.False(report.IsPublishable || report.IsMartsRebuilt);
        Assert.Equal(("check_tokens_positive", 30, 20), (failure.Name, failure.Rows.Total, failure.Rows.Rows.Count));
        Assert.Contains("customer00", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal("03-01 one 1 10", await lake.ReadMartAsync());

        Assert.False((await lake.BuildAsync()).IsPublishable);
        lake.RemoveDay("2026-03-02");
        Assert.True((await lake.BuildAsync()).IsPublishable);
    }

    [Fact]
    public async Task RunAsync_FailingCheckByDay_IsReportedAgainUntilItHolds()
    {
        const string Path = "checks/check_no_request_lost.sql";
        lake.AddPrice(1);
        lake.AddRequests(("a", "one", 10, "2026-03-01 10:00:00"));
        lake.WriteSql(Path, SmallProject.Files[Path].Replace("anti join", "semi join", StringComparison.Ordinal));
        Assert.Equal("check_no_request_lost", Assert.Single((await lake.BuildAsync()).Failures).Name);
        Assert.Equal("check_no_request_lost", Assert.Single((await lake.BuildAsync()).Failures).Name);

        lake.WriteSql(Path, SmallProject.Files[Path]);
        Assert.True((await lake.BuildAsync()).IsMartsRebuilt);
        Assert.Equal("03-01 one 1 10", await lake.ReadMartAsync());
    }

    [Theory]
    [InlineData("intermediate/int_requests_priced.sql", "key: dedupe_key", "key: customer")]
    [InlineData("intermediate/int_requests_priced.sql", "stg_requests.*,",
        "stg_requests.* replace (null::varchar as dedupe_key),")]
    [InlineData("marts/mart_daily_costs.sql", "key: event_date, customer", "key: event_date")]
    public async Task RunAsync_BrokenKey_IsAFailingCheck(string path, string found, string changed)
    {
        lake.AddPrice(1);
        lake.AddRequests(
            ("a", "one", 10, "2026-03-01 10:00:00"), ("b", "one", 10, "2026-03-01 10:00:00"),
            ("c", "two", 10, "2026-03-01 10:00:00"));
        lake.WriteSql(path, SmallProject.Files[path].Replace(found, changed, StringComparison.Ordinal));
        var failure = Assert.Single((await lake.BuildAsync()).Failures);
        Assert.Contains("is not unique", failure.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_KeptFileGone_IsBuiltAgain()
    {
        lake.AddPrice(1);
        lake.AddRequests(("a", "one", 10, "2026-03-01 10:00:00"), ("b", "one", 5, "2026-03-08 10:00:00"));
        await lake.BuildAsync();

        File.Delete(lake.PricedFiles()[0]);
        var report = await lake.BuildAsync();
        Assert.Equal([new DateOnly(2026, 3, 1)], report.DaysBuilt);
        Assert.All(report.KeptParts, static part => Assert.True(File.Exists(part.Path)));
    }

    [Fact]
    public async Task SweepPriced_AfterARebuild_KeepsWhatIsInForceOrRetained()
    {
        lake.AddPrice(1);
        lake.AddRequests(("a", "one", 10, "2026-03-01 10:00:00"), ("b", "one", 5, "2026-03-08 10:00:00"));
        var older = await lake.BuildAsync();
        lake.AddPrice(2);
        var newer = await lake.BuildAsync();
        Assert.Equal(4, lake.PricedFiles().Count);

        var build = lake.Build();
        Assert.Equal(1, await build.SweepPricedAsync(newer, [older.KeptParts[0].Path], null, CancellationToken.None));
        Assert.Equal(0, await build.SweepPricedAsync(newer, [older.KeptParts[0].Path], null, CancellationToken.None));
        Assert.Equal(1, await build.SweepPricedAsync(newer, [], null, CancellationToken.None));
        Assert.Equal(newer.KeptParts.Select(static part => part.Path).Order(), lake.PricedFiles());
    }

    [Fact]
    public async Task RunAsync_CrashBeforeAnyFileOperation_HealsOnTheNextRun()
    {
        lake.AddPrice(1);
        lake.AddRequests(("a", "one", 10, "2026-03-01 10:00:00"));
        await lake.BuildAsync();
        lake.AddPrice(2);
        lake.AddRequests(("b", "two", 5, "2026-03-02 10:00:00"));
        var options = lake.Options with { MaxRowsPerChunk = 1 };
        await lake.BuildAsync(options);
        var expected = await lake.ReadMartAsync();

        var isCrashed = true;
        for (var operations = 0; isCrashed; operations++)
        {
            lake.AddPrice(3 + operations);
            var crash = await Record.ExceptionAsync(
                () => lake.BuildAsync(options, new CrashingFileOps(new DiskFileOps(), operations)));
            isCrashed = crash is IOException;
            Assert.True(isCrashed || (crash is null && operations > 20), $"after {operations} operations: {crash}");

            lake.AddPrice(2);
            await lake.BuildAsync(options);
            Assert.Equal(expected, await lake.ReadMartAsync());
        }
    }

    [Fact]
    public async Task RunAsync_Cancelled_StopsAndGoesOnLater()
    {
        lake.AddPrice(1);
        lake.AddRequests(("a", "one", 10, "2026-03-01 10:00:00"));
        using var cancellation = new CancellationTokenSource();
        var build = lake.Build();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => build.RunAsync(lake.Snapshot, null, new Progress<BuildProgress>(), cancellation.Token));

        await lake.BuildAsync();
        Assert.Equal("03-01 one 1 10", await lake.ReadMartAsync());
    }
}
