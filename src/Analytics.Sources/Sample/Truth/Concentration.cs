using System.Numerics;

namespace Analytics.Sources.Sample.Truth;

/// <summary>
/// Exact concentration of non-negative costs, as quotients of integers; members that cost nothing are left out.
/// </summary>
internal sealed class Concentration
{
    private readonly List<BigInteger> descending;

    public Concentration(IEnumerable<BigInteger> costs)
    {
        descending = [.. costs.Where(static cost => cost.Sign > 0).OrderByDescending(static cost => cost)];
        Total = descending.Aggregate(BigInteger.Zero, static (sum, cost) => sum + cost);
    }

    public int Members => descending.Count;

    public BigInteger Total { get; }

    public string LargestShare => SampleMoney.Ratio(descending[0], Total);

    /// <summary>Gini coefficient with the small-sample factor n / (n - 1).</summary>
    public string Gini()
    {
        var weighted = BigInteger.Zero;
        for (var index = 0; index < descending.Count; index++)
        {
            weighted += descending[index] * (descending.Count - 1 - (2 * index));
        }

        return SampleMoney.Ratio(weighted, Total * (descending.Count - 1));
    }

    /// <summary>
    /// Share of the top part, given per 10,000 members; a fraction of a member counts by its fraction.
    /// </summary>
    public string TopShare(int perTenThousand)
    {
        var whole = Math.DivRem(descending.Count * perTenThousand, 10_000, out var fraction);
        var sum = descending.Take(whole).Aggregate(BigInteger.Zero, static (total, cost) => total + cost) * 10_000;
        if (fraction > 0)
        {
            sum += descending[whole] * fraction;
        }

        return SampleMoney.Ratio(sum, Total * 10_000);
    }
}
