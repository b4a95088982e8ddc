using System.Text.Json;
using Analytics.Domain;
using Analytics.Lake.Guard;
using Analytics.Lake.Ledger;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Ingest;

/// <summary>Puts the bad records of a batch together with their raw text.</summary>
internal sealed class QuarantineRows(IFileOps files, FileGuard guard, GuardLimits limits)
{
    private static readonly byte[] LineFeed = "\n"u8.ToArray();

    /// <summary>
    /// Writes a row for each fault of the guard and each rejected row, in order, as NDJSON. Raw text is fetched in one
    /// pass over the files that have any. The result counts the rows by file and reason.
    /// </summary>
    public async Task<IReadOnlyList<QuarantineCount>> WriteAsync(
        IReadOnlyList<BatchFile> batch, IReadOnlyList<RejectedRow> rejected, string path,
        CancellationToken cancellation)
    {
        var rejectedByFile = rejected.ToLookup(static row => row.FileId, StringComparer.Ordinal);
        var counts = new List<QuarantineCount>();
        await using var stream = files.Create(path);
        await using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { SkipValidation = true });
        foreach (var file in batch)
        {
            var faults = file.Faults.Concat(rejectedByFile[file.File.FileId].Select(static row =>
                    new BadLine(row.LineNo, -1, 0, row.Reason, row.Detail)))
                .OrderBy(static fault => fault.LineNo)
                .ToList();
            if (faults.Count > 0)
            {
                var texts = await FetchAsync(file, faults, cancellation);
                foreach (var fault in faults)
                {
                    WriteRow(json, file, fault, texts.TryGetValue(fault.LineNo, out var text) ? text : null);
                    await json.FlushAsync(cancellation);
                    await stream.WriteAsync(LineFeed, cancellation);
                    json.Reset();
                }

                counts.AddRange(Count(file, faults));
            }
        }

        return counts;
    }

    private static IEnumerable<QuarantineCount> Count(BatchFile file, IEnumerable<BadLine> faults)
    {
        var request = file.File.Request;
        return faults.GroupBy(static fault => fault.Reason!, StringComparer.Ordinal)
            .OrderBy(static group => group.Key, StringComparer.Ordinal)
            .Select(group => new QuarantineCount(
                file.File.FileId, request.Reader.Version, request.File.Source, request.File.Path, group.Key,
                group.LongCount()));
    }

    private static void WriteRow(Utf8JsonWriter json, BatchFile file, BadLine fault, RecordText? text)
    {
        var request = file.File.Request;
        json.WriteStartObject();
        json.WriteString("source"u8, request.File.Source);
        json.WriteString("file_id"u8, file.File.FileId);
        json.WriteString("path"u8, request.File.Path);
        json.WriteNumber("line_no"u8, fault.LineNo);
        if (text is { } found)
        {
            json.WriteNumber("byte_offset"u8, found.Offset);
            json.WriteString("raw_text"u8, found.Text);
        }

        json.WriteString("reason"u8, fault.Reason);
        json.WriteString("detail"u8, fault.Detail);
        json.WriteNumber("reader_version"u8, request.Reader.Version);
        json.WriteEndObject();
    }

    private async Task<Dictionary<long, RecordText>> FetchAsync(
        BatchFile file, IEnumerable<BadLine> faults, CancellationToken cancellation)
    {
        var wanted = faults.Select(static fault => fault.LineNo).Distinct().ToList();
        var texts = new Dictionary<long, RecordText>();
        if (file.File.Request.Reader.Format == RecordFormat.Parquet)
        {
            // Its rows have no text of their own.
            return texts;
        }

        using var input = guard.Reopen(file.File);
        await foreach (var text in new RecordTexts(file.File.Request.Reader.Format, limits).FetchAsync(
            input, wanted, cancellation))
        {
            texts.Add(text.LineNo, text);
        }

        return texts;
    }
}
