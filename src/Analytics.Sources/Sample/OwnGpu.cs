namespace Analytics.Sources.Sample;

/// <summary>The GPU that the company rents for a model of its own; written apart from the catalogues of the product.</summary>
internal static class OwnGpu
{
    /// <summary>Name in the log and in the list of deployments.</summary>
    public const string Deployment = "own-llama-1";

    /// <summary>Rent of the one H100, agreed with its owner.</summary>
    public const int RentUsdPerHour = 2;

    /// <summary>32 layers, 8 KV heads of 128 elements, keys and values in BF16.</summary>
    public const long KvBytesPerToken = 2 * 32 * 8 * 128 * 2;

    /// <summary>Nine tenths of 80 GB, less 8.03 billion parameters in BF16.</summary>
    public const long KvRoomBytes = 72_000_000_000 - (2 * 8_030_261_248);
}
