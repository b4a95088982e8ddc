using Analytics.Domain.Jobs;
using Analytics.Lake.Ingest;
using Analytics.Pipeline;
using Analytics.Worker.Service;

namespace Analytics.Tests.Worker;

/// <summary>What a job does reaches a collector over the wire.</summary>
public sealed class TelemetryExportTest
{
    [Fact]
    public async Task Stop_AfterARun_HasSentItsFiguresAndItsSpan()
    {
        using var collector = new FigureCollector();
        var export = new TelemetryExport(new TelemetrySettings { OtlpEndpoint = collector.Address });

        await export.StartAsync(default);
        using (var span = PipelineTelemetry.Run(Job(), new RunLease("run-1", 1, 7, TimeSpan.FromMinutes(1))))
        {
            PipelineTelemetry.Ingested(new IngestReport(
                1, 0, 0, 0, 0, 0, 10, 7, 2, 1, [new CommitTime(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2))], [],
                new Dictionary<string, long> { ["bad_count"] = 2 }));
            PipelineTelemetry.Ended(Job(), RunState.Succeeded, TimeSpan.FromSeconds(3), span);
        }

        await export.StopAsync(default);

        Assert.All(
            (string[])[
                "job nightly", "job.runs", "job.duration", "ingest.rows", "ingest.lag", "commit.duration", "quarantine.rows",
                "bad_count", "quarantined",
            ],
            name => Assert.True(collector.Heard(name), name));
    }

    private static JobDefinition Job() => new(
        "nightly",
        CronSchedule.TryParse("0 3 * * *", out var schedule, out _) ? schedule : throw new InvalidOperationException(),
        "verify", [], TimeSpan.FromMinutes(1), 0, TimeSpan.FromSeconds(1), OverlapPolicy.Skip, CatchUpPolicy.None);
}
