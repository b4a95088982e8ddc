using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Analytics.Domain;

namespace Analytics.Lake.Integrity;

/// <summary>Which parts a build holds against their hashes: all of a small lake, of a large one others every day.</summary>
public static class PartSample
{
    /// <summary>Parts of at most so many bytes together, one at least unless the limit is 0.</summary>
    /// <param name="parts">All parts.</param>
    /// <param name="limitBytes">Limit, 0 or more.</param>
    /// <param name="day">Day by which the choice differs.</param>
    public static IReadOnlyList<LakePart> Of(IReadOnlyList<LakePart> parts, long limitBytes, DateOnly day)
    {
        if (limitBytes == 0 || parts.Sum(static part => part.Bytes) <= limitBytes)
        {
            return limitBytes == 0 ? [] : parts;
        }

        var chosen = new List<LakePart>();
        var bytes = 0L;
        foreach (var part in parts.OrderBy(part => Lot(part, day), StringComparer.Ordinal))
        {
            bytes += part.Bytes;
            if (bytes > limitBytes && chosen.Count > 0)
            {
                break;
            }

            chosen.Add(part);
        }

        return chosen;
    }

    // A hash and no random number: the same day looks at the same parts, however often it builds.
    private static string Lot(LakePart part, DateOnly day) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} {part.Sha256}"))));
}
