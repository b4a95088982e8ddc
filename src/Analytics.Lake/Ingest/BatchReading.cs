using Analytics.Domain;
using Analytics.Engine;
using Analytics.Lake.Guard;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Ingest;

/// <summary>Gets the files of a batch through DuckDB, leaving out whatever it cannot take.</summary>
internal sealed class BatchReading(BatchSession session, SecondLook secondLook)
{
    /// <summary>
    /// Reads the files into the session. Those that DuckDB refuses get a second look at their lines; what it still
    /// refuses is left out of the result and told to <paramref name="refuse"/>.
    /// </summary>
    public async Task<IReadOnlyList<BatchFile>> ReadAsync(
        IReadOnlyList<BatchFile> files, Action<BatchFile, string> refuse, CancellationToken cancellation)
    {
        var current = files;
        while (current.Any(static file => file.File.Records > 0))
        {
            try
            {
                await session.ReadAsync(current, cancellation);
                return WithoutForeign(current, session, refuse);
            }
            catch (EngineException fault) when (!fault.IsOutOfResources && !fault.IsInterrupted)
            {
                // A file that cannot be read must not keep the others out; which one it is decides what happens.
                current = await WithoutFaultAsync(current, fault, refuse, cancellation);
            }
        }

        return current;
    }

    /// <summary>The files that are of the reader's kind; the others are told to <paramref name="refuse"/>.</summary>
    public static IReadOnlyList<BatchFile> WithoutForeign(
        IReadOnlyList<BatchFile> files, BatchSession session, Action<BatchFile, string> refuse)
    {
        var foreign = session.Foreign.ToDictionary(static file => file.FileId, StringComparer.Ordinal);
        foreach (var file in files.Where(file => foreign.ContainsKey(file.File.FileId)))
        {
            refuse(file, foreign[file.File.FileId].Explain(file));
        }

        return [.. files.Where(file => !foreign.ContainsKey(file.File.FileId))];
    }

    /// <summary>
    /// How an error message names the file it is about; DuckDB's also quote the statement with all its files.
    /// </summary>
    public static string NameInMessage(BatchFile file) => $"file \"{file.File.ReadPath}\"";

    private async Task<IReadOnlyList<BatchFile>> WithoutFaultAsync(
        IReadOnlyList<BatchFile> files, EngineException fault, Action<BatchFile, string> refuse,
        CancellationToken cancellation)
    {
        var isByLine = files[0].File.Request.Reader.Format == RecordFormat.Ndjson;
        var named = files.FirstOrDefault(file => fault.Message.Contains(NameInMessage(file), StringComparison.Ordinal));
        if (isByLine && (named is null || !named.IsSecondLook) && files.Any(static file => !file.IsSecondLook))
        {
            // The first bad file is looked at alone; where there is a second one, all are, to end the guessing.
            var isFirst = named is not null && files.All(static file => !file.IsSecondLook);
            var looked = new List<BatchFile>(files.Count);
            foreach (var file in files)
            {
                var isMeant = isFirst ? file == named : !file.IsSecondLook;
                looked.Add(isMeant ? await secondLook.LookAsync(file, session, cancellation) : file);
            }

            return looked;
        }

        if (named is null && files.Count > 1)
        {
            return await WithoutUnreadableAsync(files, refuse, cancellation);
        }

        var bad = named ?? files[0];
        refuse(bad, Explain(bad, fault));
        return [.. files.Where(file => file != bad)];
    }

    // The reader itself failed on some file and DuckDB does not say on which: each is tried alone.
    private async Task<IReadOnlyList<BatchFile>> WithoutUnreadableAsync(
        IReadOnlyList<BatchFile> files, Action<BatchFile, string> refuse, CancellationToken cancellation)
    {
        var good = new List<BatchFile>(files.Count);
        foreach (var file in files)
        {
            try
            {
                if (file.File.Records > 0)
                {
                    await session.ReadAsync([file], cancellation);
                }

                good.Add(file);
            }
            catch (EngineException fault) when (!fault.IsOutOfResources && !fault.IsInterrupted)
            {
                // Told to the caller, who notes it in the ledger.
                refuse(file, Explain(file, fault));
            }
        }

        return good;
    }

    /// <summary>Why a file is refused.</summary>
    public static string Explain(BatchFile file, EngineException fault) =>
        $"{file.File.Request.File.Path}: DuckDB or the reader {file.File.Request.Reader.File.Name} cannot read it: "
        + $"{fault.Message.ReplaceLineEndings(" ")} Correct the file, or the kind of its source.";
}
