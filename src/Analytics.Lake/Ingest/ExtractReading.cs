using Analytics.Domain;
using Analytics.Engine;
using Analytics.Lake.Guard;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Ingest;

/// <summary>Gets a batch through DuckDB from its extract, leaving out whatever it cannot take.</summary>
internal sealed class ExtractReading(BatchSession session, SecondLook secondLook, IFileOps files)
{
    private readonly LineExtraction extraction = new(files);

    /// <summary>
    /// Reads the extract into the session. When DuckDB refuses it, its lines are tried one by one; when even the good
    /// ones fail, each file is tried alone, and those that fail are left out and told to <paramref name="refuse"/>.
    /// </summary>
    public async Task<IReadOnlyList<BatchFile>> ReadAsync(
        IReadOnlyList<BatchFile> batch,
        LineExtract extract,
        Action<BatchFile, string> refuse,
        CancellationToken cancellation)
    {
        var read = await ReadReadableAsync(batch, extract, refuse, cancellation);
        return BatchReading.WithoutForeign(read, session, refuse);
    }

    private async Task<IReadOnlyList<BatchFile>> ReadReadableAsync(
        IReadOnlyList<BatchFile> batch,
        LineExtract extract,
        Action<BatchFile, string> refuse,
        CancellationToken cancellation)
    {
        if (await TryReadAsync(batch, extract, cancellation) is null)
        {
            return batch;
        }

        var looked = await WithFaultsAsync(batch, extract, cancellation);
        var path = $"{extract.LinesPath}.good";
        if (await TryReadAsync(looked, await ExtractAsync(looked, path, cancellation), cancellation) is null)
        {
            return looked;
        }

        var good = new List<BatchFile>(looked.Count);
        foreach (var file in looked)
        {
            if (await TryReadAsync([file], await ExtractAsync([file], path, cancellation), cancellation) is { } fault)
            {
                refuse(file, BatchReading.Explain(file, fault));
            }
            else
            {
                good.Add(file);
            }
        }

        if (good.Count == 0)
        {
            return good;
        }

        // What goes file by file may fail with all: then the last file's rows must not stand for the batch.
        return await TryReadAsync(good, await ExtractAsync(good, path, cancellation), cancellation) is { } together
            ? throw together
            : good;
    }

    private async Task<EngineException?> TryReadAsync(
        IReadOnlyList<BatchFile> batch, LineExtract extract, CancellationToken cancellation)
    {
        try
        {
            await session.ReadExtractAsync(batch, extract, cancellation);
            return null;
        }
        catch (EngineException fault) when (!fault.IsOutOfResources && !fault.IsInterrupted)
        {
            // What is wrong decides what the caller tries next.
            return fault;
        }
    }

    private Task<LineExtract> ExtractAsync(
        IReadOnlyList<BatchFile> batch, string path, CancellationToken cancellation) =>
        extraction.WriteAsync(
            batch.Select(static file => (file.File.Number, file.File, (IReadOnlySet<long>)FaultyLines(file))),
            batch[0].File.Request.Reader,
            path,
            cancellation);

    private static HashSet<long> FaultyLines(BatchFile file) =>
        file.Faults.Select(static fault => fault.LineNo).ToHashSet();

    // Line numbers of the extract's faults are turned into those of the files.
    private async Task<IReadOnlyList<BatchFile>> WithFaultsAsync(
        IReadOnlyList<BatchFile> batch, LineExtract extract, CancellationToken cancellation)
    {
        var asFile = new BatchFile(0, AsFile(batch[0].File, extract), [], IsSecondLook: false);
        var looked = await secondLook.LookAsync(asFile, session, cancellation);
        var bad = looked.Faults.ToDictionary(static fault => fault.LineNo);
        var places = await session.PlacesAsync([.. bad.Keys], cancellation);
        var byFile = places.ToLookup(
            static place => place.FileNo,
            place => bad[place.RowNo] with { LineNo = place.LineNo, Offset = -1 });
        return
        [
            .. batch.Select(file => file with
            {
                Faults = [.. file.Faults.Concat(byFile[file.File.Number]).OrderBy(static fault => fault.LineNo)],
            }),
        ];
    }

    private static GuardedFile AsFile(GuardedFile any, LineExtract extract) => new()
    {
        Request = any.Request with { CopyPath = extract.LinesPath },
        ReadPath = extract.LinesPath,
        ReadBytes = extract.Bytes,
        Records = extract.Lines,
    };
}

/// <summary>Where a line of an extract stands.</summary>
internal sealed record ExtractPlace
{
    /// <summary>Its number in the extract, from 1.</summary>
    public long RowNo { get; init; }

    /// <summary>Number of its file in the batch.</summary>
    public int FileNo { get; init; }

    /// <summary>Its number in the file, from 1.</summary>
    public long LineNo { get; init; }
}
