using System.Security.Cryptography;
using System.Text;
using Analytics.Domain;

namespace Analytics.Outputs;

/// <summary>SHA-256 as lower-case hex.</summary>
internal static class FileHash
{
    /// <summary>Of a file's bytes.</summary>
    public static async Task<string> OfAsync(IFileOps files, string path, CancellationToken cancellation)
    {
        await using var stream = files.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
    }

    /// <summary>Of bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Of lines of text.</summary>
    public static string OfLines(IEnumerable<string> lines) => Of(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
}
