using System.Text.Json;
using Analytics.Domain;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Guard;

/// <summary>
/// Looks at every byte of a file once before DuckDB may: identity, packing, and records that would harm. DuckDB's JSON
/// reader dies on deep nesting and trusts a broken gzip. Safe for use from several threads.
/// </summary>
internal sealed class FileGuard(IFileOps files, GuardLimits limits)
{
    private const int ByteOrderMarkBytes = 3;

    private static readonly ReadOnlyMemory<byte> EmptyObject = "{}"u8.ToArray();

    /// <summary>Looks at one file. A file that must not be taken is a result, not an exception.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public async Task<GuardedFile> InspectAsync(GuardRequest request, CancellationToken cancellation)
    {
        try
        {
            var packing = ContentInput.PackingOf(request.RawPath);
            var mayHaveGrown = request is { IsReplay: false, Last.CoveredBytes: > 0 }
                && request.Reader.Growth != GrowthRule.None;
            return packing == Packing.None && mayHaveGrown
                ? await InspectGrownAsync(request, cancellation)
                : await InspectWholeAsync(request, packing, Growth.New, cancellation);
        }
        catch (RefusedFileException refusal)
        {
            return new GuardedFile { Request = request, Refusal = $"{request.File.Path}: {refusal.Message}" };
        }
        catch (Exception change) when (change is EndOfStreamException or FileNotFoundException)
        {
            // Shorter than a moment ago, or gone: somebody is at work on it.
            return new GuardedFile { Request = request, IsChanging = true };
        }
    }

    /// <summary>Opens the content of a file again, up to the bytes taken.</summary>
    public ContentInput Reopen(GuardedFile file) => OpenContent(
        file.Request.RawPath, ContentInput.PackingOf(file.Request.RawPath), file.CoveredBytes);

    private ContentInput OpenContent(string path, Packing packing, long lengthBytes) =>
        new(new RawInput(files.OpenRead(path), lengthBytes, isHashed: false), packing, limits);

    private async Task<GuardedFile> InspectGrownAsync(GuardRequest request, CancellationToken cancellation)
    {
        var last = request.Last!;
        var length = request.File.Facts.LengthBytes;
        if (length < last.CoveredBytes)
        {
            return await InspectWholeAsync(request, Packing.None, Growth.Rewritten, cancellation);
        }

        using (var raw = new RawInput(files.OpenRead(request.RawPath), length, isHashed: true))
        {
            byte? lastByte = null;
            while (await raw.NextAsync(last.CoveredBytes, cancellation) is { IsEmpty: false } piece)
            {
                lastByte = piece.Span[^1];
            }

            if (await raw.HashSoFarAsync() == last.FileId)
            {
                if (request.Reader.Growth == GrowthRule.Tail && lastByte == '\n')
                {
                    return await InspectTailAsync(request, raw, cancellation);
                }

                return await InspectWholeAsync(request, Packing.None, Growth.Grown, cancellation);
            }
        }

        return await InspectWholeAsync(request, Packing.None, Growth.Rewritten, cancellation);
    }

    private async Task<GuardedFile> InspectTailAsync(GuardRequest request, RawInput raw, CancellationToken cancellation)
    {
        var last = request.Last!;
        var scan = new JsonScan(limits, hasLines: true, last.CoveredBytes, last.CoveredLines);
        IReadOnlyList<string>? fields = null;
        while (await raw.NextAsync(long.MaxValue, cancellation) is { IsEmpty: false } piece)
        {
            fields ??= FieldNames.Of(request.Reader, piece.Span);
            scan.Take(piece.Span);
        }

        scan.Complete();
        var file = new GuardedFile
        {
            Request = request,
            FileId = await raw.HashSoFarAsync(),
            CoveredBytes = raw.Position,
            Growth = Growth.Grown,
            RecordsBefore = last.CoveredLines,
            Fields = fields ?? [],
        };
        return await SettleAsync(file, scan, last.CoveredBytes, raw.Position, cancellation);
    }

    private async Task<GuardedFile> InspectWholeAsync(
        GuardRequest request, Packing packing, Growth growth, CancellationToken cancellation)
    {
        var raw = new RawInput(files.OpenRead(request.RawPath), request.File.Facts.LengthBytes, isHashed: true);
        using var content = new ContentInput(raw, packing, limits);
        await using var unpacked = packing == Packing.None ? Stream.Null : files.Create(request.CopyPath);
        IRecordScan? scan = null;
        IReadOnlyList<string>? fields = null;
        var (position, start) = (0L, 0L);
        while (await content.NextAsync(cancellation) is { IsEmpty: false } piece)
        {
            if (scan is null)
            {
                start = piece.Span.StartsWith("\uFEFF"u8) ? ByteOrderMarkBytes : 0;
                scan = CreateScan(request.Reader, start);
                position = start;
                piece = piece[(int)start..];
            }

            fields ??= FieldNames.Of(request.Reader, piece.Span);
            scan.Take(piece.Span);
            await unpacked.WriteAsync(piece, cancellation);
            position += piece.Length;
            CheckDocument(request.Reader, position);
        }

        scan ??= CreateScan(request.Reader, 0);
        scan.Complete();
        await unpacked.DisposeAsync();
        var file = new GuardedFile
        {
            Request = request,
            FileId = await raw.HashSoFarAsync(),
            CoveredBytes = raw.Position,
            Growth = growth,
            ReadPath = packing == Packing.None ? "" : request.CopyPath,
            Header = (scan as CsvScan)?.Header ?? [],
            Fields = (scan as CsvScan)?.Header ?? fields ?? [],
        };
        return await SettleAsync(file, scan, start, position, cancellation);
    }

    private IRecordScan CreateScan(Reader reader, long offset) => reader.Format switch
    {
        RecordFormat.Csv => new CsvScan(limits, offset),
        RecordFormat.Text => new TextScan(offset),
        RecordFormat.Parquet => new PackedRowsScan(),
        _ => new JsonScan(limits, reader.Format == RecordFormat.Ndjson, offset, 0),
    };

    private void CheckDocument(Reader reader, long position)
    {
        if (reader.Format is RecordFormat.Json or RecordFormat.Text && position > limits.DocumentBytes)
        {
            throw new RefusedFileException(
                $"the file holds more than {limits.DocumentBytes} bytes to be read whole (byte {position}). Split it.");
        }
    }

    // Decides what of the content is taken, and writes the cleaned copy when the file itself will not do.
    private async Task<GuardedFile> SettleAsync(
        GuardedFile file, IRecordScan scan, long from, long to, CancellationToken cancellation)
    {
        file = file with { Records = scan.Records, BadLines = scan.BadLines, TrailingBlanks = scan.TrailingBlanks };
        if (file.Request.Reader.Format is RecordFormat.Json or RecordFormat.Text && scan.BadLines is [var document, ..])
        {
            throw new RefusedFileException(
                $"the document has {document.Detail} (byte {document.Offset} and after). Deliver it again, whole.");
        }

        var isAppended = file.Request.Reader is { Format: RecordFormat.Ndjson, Growth: not GrowthRule.None }
            && file.ReadPath.Length == 0 && !file.Request.IsReplay;
        if (isAppended && scan.TornLineAt is { } tornAt && !await IsWholeAsync(file, tornAt, to, cancellation))
        {
            file = await CutAsync(file, tornAt, cancellation);
            to = tornAt;
        }

        var isWhole = from == 0 && !file.IsPending && !file.Request.IsReplay && file.BadLines.Count == 0;
        if (file.ReadPath.Length > 0 && file.BadLines.Count == 0)
        {
            return file with { ReadBytes = LengthOf(file.ReadPath) };
        }

        if (isWhole && file.ReadPath.Length == 0)
        {
            return file with { ReadPath = file.Request.RawPath, ReadBytes = to };
        }

        return await CopyAsync(file, from, to, cancellation);
    }

    private async Task<GuardedFile> CopyAsync(GuardedFile file, long from, long to, CancellationToken cancellation)
    {
        var copyPath = file.ReadPath.Length > 0 ? $"{file.Request.CopyPath}.clean" : file.Request.CopyPath;
        var replacement = file.Request.Reader.Format == RecordFormat.Csv
            ? new byte[file.Header.Count - 1].Select(static _ => (byte)',').ToArray()
            : EmptyObject;
        using (var input = Reopen(file))
        await using (var output = files.Create(copyPath))
        {
            await CleanCopy.WriteAsync(input, output, from, to, file.BadLines, replacement, cancellation);
        }

        return file with { ReadPath = copyPath, ReadBytes = LengthOf(copyPath) };
    }

    private long LengthOf(string copyPath) => files.GetFacts(copyPath)?.LengthBytes
        ?? throw new FileNotFoundException($"{copyPath} is gone. Keep other programs out of the staging folder.");

    // The writer may be in the middle of the last line. It is whole only if it is JSON already.
    private async Task<bool> IsWholeAsync(GuardedFile file, long tornAt, long to, CancellationToken cancellation)
    {
        if (to - tornAt > limits.LineBytes)
        {
            return false;
        }

        var line = new byte[to - tornAt];
        await using var stream = files.OpenRead(file.Request.RawPath);
        stream.Position = tornAt;
        await stream.ReadExactlyAsync(line, cancellation);
        return IsJson(line);
    }

    private bool IsJson(byte[] line)
    {
        try
        {
            var json = new Utf8JsonReader(
                line, new JsonReaderOptions { MaxDepth = limits.Depth, AllowTrailingCommas = true });
            while (json.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            // That it is no JSON is the answer.
            return false;
        }
    }

    private async Task<GuardedFile> CutAsync(GuardedFile file, long tornAt, CancellationToken cancellation)
    {
        using var raw = new RawInput(files.OpenRead(file.Request.RawPath), tornAt, isHashed: true);
        while (await raw.NextAsync(long.MaxValue, cancellation) is { IsEmpty: false })
        {
        }

        return file with
        {
            IsPending = true,
            FileId = await raw.HashSoFarAsync(),
            CoveredBytes = tornAt,
            Records = file.Records - 1,
            TrailingBlanks = 0,
            BadLines = [.. file.BadLines.Where(line => line.Offset < tornAt)],
        };
    }
}
