using System.ComponentModel.DataAnnotations;

namespace Analytics.Sources.Receiver;

/// <summary>How much the receiver takes, and when it says that it cannot take more.</summary>
public sealed record ReceiverOptions
{
    /// <summary>Size of one request's body as it arrives, MiB. Default 8; 1 to 256.</summary>
    [Range(1, 256)]
    public int BodyMebibytes { get; init; } = 8;

    /// <summary>Size of one request's body after unpacking, MiB. Default 16; 1 to 1,024.</summary>
    [Range(1, 1_024)]
    public int UnpackedMebibytes { get; init; } = 16;

    /// <summary>
    /// Bytes of all sources that may wait for the disk, MiB; beyond it callers are told to come again. Default 64; 1 to 4,096.
    /// </summary>
    [Range(1, 4_096)]
    public int QueueMebibytes { get; init; } = 64;

    /// <summary>Size at which a file is closed and offered to ingest, MiB. Default 64; 1 to 1,024.</summary>
    [Range(1, 1_024)]
    public int SegmentMebibytes { get; init; } = 64;

    /// <summary>Age at which a file is closed and offered to ingest, seconds. Default 30; 1 to 3,600.</summary>
    [Range(1, 3_600)]
    public int SegmentSeconds { get; init; } = 30;

    /// <summary>
    /// Bodies by whose hash a repeated delivery is known, also after a restart. Default 200,000; 0 to 10,000,000.
    /// </summary>
    [Range(0, 10_000_000)]
    public int RememberedBodies { get; init; } = 200_000;
}
