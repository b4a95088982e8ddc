using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Analytics.Domain;

/// <summary>An alert as the last build left it; the next build goes on from there.</summary>
/// <param name="RuleId">The declared rule.</param>
/// <param name="Subject">Whom or what of the mart it is about; empty = the mart as a whole.</param>
/// <param name="OpenedValue">Value that opened it.</param>
/// <param name="WorstValue">Value furthest beyond the limit while it was open.</param>
/// <param name="LatestValue">Value last seen while it was open, or the one that closed it.</param>
/// <param name="LimitValue">Limit in force when it was opened.</param>
/// <param name="IsWithdrawn">Closed because nothing shows it any more.</param>
/// <param name="OpenedAt">Start of the period whose value opened it, UTC.</param>
/// <param name="ClosedAt">Start of the period whose value closed it, UTC; null = open.</param>
/// <param name="DeliveredAt">When somebody was told, UTC; null = not yet.</param>
public sealed record AlertState(
    string RuleId,
    string Subject,
    double? OpenedValue,
    double? WorstValue,
    double? LatestValue,
    double? LimitValue,
    bool IsWithdrawn,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt,
    DateTimeOffset? DeliveredAt)
{
    /// <summary>
    /// Id of the event that the alert was opened: 32 hex letters over rule, subject and opening. Every worker, build and
    /// attempt comes to the same one.
    /// </summary>
    public string ToEventId() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', RuleId, Subject, OpenedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)))))[..32];
}
