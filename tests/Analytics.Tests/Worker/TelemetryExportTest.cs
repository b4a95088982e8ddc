using System.Collections.Concurrent;
using System.Text;
using Analytics.Domain.Jobs;
using Analytics.Lake.Ingest;
using Analytics.Pipeline;
using Analytics.Worker.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Analytics.Tests.Worker;

/// <summary>What a job does reaches a collector over the wire.</summary>
public sealed class TelemetryExportTest
{
    [Fact]
    public async Task Stop_AfterARun_HasSentItsFiguresAndItsSpan()
    {
        var heard = new ConcurrentDictionary<string, string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        await using var collector = builder.Build();
        collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            heard.AddOrUpdate(
                context.Request.Path, Encoding.Latin1.GetString(body.ToArray()), (_, before) => before + Encoding.Latin1.GetString(body.ToArray()));
        });
        await collector.StartAsync();
        var export = new TelemetryExport(new TelemetrySettings
        {
            OtlpEndpoint = collector.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(),
        });

        await export.StartAsync(default);
        using (var span = PipelineTelemetry.Run(Job(), new RunLease("run-1", 1, 7, TimeSpan.FromMinutes(1))))
        {
            PipelineTelemetry.Ingested(new IngestReport(
                1, 0, 0, 0, 0, 0, 10, 7, 2, 1, 1, [], new Dictionary<string, long> { ["bad_count"] = 2 }));
            PipelineTelemetry.Ended(Job(), RunState.Succeeded, TimeSpan.FromSeconds(3), span);
        }

        await export.StopAsync(default);

        Assert.Contains("job nightly", heard["/v1/traces"], StringComparison.Ordinal);
        Assert.All(
            (string[])["job.runs", "job.duration", "ingest.rows", "quarantine.rows", "bad_count", "quarantined"],
            name => Assert.Contains(name, heard["/v1/metrics"], StringComparison.Ordinal));
    }

    private static JobDefinition Job() => new(
        "nightly",
        CronSchedule.TryParse("0 3 * * *", out var schedule, out _) ? schedule : throw new InvalidOperationException(),
        "verify", [], TimeSpan.FromMinutes(1), 0, TimeSpan.FromSeconds(1), OverlapPolicy.Skip, CatchUpPolicy.None);
}
