using System.Runtime.CompilerServices;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Guard;

/// <summary>
/// Fetches single records of a content by their numbers, in one pass that holds at most 64 KiB of each.
/// </summary>
internal sealed class RecordTexts(RecordFormat format, GuardLimits limits)
{
    private readonly List<byte> kept = [];
    private long recordAt;
    private CsvState csv;

    /// <summary>The records of the given numbers.</summary>
    /// <param name="input">The content, at its start.</param>
    /// <param name="wanted">Numbers, ascending, each once.</param>
    /// <param name="cancellation">Stops the pass.</param>
    public async IAsyncEnumerable<RecordText> FetchAsync(
        ContentInput input, IReadOnlyList<long> wanted, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (position, lineNo, next) = (0L, 1L, 0);
        while (next < wanted.Count && await input.NextAsync(cancellation) is { IsEmpty: false } piece)
        {
            for (var at = 0; at < piece.Length && next < wanted.Count;)
            {
                var isWanted = lineNo == wanted[next];
                var length = EndOf(piece.Span[at..], position + at, isWanted, out var isEnd);
                at += length;
                if (!isEnd)
                {
                    continue;
                }

                if (isWanted)
                {
                    yield return Take(lineNo);
                    next++;
                }

                // CSV readers pass over blank lines, so these have no number.
                lineNo += format != RecordFormat.Csv || csv.HasContent ? 1 : 0;
                csv = default;
                recordAt = position + at;
            }

            position += piece.Length;
        }

        if (next < wanted.Count && lineNo == wanted[next] && kept.Count > 0)
        {
            yield return Take(lineNo);
        }
    }

    private int EndOf(ReadOnlySpan<byte> rest, long restAt, bool isWanted, out bool isEnd)
    {
        var end = format switch
        {
            RecordFormat.Ndjson or RecordFormat.Text => rest.IndexOf((byte)'\n'),
            RecordFormat.Csv => EndOfCsv(rest, restAt),
            _ => -1,
        };
        isEnd = end >= 0;
        var length = isEnd ? end : rest.Length;
        if (isWanted)
        {
            kept.AddRange(rest[..Math.Min(length, SafeText.KeptBytes - kept.Count)]);
        }

        return isEnd ? length + 1 : length;
    }

    private int EndOfCsv(ReadOnlySpan<byte> rest, long restAt)
    {
        for (var index = 0; index < rest.Length; index++)
        {
            if (csv.Take(rest[index], restAt + index - recordAt > limits.LineBytes))
            {
                return index;
            }
        }

        return -1;
    }

    private RecordText Take(long lineNo)
    {
        var bytes = kept.ToArray().AsSpan();
        kept.Clear();
        return new RecordText(lineNo, recordAt, SafeText.Of(bytes.TrimEnd((byte)'\r')));
    }
}
