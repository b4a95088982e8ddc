using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics.Metrics;
using Analytics.Domain.Jobs;
using Analytics.Engine;
using Analytics.Pipeline;
using Analytics.Pipeline.Jobs;
using Analytics.Worker.Http.Tables;

namespace Analytics.Worker.Service;

/// <summary>
/// Figures that are states rather than events: since when a job has not succeeded, whoever ran it, and what of the invoices
/// nothing explains. Read as often as figures are delivered, and only where they are.
/// </summary>
internal sealed class StateFigures(
    JobCatalog jobs,
    IRunLedger ledger,
    PublishedPool pool,
    TelemetrySettings settings,
    TimeProvider time,
    ILogger<StateFigures> logger) : BackgroundService
{
    // A job that failed more often in a row has no age here, and job.runs shows why.
    private const int RunsLookedAt = 200;

    private readonly ConcurrentDictionary<string, DateTimeOffset> succeeded = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<InvoiceState> invoices = [];
    private int generation;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.OtlpEndpoint is null)
        {
            return;
        }

        using var meter = new Meter(PipelineTelemetry.Name);
        meter.CreateObservableGauge("job.last_success_age", Ages, "s", "Time since a job last succeeded.");
        meter.CreateObservableGauge("reconcile.delta_usd", Deltas, "USD", "Part of the invoices that nothing explains, by provider.");
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(settings.IntervalSeconds), time);
        try
        {
            do
            {
                await ReadAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var job in jobs.Jobs)
            {
                var runs = await ledger.RunsAsync(job.Id, RunsLookedAt, cancellation);
                if (runs.FirstOrDefault(static run => run.State == RunState.Succeeded) is { EndedAt: { } ended })
                {
                    succeeded[job.Id] = ended;
                }
            }

            if (pool.Current() is { } manifest && manifest.Generation != generation)
            {
                invoices = await InvoiceState.ReadAsync(pool, cancellation);
                generation = manifest.Generation;
            }
        }
        catch (Exception fault) when (fault is IOException or DbException or EngineException)
        {
            // What was read before still stands, and its age tells.
            ServiceLog.FiguresUnread(logger, fault);
        }
    }

    private IEnumerable<Measurement<double>> Ages() => succeeded.Select(job => new Measurement<double>(
        (time.GetUtcNow() - job.Value).TotalSeconds, new KeyValuePair<string, object?>("job", job.Key)));

    private IEnumerable<Measurement<double>> Deltas()
    {
        foreach (var invoice in invoices)
        {
            if (invoice.UnknownUsd is { } unknown)
            {
                yield return new Measurement<double>(
                    (double)unknown, new KeyValuePair<string, object?>("provider", invoice.Provider));
            }
        }
    }
}
