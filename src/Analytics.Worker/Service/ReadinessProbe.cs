using System.Data.Common;
using Analytics.Domain;
using Analytics.Domain.Jobs;
using Analytics.Pipeline;

namespace Analytics.Worker.Service;

/// <summary>Whether the service can do its work: the disk takes writes and has room, and the run ledger answers.</summary>
/// <param name="root">Folders.</param>
/// <param name="files">File operations.</param>
/// <param name="ledger">The run ledger.</param>
/// <param name="options">Least free space.</param>
/// <param name="time">Clock; an answer is kept for a few seconds, so that asking often costs nothing.</param>
internal sealed class ReadinessProbe(
    DataRoot root, IFileOps files, IRunLedger ledger, ServiceOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim turn = new(1, 1);
    private (long At, IReadOnlyList<string> Faults)? last;

    /// <summary>What keeps the service from its work; empty when nothing does.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            if (last is not { } known || time.GetElapsedTime(known.At) > KeptFor)
            {
                last = known = (time.GetTimestamp(), await LookAsync(cancellation));
            }

            return known.Faults;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task<IReadOnlyList<string>> LookAsync(CancellationToken cancellation)
    {
        var faults = new List<string>();
        var freeMebibytes = new DriveInfo(root.State).AvailableFreeSpace / (1024 * 1024);
        if (freeMebibytes < options.MinFreeMebibytes)
        {
            faults.Add($"disk: {freeMebibytes} MiB free, {options.MinFreeMebibytes} expected. Make room below {root.Path}.");
        }

        try
        {
            var probe = Path.Combine(root.State, "ready.probe");
            await using (files.Create(probe))
            {
                // Creating it is the test.
            }

            files.DeleteFile(probe);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add($"disk: {fault.Message}");
        }

        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
            await ledger.PausedAsync(either.Token);
        }
        catch (Exception fault) when (fault is IOException or DbException
            || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            faults.Add($"run ledger: {fault.Message}");
        }

        return faults;
    }
}
