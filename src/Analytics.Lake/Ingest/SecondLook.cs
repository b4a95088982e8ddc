using System.Text.Json;
using Analytics.Domain;
using Analytics.Lake.Guard;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Ingest;

/// <summary>
/// Tries the lines of a file that DuckDB refused one by one. DuckDB is the judge of what is JSON, since it is what must
/// read the file; the .NET parser says what is wrong, and which values have not the declared shape.
/// </summary>
internal sealed class SecondLook(IFileOps files, GuardLimits limits)
{
    /// <summary>The file with its unreadable lines among the faults, read from a copy without them.</summary>
    public async Task<BatchFile> LookAsync(BatchFile file, BatchSession session, CancellationToken cancellation)
    {
        var listPath = $"{file.File.Request.CopyPath}.lines";
        var largestBytes = await WriteLinesAsync(file, listPath, cancellation);
        var malformed = await session.MalformedLinesAsync(listPath, largestBytes, cancellation);
        var bad = await FindAsync(file, malformed, cancellation);
        files.DeleteFile(listPath);
        if (bad.Count == 0)
        {
            return file with { IsSecondLook = true };
        }

        var copyPath = $"{file.File.Request.CopyPath}.readable";
        using (var input = Open(file))
        await using (var output = files.Create(copyPath))
        {
            await CleanCopy.WriteAsync(input, output, 0, file.File.ReadBytes, bad, "{}"u8.ToArray(), cancellation);
        }

        return file with
        {
            IsSecondLook = true,
            File = file.File with { ReadPath = copyPath, ReadBytes = files.GetFacts(copyPath)!.Value.LengthBytes },
            Faults = [.. file.Faults.Concat(bad).OrderBy(static line => line.LineNo)],
        };
    }

    private ContentInput Open(BatchFile file) => new(
        new RawInput(files.OpenRead(file.File.ReadPath), file.File.ReadBytes, isHashed: false), Packing.None, limits);

    // Each line as a JSON text of its own can be read whatever it holds. The result is the length of the longest such
    // text.
    private async Task<long> WriteLinesAsync(BatchFile file, string path, CancellationToken cancellation)
    {
        var largestBytes = 1L << 20;
        await using var stream = files.Create(path);
        await using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { SkipValidation = true });
        using var input = Open(file);
        await foreach (var line in new LineReader(input).ReadAsync(cancellation))
        {
            if (line.Bytes.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
            {
                continue;
            }

            json.Reset();
            json.WriteStartObject();
            json.WriteNumber("n"u8, line.Number + file.File.RecordsBefore);
            json.WriteString("line"u8, line.Bytes.Span);
            json.WriteEndObject();
            await json.FlushAsync(cancellation);
            largestBytes = Math.Max(largestBytes, json.BytesCommitted + 1024);
            stream.WriteByte((byte)'\n');
        }

        return largestBytes;
    }

    private async Task<List<BadLine>> FindAsync(
        BatchFile file, IReadOnlyList<long> malformed, CancellationToken cancellation)
    {
        var bad = new List<BadLine>();
        var shape = RecordShape.Of(file.File.Request.Reader);
        var next = 0;
        using var input = Open(file);
        await foreach (var line in new LineReader(input).ReadAsync(cancellation))
        {
            var number = line.Number + file.File.RecordsBefore;
            var isMalformed = next < malformed.Count && malformed[next] == number;
            next += isMalformed ? 1 : 0;
            var fault = isMalformed
                ? LineDiagnosis.Malformed(line.Bytes, limits.Depth)
                : LineDiagnosis.WrongShape(line.Bytes, limits.Depth, shape);
            if (fault is var (reason, detail))
            {
                bad.Add(new BadLine(number, line.Offset, line.Bytes.Length, reason, detail));
            }
        }

        return bad;
    }
}
