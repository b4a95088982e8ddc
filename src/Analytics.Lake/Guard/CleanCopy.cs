using Analytics.Domain;

namespace Analytics.Lake.Guard;

/// <summary>
/// Writes the part of a content that DuckDB may see. A bad record is replaced by an empty one, so that the number of
/// every other record stays what it is in the source.
/// </summary>
internal static class CleanCopy
{
    /// <summary>Copies bytes <paramref name="from"/> to <paramref name="to"/> of the content.</summary>
    /// <param name="input">The content, at its start.</param>
    /// <param name="output">The copy.</param>
    /// <param name="from">First byte.</param>
    /// <param name="to">Byte after the last.</param>
    /// <param name="badLines">What to replace, in order, within that range.</param>
    /// <param name="replacement">An empty record.</param>
    /// <param name="cancellation">Stops the copy.</param>
    public static async Task WriteAsync(
        ContentInput input,
        Stream output,
        long from,
        long to,
        IReadOnlyList<BadLine> badLines,
        ReadOnlyMemory<byte> replacement,
        CancellationToken cancellation)
    {
        var position = 0L;
        var next = 0;
        while (position < to && await input.NextAsync(cancellation) is { IsEmpty: false } piece)
        {
            var end = Math.Min(position + piece.Length, to);
            var at = Math.Max(position, from);
            while (at < end)
            {
                var hole = next < badLines.Count ? badLines[next] : new BadLine(0, long.MaxValue, 0, null, null);
                if (next < badLines.Count && at >= hole.Offset + hole.Length)
                {
                    await output.WriteAsync(replacement, cancellation);
                    next++;
                    continue;
                }

                var isHole = at >= hole.Offset;
                var stop = Math.Min(end, isHole ? hole.Offset + hole.Length : hole.Offset);
                if (!isHole)
                {
                    await output.WriteAsync(piece[(int)(at - position)..(int)(stop - position)], cancellation);
                }

                at = stop;
            }

            position += piece.Length;
        }

        for (; next < badLines.Count; next++)
        {
            await output.WriteAsync(replacement, cancellation);
        }
    }
}
