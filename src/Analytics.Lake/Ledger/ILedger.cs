using Analytics.Domain;
using Analytics.Domain.Jobs;

namespace Analytics.Lake.Ledger;

/// <summary>
/// What has been committed to the lake. Readers of the lake list this, never a folder. One caller at a time; every
/// method that writes is one transaction: it happens whole or not at all.
/// </summary>
public interface ILedger : IDisposable
{
    /// <summary>
    /// Waits until no other worker is at this work, then keeps all others from it until the result is disposed or the
    /// process ends. A worker that has lost its turn unknowingly can commit nothing more.
    /// </summary>
    Task<IAsyncDisposable> TakeTurnAsync(LedgerTurn turn, CancellationToken cancellation);

    /// <summary>Everything committed, files and parts in order of their commits.</summary>
    Task<LakeSnapshot> SnapshotAsync(CancellationToken cancellation);

    /// <summary>
    /// What was committed up to an instant, as it stood then: versions replaced later are in force. Which paths had gone
    /// missing by then is not kept, so none has; there are no alerts.
    /// </summary>
    Task<LakeSnapshot> SnapshotAsync(DateTimeOffset knownAt, CancellationToken cancellation);

    /// <summary>The last look at every path.</summary>
    Task<IReadOnlyList<Sighting>> SightingsAsync(CancellationToken cancellation);

    /// <summary>Rows in quarantine by file and reason, without replaced versions.</summary>
    Task<IReadOnlyList<QuarantineCount>> QuarantineAsync(CancellationToken cancellation);

    /// <summary>Runs, latest first.</summary>
    /// <param name="limit">At most so many, 1 or more.</param>
    /// <param name="cancellation">Stops the query.</param>
    Task<IReadOnlyList<IngestRun>> RunsAsync(int limit, CancellationToken cancellation);

    /// <summary>
    /// From now on what this caller writes carries the token of its run, and an earlier run of the same job can write no
    /// more: a worker that was taken for dead and wakes up again changes nothing.
    /// </summary>
    /// <exception cref="FencedOffException">A later run of the job has been here.</exception>
    Task FenceAsync(RunFence own, CancellationToken cancellation);

    /// <summary>Commits a batch; the result is its number, one more than the last.</summary>
    /// <exception cref="FencedOffException">A later run of the job has been here.</exception>
    Task<long> CommitAsync(LakeCommit commit, CancellationToken cancellation);

    /// <summary>Notes looks that bring no rows: repeated bytes, refused files, vanished paths.</summary>
    Task NoteAsync(IReadOnlyList<Sighting> sightings, CancellationToken cancellation);

    /// <summary>Notes that readers were pointed at marts; of a commit the first time stays.</summary>
    Task AddPublicationAsync(Publication publication, CancellationToken cancellation);

    /// <summary>
    /// Keeps the alerts that a build left. What a build of a later commit said stays, and so does a delivery.
    /// </summary>
    /// <param name="commitNo">The lake commit that the build stands on.</param>
    /// <param name="alerts">All alerts of the build.</param>
    /// <param name="cancellation">Stops it before anything is written.</param>
    /// <exception cref="FencedOffException">A later run of the job has been here.</exception>
    Task SaveAlertsAsync(long commitNo, IReadOnlyList<AlertState> alerts, CancellationToken cancellation);

    /// <summary>Notes that somebody was told of an alert, the first time it happens.</summary>
    /// <exception cref="FencedOffException">A later run of the job has been here.</exception>
    Task MarkDeliveredAsync(AlertState alert, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Notes a run that ended.</summary>
    Task AddRunAsync(IngestRun run, CancellationToken cancellation);
}

/// <summary>Work that one worker at a time does for all.</summary>
public enum LedgerTurn
{
    /// <summary>Bringing files into the lake.</summary>
    Ingest,

    /// <summary>Writing a generation and pointing readers at it.</summary>
    Publish,

    /// <summary>Telling people about alerts.</summary>
    Alert,
}
