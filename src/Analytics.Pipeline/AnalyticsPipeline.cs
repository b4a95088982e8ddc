using Analytics.Domain;
using Analytics.Domain.Jobs;
using Analytics.Engine;
using Analytics.Lake;
using Analytics.Lake.Ingest;
using Analytics.Lake.Ledger;
using Analytics.Lake.Quarantine;
using Analytics.ObjectStorage;
using Analytics.Outputs;
using Analytics.Outputs.Alerts;
using Analytics.Outputs.Postgres;
using Analytics.Sources;
using Analytics.SqlModels;

namespace Analytics.Pipeline;

/// <summary>
/// The whole flow: sources → lake → marts → generation. Each call holds the data root's lock from start to end; killed at
/// any point, the next call goes on where the last commit stands.
/// </summary>
/// <param name="root">Folders.</param>
/// <param name="project">Readers, models and checks.</param>
/// <param name="options">Settings, already validated.</param>
/// <param name="files">File operations.</param>
/// <param name="time">Clock.</param>
public sealed class AnalyticsPipeline(
    DataRoot root, SqlProject project, PipelineOptions options, IFileOps files, TimeProvider time)
{
    private readonly PipelineParts parts = new(root, project, options, files, time);

    /// <summary>The run that this call belongs to; null for one that nobody claimed, such as a verb by hand.</summary>
    public RunFence? Fence { get; init; }

    /// <summary>Everything once: ingest → build → publish.</summary>
    /// <exception cref="DataRootLockedException">Another worker is running here.</exception>
    /// <exception cref="InvalidSettingsException">A source's kind has no reader.</exception>
    /// <exception cref="DirectoryNotFoundException">A source's path does not exist.</exception>
    public async Task<RunReport> RunAsync(IProgress<PipelineEvent> progress, CancellationToken cancellation)
    {
        using var held = Prepare();
        using var ledger = await OpenLedgerAsync(cancellation);

        var ingest = await IngestAsync(ledger, progress, cancellation);
        var snapshot = await ledger.SnapshotAsync(cancellation);
        var build = await BuildAsync(ledger, snapshot, progress, cancellation);
        var publish = build.IsPublishable ? await PublishAsync(ledger, snapshot, build, progress, cancellation) : null;

        return new RunReport(ingest, build, publish, build.IsPublishable ? ingest.ExitCode : ExitCode.CheckFailed);
    }

    /// <summary>New bytes of all sources into the lake.</summary>
    /// <exception cref="DataRootLockedException">Another worker is running here.</exception>
    /// <exception cref="InvalidSettingsException">A source's kind has no reader.</exception>
    /// <exception cref="DirectoryNotFoundException">A source's path does not exist.</exception>
    public async Task<RunReport> IngestAsync(IProgress<PipelineEvent> progress, CancellationToken cancellation)
    {
        using var held = Prepare();
        using var ledger = await OpenLedgerAsync(cancellation);
        var ingest = await IngestAsync(ledger, progress, cancellation);
        return new RunReport(ingest, null, null, ingest.ExitCode);
    }

    /// <summary>The days that changed, the marts, the checks. What stands on the same input already is not built again.</summary>
    /// <exception cref="DataRootLockedException">Another worker is running here.</exception>
    public async Task<RunReport> BuildAsync(IProgress<PipelineEvent> progress, CancellationToken cancellation)
    {
        using var held = Prepare();
        using var ledger = await OpenLedgerAsync(cancellation);
        var build = await BuildAsync(ledger, await ledger.SnapshotAsync(cancellation), progress, cancellation);
        return new RunReport(null, build, null, build.IsPublishable ? ExitCode.Ok : ExitCode.CheckFailed);
    }

    /// <summary>Builds what is stale, then publishes unless a check failed.</summary>
    /// <exception cref="DataRootLockedException">Another worker is running here.</exception>
    public async Task<RunReport> PublishAsync(IProgress<PipelineEvent> progress, CancellationToken cancellation)
    {
        using var held = Prepare();
        using var ledger = await OpenLedgerAsync(cancellation);
        var snapshot = await ledger.SnapshotAsync(cancellation);
        var build = await BuildAsync(ledger, snapshot, progress, cancellation);
        var publish = build.IsPublishable ? await PublishAsync(ledger, snapshot, build, progress, cancellation) : null;
        return new RunReport(null, build, publish, build.IsPublishable ? ExitCode.Ok : ExitCode.CheckFailed);
    }

    /// <summary>
    /// The marts as they would have been built at an instant: only what had been read by then, with the prices known then.
    /// The current generation stays; what was asked for before is not built again.
    /// </summary>
    /// <exception cref="DataRootLockedException">Another worker is running here.</exception>
    /// <exception cref="InvalidDataException">Nothing had been read by then.</exception>
    /// <exception cref="CheckFailedException">A check does not hold on what was known then.</exception>
    public async Task<AsKnown> PublishAsKnownAsync(
        DateTimeOffset knownAt, IProgress<PipelineEvent> progress, CancellationToken cancellation)
    {
        using var held = Prepare();
        using var ledger = await OpenLedgerAsync(cancellation);
        return await new AsKnownPublication(root, project, options, files, time).PublishAsync(
            await ledger.SnapshotAsync(knownAt.ToUniversalTime(), cancellation), knownAt, progress, cancellation);
    }

    /// <summary>Points readers at a kept generation.</summary>
    /// <exception cref="DataRootLockedException">Another worker is running here.</exception>
    /// <exception cref="InvalidDataException">The generation is not kept any more.</exception>
    /// <exception cref="PostgresFaultException">PostgreSQL still has the tables of before.</exception>
    public async Task<GenerationManifest> RollBackAsync(int generation, CancellationToken cancellation)
    {
        using var held = Prepare();
        var manifest = parts.Published.MakeCurrent(generation);
        await CopyToPostgresAsync(manifest, cancellation);
        return manifest;
    }

    /// <summary>Rows in quarantine by file and reason, and files refused whole.</summary>
    /// <exception cref="DataRootLockedException">Another worker is running here.</exception>
    public async Task<QuarantineList> QuarantineAsync(CancellationToken cancellation)
    {
        using var held = Prepare();
        using var ledger = await OpenLedgerAsync(cancellation);
        return await parts.Quarantine(ledger).ListAsync(cancellation);
    }

    /// <summary>Reads files with rows in quarantine again whose reader is newer than that reading.</summary>
    /// <exception cref="DataRootLockedException">Another worker is running here.</exception>
    public async Task<ReplayReport> ReplayAsync(IProgress<PipelineEvent> progress, CancellationToken cancellation)
    {
        using var held = Prepare();
        using var ledger = await OpenLedgerAsync(cancellation);
        return await parts.Quarantine(ledger).ReplayAsync(IngestProgressTo(progress), cancellation);
    }

    /// <summary>Compares every file of the lake and of the kept generations with the hash it was committed under.</summary>
    /// <exception cref="DataRootLockedException">Another worker is running here.</exception>
    public async Task<VerifyReport> VerifyAsync(IProgress<PipelineEvent> progress, CancellationToken cancellation)
    {
        using var held = Prepare();
        using var ledger = await OpenLedgerAsync(cancellation);
        var lake = await new LakeVerify(parts.Folders, ledger, files).RunAsync(
            new StageProgress<long>(progress, static count => new PipelineEvent(PipelineStage.Verify, "", count, 0, "files")),
            cancellation);
        var derived = await new DerivedFiles(root, parts.Published, files).VerifyAsync(cancellation);
        return new VerifyReport(lake.FilesChecked + derived.FilesChecked, [.. lake.Faults, .. derived.Faults]);
    }

    /// <summary>
    /// The same, and makes again what can be: parts of the lake from the bytes they were made from, files of the models by
    /// removing them, so that the next build writes them, the generation in force by publishing it anew. Damaged generations
    /// of before are removed.
    /// </summary>
    /// <exception cref="DataRootLockedException">Another worker is running here.</exception>
    public async Task<RepairReport> RepairAsync(IProgress<PipelineEvent> progress, CancellationToken cancellation)
    {
        var found = await VerifyAsync(progress, cancellation);
        using var held = Prepare();
        using var ledger = await OpenLedgerAsync(cancellation);
        var snapshot = await ledger.SnapshotAsync(cancellation);
        var repair = await parts.Integrity(ledger).RepairAsync(snapshot, found.Faults, cancellation);
        var derived = new DerivedFiles(root, parts.Published, files);
        var removed = derived.Remove(repair.Left);
        var left = repair.Left.Except(removed).ToList();
        var report = new RepairReport([.. repair.Rebuilt, .. removed.Select(static fault => fault.Path)], left);
        return derived.OfGenerations(left) is { Count: > 0 } published
            ? await RepublishAsync(ledger, report, published, progress, cancellation)
            : report;
    }

    /// <summary>Alerts, the latest opening first.</summary>
    /// <exception cref="DataRootLockedException">Another worker is running here.</exception>
    public async Task<IReadOnlyList<AlertState>> AlertsAsync(CancellationToken cancellation)
    {
        using var held = Prepare();
        using var ledger = await OpenLedgerAsync(cancellation);
        return [.. (await ledger.SnapshotAsync(cancellation)).Alerts.OrderByDescending(static alert => alert.OpenedAt)];
    }

    /// <summary>Tells the receiver about every alert that nobody was told of.</summary>
    /// <exception cref="DataRootLockedException">Another worker is running here.</exception>
    /// <exception cref="InvalidSettingsException">There is no secret to sign with.</exception>
    public async Task<AlertReport> DeliverAlertsAsync(CancellationToken cancellation)
    {
        if (options.Alerts.WebhookUrl is null)
        {
            return AlertReport.Nobody;
        }

        var secret = ReadAlertSecret();
        using var held = Prepare();
        using var ledger = await OpenLedgerAsync(cancellation);
        using var webhook = new AlertWebhook(options.Alerts, secret, time);
        return await new AlertDelivery(ledger, webhook, options.Alerts, project.TitleOfAlertRule, time).RunAsync(cancellation);
    }

    /// <summary>What signs alerts.</summary>
    /// <exception cref="InvalidSettingsException">There is none.</exception>
    public WebhookSecret ReadAlertSecret()
    {
        try
        {
            return WebhookSecret.Read(options.Alerts, files, Environment.GetEnvironmentVariable);
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidSettingsException(fault.Message, fault);
        }
    }

    private async Task<ILedger> OpenLedgerAsync(CancellationToken cancellation)
    {
        var ledger = await parts.OpenLedgerAsync(cancellation);
        try
        {
            if (Fence is { } own)
            {
                await ledger.FenceAsync(own, cancellation);
            }

            return ledger;
        }
        catch
        {
            // The caller gets no ledger to close.
            ledger.Dispose();
            throw;
        }
    }

    private IDisposable Prepare()
    {
        files.CreatePrivateDirectory(root.State);
        foreach (var folder in root.Folders)
        {
            files.CreateDirectory(folder);
        }

        return DataRootLock.Take(root, files);
    }

    private async Task<IngestStage> IngestAsync(
        ILedger ledger, IProgress<PipelineEvent> progress, CancellationToken cancellation)
    {
        using var span = PipelineTelemetry.Stage("ingest");
        await using var turn = await ledger.TakeTurnAsync(LedgerTurn.Ingest, cancellation);
        var listed = await parts.ListSourceFilesAsync(cancellation);
        var before = await ledger.QuarantineAsync(cancellation);
        var report = await parts.Ingest(ledger).RunAsync(
            listed.Files,
            IngestProgressTo(progress),
            cancellation);
        PipelineTelemetry.Ingested(report);
        var after = await ledger.QuarantineAsync(cancellation);
        var isTolerated = report.Refused.Count == 0 && QuarantineTolerance.Holds(options.Sources, before, after);
        return new IngestStage(report, listed.StillChanging, isTolerated ? ExitCode.Ok : ExitCode.Quarantined);
    }

    private static StageProgress<IngestProgress> IngestProgressTo(IProgress<PipelineEvent> progress) =>
        new(progress, static step => new PipelineEvent(
            PipelineStage.Ingest, step.Source, step.FilesDone, step.FilesTotal, "files"));

    private async Task<BuildReport> BuildAsync(
        ILedger ledger, LakeSnapshot snapshot, IProgress<PipelineEvent> progress, CancellationToken cancellation)
    {
        using var span = PipelineTelemetry.Stage("build");
        var repair = await parts.Integrity(ledger).CheckAsync(snapshot, cancellation);
        if (repair.Left.Count > 0)
        {
            return new BuildReport(snapshot.CommitNo, [], false, [.. repair.Left.Select(LakeIntegrity.ToFailure)], [])
            {
                RebuiltParts = repair.Rebuilt,
            };
        }

        await using var shared = await parts.OpenSharedDaysAsync(cancellation);
        var report = await parts.Build.RunAsync(
            snapshot,
            shared,
            new StageProgress<BuildProgress>(progress, static step => new PipelineEvent(
                PipelineStage.Build, step.Model, step.StepsDone, step.StepsTotal, "steps")),
            cancellation);
        if (report.IsPublishable)
        {
            await ledger.SaveAlertsAsync(report.CommitNo, report.Alerts, cancellation);
        }

        return report with { RebuiltParts = repair.Rebuilt };
    }

    private async Task<PublishReport> PublishAsync(
        ILedger ledger,
        LakeSnapshot snapshot,
        BuildReport build,
        IProgress<PipelineEvent> progress,
        CancellationToken cancellation)
    {
        using var span = PipelineTelemetry.Stage("publish");
        await using var turn = await ledger.TakeTurnAsync(LedgerTurn.Publish, cancellation);
        if (parts.Published.Current() is { } current && current.CommitNo > snapshot.CommitNo)
        {
            // Another worker has published a later state of the lake meanwhile.
            return new PublishReport(current, parts.Published.FolderOf(current.Generation), IsNew: false);
        }

        var report = await parts.Publisher.PublishAsync(
            PublicationPlan.Create(project, snapshot, build, parts.WorkSession),
            new StageProgress<PublishProgress>(progress, static step => new PipelineEvent(
                PipelineStage.Publish, step.Item, step.Done, step.Total, "tables")),
            cancellation);

        await ledger.AddPublicationAsync(new Publication(snapshot.CommitNo, time.GetUtcNow()), cancellation);

        // Only now is it known which Parquet files no kept generation reads any more.
        await using var shared = await parts.OpenSharedDaysAsync(cancellation);
        await parts.Build.SweepPricedAsync(
            build,
            parts.Published.List().SelectMany(static manifest => manifest.Views).SelectMany(static view => view.Reads),
            shared,
            cancellation);
        return report with
        {
            PostgresTables = await CopyToPostgresAsync(report.Manifest, cancellation),
            BucketFiles = await CopyToBucketAsync(cancellation),
        };
    }

    // Only a whole lake is published, and the build looks at it.
    private async Task<RepairReport> RepublishAsync(
        ILedger ledger,
        RepairReport report,
        IReadOnlyList<VerifyFault> damaged,
        IProgress<PipelineEvent> progress,
        CancellationToken cancellation)
    {
        var snapshot = await ledger.SnapshotAsync(cancellation);
        var build = await BuildAsync(ledger, snapshot, progress, cancellation);
        if (!build.IsPublishable)
        {
            return report;
        }

        parts.Published.Mend();
        var before = parts.Published.Current() is { } manifest ? parts.Published.FolderOf(manifest.Generation) : null;
        await PublishAsync(ledger, snapshot, build, progress, cancellation);
        var gone = parts.Published.Discard(damaged.Select(static fault => fault.Path))
            .Where(path => Path.GetDirectoryName(path) != before).ToList();
        return report with
        {
            Left = [.. report.Left.Except(damaged)],
            Rebuilt = [.. report.Rebuilt, .. damaged.Select(static fault => fault.Path).Except(gone)],
            Removed = gone,
        };
    }

    private async Task<int?> CopyToBucketAsync(CancellationToken cancellation)
    {
        if (options.Publish.Bucket is not { } target)
        {
            return null;
        }

        using var bucket = new ObjectBucket(target, "Analytics:Publish:Bucket");
        return await parts.Published.CopyToAsync(new BucketCopy(bucket, files), cancellation);
    }

    private async Task<IReadOnlyList<string>?> CopyToPostgresAsync(
        GenerationManifest manifest, CancellationToken cancellation)
    {
        if (options.Publish.Postgres is not { } postgres)
        {
            return null;
        }

        var staging = Path.Combine(root.Staging, "postgres");
        files.DeleteDirectory(staging);
        files.CreateDirectory(staging);
        return await new PostgresPublication(postgres, files).PublishAsync(
            manifest, parts.Published.FolderOf(manifest.Generation), options.Engine.ToEngineOptions(root.Temp), staging,
            cancellation);
    }
}
