using Analytics.Lake.Guard;

namespace Analytics.Tests.Lake.Guard;

/// <summary>Feeds bytes to a scan in pieces.</summary>
internal static class GuardFixture
{
    /// <summary>Scans bytes cut at the given places.</summary>
    public static IRecordScan Scan(IRecordScan scan, byte[] bytes, Random cuts)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var length = Math.Min(bytes.Length - at, cuts.Next(1, 200));
            scan.Take(bytes.AsSpan(at, length));
            at += length;
        }

        scan.Complete();
        return scan;
    }

    /// <summary>Reads all of a gzip file.</summary>
    public static async Task<byte[]> UnpackAsync(byte[] packed, GuardLimits limits)
    {
        using var raw = new RawInput(new MemoryStream(packed), packed.Length, isHashed: false);
        using var gzip = new GzipInput(raw, limits);
        using var content = new MemoryStream();
        var buffer = new byte[1000];
        while (await gzip.ReadAsync(buffer, CancellationToken.None) is > 0 and var count)
        {
            content.Write(buffer.AsSpan(0, count));
        }

        return content.ToArray();
    }
}
