using System.Buffers;
using System.Buffers.Text;
using Analytics.Domain;
using Analytics.Lake.Guard;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Ingest;

/// <summary>Writes the extract of a batch: the lines that hold one of the texts its reader names.</summary>
internal sealed class LineExtraction(IFileOps files)
{
    private const int PieceBytes = 1 << 20;

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>Extracts from files whose bad lines have been replaced; a file that was refused yields nothing.</summary>
    /// <param name="batch">Files by their number in the batch, with lines to leave out.</param>
    /// <param name="reader">Their reader.</param>
    /// <param name="path">Where the lines go; the places stand beside them.</param>
    /// <param name="cancellation">Stops between two pieces.</param>
    public async Task<LineExtract> WriteAsync(
        IEnumerable<(int Number, GuardedFile File, IReadOnlySet<long> LeftOut)> batch,
        Reader reader,
        string path,
        CancellationToken cancellation)
    {
        var placesPath = path + ".places";
        await using var lines = files.Create(path);
        await using var places = files.Create(placesPath);
        var target = new Target(lines, places);
        foreach (var (number, file, leftOut) in batch.Where(static member => member.File.ReadPath.Length > 0))
        {
            await ExtractAsync(file, reader, new Place(number, leftOut), target, cancellation);
        }

        target.Flush();
        return new LineExtract(path, placesPath, target.LineCount, target.ByteCount);
    }

    private async Task ExtractAsync(
        GuardedFile file, Reader reader, Place place, Target target, CancellationToken cancellation)
    {
        await using var stream = files.OpenRead(file.ReadPath);
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            var (held, left, lineNo) = (0, file.ReadBytes, file.RecordsBefore + 1);
            while (left > 0 || held > 0)
            {
                if (held == buffer.Length)
                {
                    buffer = Grow(buffer, held);
                }

                var wanted = (int)Math.Min(buffer.Length - held, left);
                var read = wanted == 0 ? 0 : await stream.ReadAsync(buffer.AsMemory(held, wanted), cancellation);
                left = read == 0 ? 0 : left - read;
                held += read;

                // The last line of a file may have no end; all others are taken whole or left for the next piece.
                var whole = left == 0 ? held : buffer.AsSpan(0, held).LastIndexOf((byte)'\n') + 1;
                lineNo = Take(buffer.AsSpan(0, whole), lineNo, reader, place, target);
                buffer.AsSpan(whole, held - whole).CopyTo(buffer);
                held -= whole;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Searches all lines at once, because many of them hold none of the texts. The result is the next line's number.
    private static long Take(ReadOnlySpan<byte> text, long lineNo, Reader reader, Place place, Target target)
    {
        Span<int> found = stackalloc int[reader.LineTexts.Length];
        found.Fill(-1);
        var at = 0;
        while (NextMatch(text, at, reader, found) is var match && match < text.Length)
        {
            var start = text[at..match].LastIndexOf((byte)'\n') is >= 0 and var before ? at + before + 1 : at;
            var length = text[match..].IndexOf((byte)'\n');
            var end = length < 0 ? text.Length : match + length;
            lineNo += text[at..start].Count((byte)'\n');
            if (!place.LeftOut.Contains(lineNo))
            {
                // A byte order mark is one only where a file starts.
                var line = text[start..end];
                var isMarked = lineNo == 1 && line.StartsWith(ByteOrderMark);
                target.Add(isMarked ? line[ByteOrderMark.Length..] : line, place.FileNo, lineNo);
            }

            lineNo++;
            at = Math.Min(end + 1, text.Length);
        }

        return lineNo + text[at..].Count((byte)'\n');
    }

    private static int NextMatch(ReadOnlySpan<byte> text, int from, Reader reader, Span<int> found)
    {
        var nearest = text.Length;
        for (var index = 0; index < found.Length; index++)
        {
            if (found[index] < from)
            {
                var at = text[from..].IndexOf(reader.LineTexts[index].Span);
                found[index] = at < 0 ? text.Length : from + at;
            }

            nearest = Math.Min(nearest, found[index]);
        }

        return nearest;
    }

    private static byte[] Grow(byte[] buffer, int held)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, held).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private readonly record struct Place(int FileNo, IReadOnlySet<long> LeftOut);

    private sealed class Target(Stream lines, Stream places)
    {
        private const int PlaceBytesMax = 40;

        private readonly ArrayBufferWriter<byte> text = new(2 * PieceBytes);
        private readonly ArrayBufferWriter<byte> numbers = new(PieceBytes);

        public long LineCount { get; private set; }

        public long ByteCount { get; private set; }

        public void Add(ReadOnlySpan<byte> line, int fileNo, long lineNo)
        {
            text.Write(line);
            text.Write("\n"u8);
            var place = numbers.GetSpan(PlaceBytesMax);
            Utf8Formatter.TryFormat(fileNo, place, out var length);
            place[length++] = (byte)',';
            Utf8Formatter.TryFormat(lineNo, place[length..], out var lineNoLength);
            length += lineNoLength;
            place[length++] = (byte)'\n';
            numbers.Advance(length);
            LineCount++;
            ByteCount += line.Length + 1;
            if (text.WrittenCount >= PieceBytes)
            {
                Flush();
            }
        }

        public void Flush()
        {
            lines.Write(text.WrittenSpan);
            text.ResetWrittenCount();
            places.Write(numbers.WrittenSpan);
            numbers.ResetWrittenCount();
        }
    }
}
