using Analytics.Domain;
using Analytics.Pipeline;

namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>One run of the pipeline over the bytes of all cases; each case asks the published marts for its own day.</summary>
public sealed class ConformanceRun : IAsyncLifetime, IDisposable
{
    private readonly Workspace _workspace = new();
    private RunReport? _report;

    /// <summary>How the run ended.</summary>
    public RunReport Report => _report!;

    /// <summary>Folder of the generation.</summary>
    public string Generation => _workspace.Published.FolderOf(_workspace.Published.Current()!.Generation);

    public async Task InitializeAsync()
    {
        var pack = new ConformancePack(_workspace);
        Action<ConformancePack>[] cases =
        [
            T01.Plant, T02.Plant, T03.Plant, T04.Plant, T05.Plant, T06.Plant, T07.Plant, T08.Plant, T09.Plant, T10.Plant,
            T11.Plant, T12.Plant, T13.Plant, T14.Plant, T15.Plant, T16.Plant, T17.Plant, T18.Plant, T19.Plant, T20.Plant,
            T21.Plant, T22.Plant, T23.Plant, T24.Plant, T25.Plant, T26.Plant, T27.Plant, T29.Plant, T30.Plant, T31.Plant,
            T32.Plant, T33.Plant, T34.Plant, T35.Plant, T36.Plant, T37.Plant, T38.Plant, T39.Plant, T40.Plant, T41.Plant,
            T42.Plant, T43.Plant, T44.Plant, T45.Plant, T46.Plant, T48.Plant, T49.Plant, T50.Plant, T51.Plant,
        ];
        foreach (var plant in cases)
        {
            plant(pack);
        }

        _report = await _workspace.RunPipelineAsync(pack.Sources());
        Assert.True(_report.Build!.IsPublishable, string.Join('\n', _report.Build.Failures));
        Assert.Equal(ExitCode.Quarantined, _report.ExitCode);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _workspace.Dispose();

    /// <summary>One value over the day's rows of mart_daily_costs; sums of counters are cast to BIGINT by the caller.</summary>
    internal T? Day<T>(string day, string expression) =>
        Value<T>($"select {expression} from mart_daily_costs where cost_basis = 'list' and event_date = date '{day}'");

    /// <summary>Cost of the day in USD.</summary>
    internal decimal? CostOf(string day) => Day<decimal?>(day, "sum(cost_usd)");

    /// <summary>Calls of the day.</summary>
    internal long RequestsOf(string day) => Day<long>(day, "sum(requests)::bigint");

    /// <summary>One value of a query over the generation.</summary>
    internal T? Value<T>(string sql) => _workspace.Scalar<T>(sql);

    /// <summary>The parts of a dataset as a list for read_parquet.</summary>
    internal string LakeParts(string dataset) => _workspace.LakeParts(dataset);

    /// <summary>Rows of a query over the generation.</summary>
    internal IReadOnlyList<T> Rows<T>(string sql) => _workspace.Query<T>(sql);
}

/// <summary>The cases that share the run.</summary>
[CollectionDefinition(Name)]
public sealed class ConformanceCases : ICollectionFixture<ConformanceRun>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "conformance";
}
