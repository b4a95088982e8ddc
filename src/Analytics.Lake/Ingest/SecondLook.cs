using System.Text.Json;
using Analytics.Domain;
using Analytics.Lake.Guard;

namespace Analytics.Lake.Ingest;

/// <summary>
/// Tries the lines of a file that DuckDB refused one by one. DuckDB is the judge, since it is what must read the file; the
/// .NET parser only says what is wrong with the lines that it rejects.
/// </summary>
internal sealed class SecondLook(IFileOps files, GuardLimits limits)
{
    /// <summary>The file with its unreadable lines among the faults, read from a copy without them.</summary>
    public async Task<BatchFile> LookAsync(BatchFile file, BatchSession session, CancellationToken cancellation)
    {
        var listPath = $"{file.File.Request.CopyPath}.lines";
        await WriteLinesAsync(file, listPath, cancellation);
        var unreadable = await session.UnreadableLinesAsync(listPath, cancellation);
        var bad = await ExplainAsync(file, unreadable, cancellation);
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

    // Each line as a JSON text of its own can be read whatever it holds.
    private async Task WriteLinesAsync(BatchFile file, string path, CancellationToken cancellation)
    {
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
            stream.WriteByte((byte)'\n');
        }
    }

    private async Task<List<BadLine>> ExplainAsync(
        BatchFile file, IReadOnlyList<long> unreadable, CancellationToken cancellation)
    {
        var bad = new List<BadLine>();
        using var input = Open(file);
        await foreach (var line in new LineReader(input).ReadAsync(cancellation))
        {
            if (bad.Count == unreadable.Count)
            {
                break;
            }

            var number = line.Number + file.File.RecordsBefore;
            if (number == unreadable[bad.Count])
            {
                var (reason, detail) = LineDiagnosis.Explain(line.Bytes, limits.Depth);
                bad.Add(new BadLine(number, line.Offset, line.Bytes.Length, reason, detail));
            }
        }

        return bad;
    }
}
