using System.Collections.Immutable;
using Analytics.Domain;
using Analytics.Engine;
using Analytics.SqlModels.Sharing;

namespace Analytics.SqlModels;

/// <summary>
/// Brings the work database up to a snapshot of the lake: models by day where their input changed, then all marts, then
/// the checks. Killed at any point it goes on where it stopped; the result depends on the snapshot, the SQL and the
/// options alone. One build at a time; the caller holds the lock of the data root.
/// </summary>
public sealed class ModelBuild(SqlProject project, ModelBuildOptions options, IFileOps files, TimeProvider time)
{
    private static readonly TimeSpan UntoldFileAge = TimeSpan.FromHours(1);

    private readonly KeptFiles keptFiles = new(options, files);

    /// <summary>
    /// Builds what is not up to date; where the memory does not suffice for all threads, what is left with one.
    /// </summary>
    /// <param name="snapshot">The lake.</param>
    /// <param name="shared">Days are shared out with the other workers there; null = this is the only one.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Stops between statements.</param>
    /// <returns>What was done; failing checks are in it, and then the marts of the build before are still in
    /// place.</returns>
    /// <exception cref="SqlModelException">DuckDB refused a model, or has too little memory for it.</exception>
    /// <exception cref="SqlProjectException">A model does not yield what its header promises.</exception>
    /// <exception cref="EngineException">The work database cannot be used.</exception>
    /// <exception cref="IOException">A file could not be written, such as on a full disk.</exception>
    /// <exception cref="OperationCanceledException">The build was cancelled; what it recorded stays.</exception>
    public async Task<BuildReport> RunAsync(
        LakeSnapshot snapshot, SharedDays? shared, IProgress<BuildProgress> progress, CancellationToken cancellation)
    {
        try
        {
            return await RunAsync(options.Threads, snapshot, shared, progress, cancellation);
        }
        catch (SqlModelException fault)
            when (options.Threads > 1 && fault.InnerException is EngineException { IsOutOfMemory: true })
        {
            // Every thread holds rows of its own. What was recorded before is not built again.
            var report = await RunAsync(threads: 1, snapshot, shared, progress, cancellation);
            return report with { BuiltWithOneThread = fault.Message };
        }
    }

    /// <summary>
    /// Deletes kept Parquet files that are neither in force after a build nor in a generation that is still retained.
    /// </summary>
    /// <param name="report">The last build's report.</param>
    /// <param name="retainedPaths">Absolute paths that retained generations read.</param>
    /// <param name="shared">Where other workers look for files; null = there are none.</param>
    /// <param name="cancellation">Stops before anything is deleted.</param>
    /// <returns>Files deleted.</returns>
    public async Task<int> SweepPricedAsync(
        BuildReport report, IEnumerable<string> retainedPaths, SharedDays? shared, CancellationToken cancellation)
    {
        var theirs = shared is null ? [] : await shared.PathsAsync(cancellation);
        var wanted = report.KeptParts.Select(static part => part.Path).Concat(retainedPaths).Concat(theirs)
            .ToHashSet(StringComparer.Ordinal);

        // Another worker may have a file in place of which it has not told yet.
        return keptFiles.Sweep(wanted, shared is null ? null : time.GetUtcNow() - UntoldFileAge);
    }

    private async Task<BuildReport> RunAsync(
        int threads,
        LakeSnapshot snapshot,
        SharedDays? shared,
        IProgress<BuildProgress> progress,
        CancellationToken cancellation)
    {
        keptFiles.Prepare();
        using var session = Open(threads);
        var work = new WorkDatabase(session, options);
        await work.CreateAsync(cancellation);
        var fingerprints = new Fingerprints(project, snapshot, options);
        var built = await BuiltDaysAsync(work, cancellation);
        var plan = BuildPlan.Create(project, snapshot, options, fingerprints, built);
        var isWholeDone = await work.ReadMartsInputAsync(cancellation) == fingerprints.OfWhole();
        var report = new BuildReport(snapshot.CommitNo, [], false, [], []) { InputHash = fingerprints.OfWhole() };
        if (!isWholeDone || !plan.IsEmpty)
        {
            var lake = new LakeViews(project, snapshot, options, files);
            var steps = new BuildSteps(project, plan, progress);
            var build = new BuildSession(project, options, session, lake, fingerprints, steps);
            await build.CreateAsync(cancellation);
            report = await BuildAsync(report, build, work, fingerprints, plan, shared, steps, cancellation);
        }

        // Also when nothing was to be built: a process that was killed may not have told the ledger.
        return report with
        {
            KeptParts = await work.ReadKeptPartsAsync(cancellation),
            Alerts = project.Marts.FirstOrDefault(MartBuild.IsOfAlerts) is { } mart
                ? await work.ReadAlertsAsync(mart, cancellation)
                : [],
        };
    }

    private async Task<BuildReport> BuildAsync(
        BuildReport report,
        BuildSession session,
        WorkDatabase work,
        Fingerprints fingerprints,
        BuildPlan plan,
        SharedDays? shared,
        BuildSteps steps,
        CancellationToken cancellation)
    {
        var dayBuild = new DayBuild(session, work, keptFiles, fingerprints, report.CommitNo);
        await dayBuild.PrepareAsync(project, plan, cancellation);
        var days = new SortedSet<DateOnly>(plan.Chunks.SelectMany(static chunk => chunk.Days));
        var chunks = new ChunkBuild(dayBuild, fingerprints, shared, files, time, steps.Start);
        if (await chunks.RunAsync(plan.Chunks, cancellation) is { } failure)
        {
            return report with { Failures = [failure] };
        }

        var failures = await new MartBuild(project, session, work, new PeriodBuild(project, session, work, fingerprints))
            .RunAsync(fingerprints.OfWhole(), steps.Start, cancellation);
        return report with { DaysBuilt = [.. days], IsMartsRebuilt = failures.Count == 0, Failures = failures };
    }

    // A day whose Parquet file has gone from the lake counts as never built.
    private async Task<Dictionary<(string Model, DateOnly Day), string>> BuiltDaysAsync(
        WorkDatabase work, CancellationToken cancellation)
    {
        var built = await work.ReadBuiltDaysAsync(cancellation);
        foreach (var part in await work.ReadKeptPartsAsync(cancellation))
        {
            if (!files.FileExists(part.Path))
            {
                built[(part.Dataset, part.EventDate!.Value)] = string.Empty;
            }
        }

        return built;
    }

    private EngineSession Open(int threads) => EngineSession.Open(new EngineOptions
    {
        DatabasePath = options.WorkDatabasePath,
        MemoryLimitMebibytes = options.MemoryLimitMebibytes,
        Threads = threads,
        TempDirectory = options.TempDirectory,
        AllowedDirectories = [options.LakeDirectory, options.PricedDirectory, options.StagingDirectory, project.Root],

        // A day replaces a few thousand rows, and wide sums take 0.3 µs a value to compress.
        RowGroupRows = 16_384,

        // Tables that keep the order of what they are made from take two to four times as long to fill.
        PreserveInsertionOrder = false,
    });
}
