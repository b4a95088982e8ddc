using Analytics.Domain;
using Analytics.Engine;
using Analytics.Sources;
using Analytics.SqlModels;
using Analytics.SqlModels.Declarations;

namespace Analytics.Tests.SqlModels;

/// <summary>Alerts go on from build to build, and a build that fails leaves them as they were.</summary>
public sealed class AlertStateTests : IDisposable
{
    private const string Rule = """
        { "id": "dear", "title": "A customer is dear", "mart": "mart_daily_costs", "column": "cost",
          "subject": ["customer"], "aggregate": "sum", "comparison": "above", "limit": 100, "close_limit": 50 }
        """;

    private static readonly string Sql = Path.Combine(AppContext.BaseDirectory, "sql");

    private readonly SmallLake lake = new();
    private IReadOnlyList<AlertState> kept = [];
    private readonly string jobs = Directory.CreateTempSubdirectory("analytics-jobs-").FullName;

    public AlertStateTests()
    {
        foreach (var model in (string[])["intermediate/int_alert_observations.sql", "marts/mart_alerts.sql"])
        {
            lake.WriteSql(model, File.ReadAllText(Path.Combine(Sql, model)));
        }

        var declared = File.ReadLines(Path.Combine(Sql, "columns.csv"))
            .Where(static line => line.StartsWith("declared_alert_rules,", StringComparison.Ordinal));
        lake.WriteSql("columns.csv", SmallProject.Files["columns.csv"] + string.Join('\n', declared) + "\n");
        Directory.CreateDirectory(Path.Combine(jobs, "alerts"));
        File.WriteAllText(Path.Combine(jobs, "alerts", "dear.json"), Rule);
    }

    public void Dispose()
    {
        lake.Dispose();
        Directory.Delete(jobs, recursive: true);
    }

    [Fact]
    public async Task Build_AfterBuild_OpensKeepsAndClosesAnAlert()
    {
        lake.AddPrice(11);
        lake.AddRequests(("a", "one", 10, "2026-03-01 10:00:00"));
        await BuildAsync();
        Assert.Equal("customer=one 110 2026-03-01 open", await AlertsAsync());

        // Between the two limits, and a day later.
        lake.AddPrice(6);
        lake.AddRequests(("b", "two", 1, "2026-03-02 10:00:00"));
        await BuildAsync();
        Assert.Equal("customer=one 110 2026-03-01 open", await AlertsAsync());

        lake.AddPrice(5);
        await BuildAsync();
        Assert.Equal("customer=one 110 2026-03-01 2026-03-02", await AlertsAsync());
    }

    [Fact]
    public async Task Build_ThatFailsACheck_LeavesTheAlerts()
    {
        lake.AddPrice(11);
        lake.AddRequests(("a", "one", 10, "2026-03-01 10:00:00"));
        await BuildAsync();
        lake.WriteSql("checks/check_never.sql", "-- why: fails\nselect 1 as offence from mart_daily_costs\n");
        lake.AddPrice(1);
        Assert.NotEmpty((await BuildAsync()).Failures);
        Assert.Equal("customer=one 110 2026-03-01 open", await AlertsAsync());
    }

    [Fact]
    public async Task Build_WithoutTheRule_WithdrawsItsAlerts()
    {
        lake.AddPrice(11);
        lake.AddRequests(("a", "one", 10, "2026-03-01 10:00:00"));
        await BuildAsync();
        File.Delete(Path.Combine(jobs, "alerts", "dear.json"));
        await BuildAsync();
        Assert.Equal("customer=one 110 2026-03-01 2026-03-01", await AlertsAsync());
    }

    // As the pipeline does: what a build leaves is kept when its checks hold, and shown to the next.
    private async Task<BuildReport> BuildAsync()
    {
        var project = DeclarationFiles.Load(SqlProject.Load(lake.SqlRoot), jobs);
        var report = await new ModelBuild(project, lake.Options, new DiskFileOps(), TimeProvider.System).RunAsync(
            lake.Snapshot with { Alerts = kept }, null, new Progress<BuildProgress>(), CancellationToken.None);
        kept = report.IsPublishable ? report.Alerts : kept;
        return report;
    }

    [Fact]
    public async Task Build_OfAnotherWorker_GoesOnFromTheKeptAlerts()
    {
        lake.AddPrice(11);
        lake.AddRequests(("a", "one", 10, "2026-03-01 10:00:00"));
        await BuildAsync();
        Directory.Delete(lake.StateRoot, recursive: true);
        Directory.CreateDirectory(lake.StateRoot);
        lake.AddPrice(6);
        lake.AddRequests(("b", "two", 1, "2026-03-02 10:00:00"));
        await BuildAsync();
        Assert.Equal("customer=one 110 2026-03-01 open", await AlertsAsync());
    }

    private async Task<string> AlertsAsync()
    {
        using var session = EngineSession.Open(
            new EngineOptions { DatabasePath = lake.Options.WorkDatabasePath, Threads = 1 });
        var rows = await session.QueryAsync<string>(
            """
            select concat_ws(
                ' ', subject, opened_value::bigint, strftime(opened_at, '%Y-%m-%d'),
                coalesce(strftime(closed_at, '%Y-%m-%d'), 'open'))
            from mart_alerts order by all
            """,
            null,
            CancellationToken.None);
        return string.Join('\n', rows);
    }
}
