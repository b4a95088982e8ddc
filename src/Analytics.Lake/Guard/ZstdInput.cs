using ZstdSharp;

namespace Analytics.Lake.Guard;

/// <summary>
/// A zstd file, all frames of it. The decoder checks lengths, and the checksum of every frame that has one; it takes no
/// window above 128 MiB.
/// </summary>
internal sealed class ZstdInput : IUnpackedInput
{
    private readonly RawInput raw;
    private readonly MemberFeed feed;
    private readonly DecompressionStream frames;
    private readonly Expansion expansion;

    /// <summary>Takes an input that stands at its start.</summary>
    public ZstdInput(RawInput raw, GuardLimits limits)
    {
        this.raw = raw;
        feed = new MemberFeed(raw);
        frames = new DecompressionStream(feed, checkEndOfStream: true, leaveOpen: true);
        expansion = new Expansion(limits);
    }

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            var count = await frames.ReadAsync(buffer, cancellation);
            expansion.Add(count, feed.Position);
            return count;
        }
        catch (EndOfStreamException) when (feed.HasRunDry)
        {
            throw Expansion.Refuse("is truncated: its last zstd frame has no end", raw.LengthBytes);
        }
        catch (ZstdException fault)
        {
            throw Expansion.Refuse($"is corrupt: {fault.Message}", feed.LastPieceAt);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        frames.Dispose();
        feed.Dispose();
    }
}
