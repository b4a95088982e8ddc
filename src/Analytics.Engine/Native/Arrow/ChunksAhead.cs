using System.Collections.Concurrent;

namespace Analytics.Engine.Native.Arrow;

/// <summary>
/// Fetches a streaming result's chunks on a thread of its own: DuckDB computes rows only while it is asked for them, so
/// that writing them meanwhile keeps a second core busy. At most <see cref="Limit"/> chunks wait.
/// </summary>
internal sealed class ChunksAhead : IDisposable
{
    // 64 chunks of 2,048 rows are two batches.
    private const int Limit = 64;

    private readonly BlockingCollection<nint> waiting = new(Limit);
    private readonly CancellationTokenSource giveUp;
    private readonly CancellationToken cancellation;
    private readonly NativeResult result;
    private readonly Thread fetching;

    /// <summary>Begins to fetch; nobody else may use the result until this is disposed.</summary>
    public ChunksAhead(NativeResult result, CancellationToken cancellation)
    {
        this.result = result;
        this.cancellation = cancellation;
        giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        fetching = new Thread(Fetch) { IsBackground = true, Name = "arrow-fetch" };
        fetching.Start();
    }

    /// <summary>The next chunk, which the caller destroys; 0 at the end or when DuckDB broke the query off.</summary>
    /// <exception cref="OperationCanceledException">The output was cancelled.</exception>
    public nint Next() => waiting.TryTake(out var chunk, Timeout.Infinite, cancellation) ? chunk : 0;

    public void Dispose()
    {
        giveUp.Cancel();
        fetching.Join();
        while (waiting.TryTake(out var chunk))
        {
            NativeMethods.duckdb_destroy_data_chunk(ref chunk);
        }

        waiting.Dispose();
        giveUp.Dispose();
    }

    private void Fetch()
    {
        try
        {
            while (!giveUp.IsCancellationRequested && NativeMethods.FetchChunk(in result) is var chunk and not 0)
            {
                Offer(chunk);
            }
        }
        finally
        {
            waiting.CompleteAdding();
        }
    }

    private void Offer(nint chunk)
    {
        try
        {
            waiting.Add(chunk, giveUp.Token);
        }
        catch (OperationCanceledException)
        {
            NativeMethods.duckdb_destroy_data_chunk(ref chunk);
        }
    }
}
