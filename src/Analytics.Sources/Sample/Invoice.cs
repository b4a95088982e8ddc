using System.Numerics;
using Analytics.Sources.Sample.Planted;

namespace Analytics.Sources.Sample;

/// <summary>What an invoice line counts; invoices know one output meter only.</summary>
internal enum BilledMeter
{
    UncachedInput,
    CacheRead,
    CacheWrite5m,
    CacheWrite1h,
    Output,
}

/// <summary>
/// What makes invoice lines apart within a provider; <see cref="IsLong"/> and batch are Anthropic's split.
/// </summary>
internal readonly record struct BilledGroup(DateOnly Day, string Model, bool IsBatch, bool IsLong, BilledMeter Meter);

/// <summary>One line of an invoice: tokens and picodollars.</summary>
internal sealed record BilledLine(BilledGroup Group, long Tokens, BigInteger Picousd);

/// <summary>
/// The providers' invoices: what was logged, at list price, plus what <see cref="InvoiceFaults"/> planted.
/// </summary>
internal static class Invoice
{
    /// <summary>Anthropic's cost report parts prompts at this length, in tokens.</summary>
    private const long AnthropicBandTokens = 200_000;

    /// <summary>Lines of one provider, by day, model and meter; lines without tokens are left out.</summary>
    public static IReadOnlyList<BilledLine> LinesOf(SampleWorld world, string provider)
    {
        var isAnthropic = provider == "anthropic";
        var billed = world.Calls
            .Where(call => call.Model.Provider == provider)
            .SelectMany(call => MeteredOf(call, isAnthropic))
            .Concat(InvoiceFaults.ExtraLinesOf(provider))
            .Where(static line => line.Tokens > 0)
            .GroupBy(static line => line.Group)
            .Select(static group => new BilledLine(
                group.Key,
                group.Sum(static line => line.Tokens),
                group.Aggregate(BigInteger.Zero, static (sum, line) => sum + line.Picousd)))
            .Select(static line => line with { Picousd = line.Picousd + InvoiceFaults.OverchargeOf(line) });
        return
        [
            .. billed
                .OrderBy(static line => line.Group.Day)
                .ThenBy(static line => line.Group.Model, StringComparer.Ordinal)
                .ThenBy(static line => line.Group.IsBatch)
                .ThenBy(static line => line.Group.IsLong)
                .ThenBy(static line => line.Group.Meter),
        ];
    }

    private static IEnumerable<BilledLine> MeteredOf(SampleCall call, bool isAnthropic)
    {
        if (SampleMoney.RatesOf(call) is not { } rates)
        {
            throw new InvalidOperationException($"{call.Model.Id} is on an invoice and has no price.");
        }

        var group = new BilledGroup(
            call.Day,
            call.Model.Id,
            isAnthropic && call.Tier == SampleTier.Batch,
            isAnthropic && call.Meters.Prompt > AnthropicBandTokens,
            BilledMeter.UncachedInput);
        var meters = call.Meters;
        yield return Line(group, BilledMeter.UncachedInput, meters.UncachedInput, rates.Input);
        yield return Line(group, BilledMeter.CacheRead, meters.CacheRead, rates.CacheRead);
        yield return Line(group, BilledMeter.CacheWrite5m, meters.CacheWrite5m, rates.Write5m);
        yield return Line(group, BilledMeter.CacheWrite1h, meters.CacheWrite1h, rates.Write1h);
        yield return Line(group, BilledMeter.Output, meters.Output + call.HiddenReasoningTokens, rates.Output);
    }

    private static BilledLine Line(BilledGroup group, BilledMeter meter, long tokens, long rate) =>
        new(group with { Meter = meter }, tokens, (BigInteger)tokens * rate);
}
