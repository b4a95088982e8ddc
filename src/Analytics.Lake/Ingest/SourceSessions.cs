using Analytics.Engine;
using Analytics.Lake.Guard;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Ingest;

/// <summary>One session at a time, kept as long as batches come from the same source.</summary>
internal sealed class SourceSessions(
    LakeFolders folders, ReaderCatalog readers, EngineOptions limits, GuardLimits guardLimits) : IDisposable
{
    private BatchSession? open;
    private (string Source, string Root, RecordFormat Format) key;

    /// <summary>The session that reaches the files of a batch.</summary>
    public BatchSession For(PlannedBatch batch)
    {
        var wanted = (batch.Files[0].Source, batch.Files[0].Root, batch.Reader.Format);
        if (open is not null && key == wanted)
        {
            return open;
        }

        Dispose();
        key = wanted;
        open = new BatchSession(
            readers,
            batch.Reader,
            limits with
            {
                DatabasePath = null,
                IsReadOnly = false,
                PreserveInsertionOrder = true,
                TempDirectory = folders.Temp,
                AllowedDirectories = [batch.Files[0].Root, folders.Landing, folders.Staging],
            },
            guardLimits);
        return open;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        open?.Dispose();
        open = null;
    }
}
