namespace Analytics.Engine.Native.Arrow;

/// <summary>The layout of one message's body: buffers one after the other, each padded to 64 bytes.</summary>
internal sealed class ArrowBody
{
    private readonly List<long> nodes = [];
    private readonly List<long> places = [];
    private readonly List<AlignedBuffer> buffers = [];

    /// <summary>Length of the body.</summary>
    public long Bytes { get; private set; }

    public ReadOnlySpan<long> Nodes => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(nodes);

    public ReadOnlySpan<long> Places => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(places);

    public IReadOnlyList<AlignedBuffer> Buffers => buffers;

    public static long Padded(long bytes) => (bytes + AlignedBuffer.Alignment - 1) & -AlignedBuffer.Alignment;

    public void AddNode(long length, long nulls)
    {
        nodes.Add(length);
        nodes.Add(nulls);
    }

    public void AddBuffer(AlignedBuffer? buffer)
    {
        places.Add(Bytes);
        places.Add(buffer?.Length ?? 0);
        if (buffer is { Length: > 0 })
        {
            buffers.Add(buffer);
            Bytes += Padded(buffer.Length);
        }
    }

    public void Clear()
    {
        nodes.Clear();
        places.Clear();
        buffers.Clear();
        Bytes = 0;
    }
}
