using System.Globalization;
using System.Numerics;

namespace Analytics.Sources.Sample;

/// <summary>Prices calls in whole picodollars (10^-12 USD) and writes exact decimals.</summary>
internal static class SampleMoney
{
    private static readonly BigInteger PicousdPerUsd = BigInteger.Pow(10, 12);

    /// <summary>List rates of the call by tier and prompt size, or null when the model has no public price.</summary>
    public static MeterRates? RatesOf(SampleCall call)
    {
        var rates = call.IsAtLongContextPrice ? call.Model.LongRates : call.Model.Rates;
        return call.Tier switch
        {
            SampleTier.Priority => rates?.Doubled(),
            SampleTier.Batch => rates?.Halved(),
            _ => rates,
        };
    }

    /// <summary>Cost of the logged tokens at list price, or null when unpriced.</summary>
    public static long? ListCostOf(SampleCall call) => RatesOf(call) is { } rates ? Cost(call.Meters, rates) : null;

    /// <summary>
    /// What the gateway notes as spend: its price map knows no long-context rates and counts an unknown model as free.
    /// </summary>
    public static long GatewaySpendOf(SampleCall call)
    {
        if (call.Model.Rates is not { } rates)
        {
            return 0;
        }

        return Cost(call.Meters, call.Tier == SampleTier.Batch ? rates.Halved() : rates);
    }

    /// <summary>Tokens times rates, in picodollars.</summary>
    public static long Cost(TokenMeters meters, MeterRates rates) =>
        (meters.UncachedInput * rates.Input)
        + (meters.CacheRead * rates.CacheRead)
        + (meters.CacheWrite5m * rates.Write5m)
        + (meters.CacheWrite1h * rates.Write1h)
        + (meters.Output * rates.Output);

    /// <summary>Picodollars as exact US dollars, such as <c>0.0544</c>.</summary>
    public static string Usd(BigInteger picousd) => Ratio(picousd, PicousdPerUsd);

    /// <summary>Picodollars as exact US cents.</summary>
    public static string Cents(BigInteger picousd) => Ratio(picousd * 100, PicousdPerUsd);

    /// <summary>A quotient rounded to 12 decimals, halves away from zero, without trailing zeros.</summary>
    public static string Ratio(BigInteger numerator, BigInteger denominator)
    {
        var isNegative = numerator.Sign * denominator.Sign < 0;
        var divisor = BigInteger.Abs(denominator);
        var scaled = ((BigInteger.Abs(numerator) * PicousdPerUsd * 2) + divisor) / (divisor * 2);
        var whole = BigInteger.DivRem(scaled, PicousdPerUsd, out var fraction);
        var digits = fraction.ToString("D12", CultureInfo.InvariantCulture).TrimEnd('0');
        var text = whole.ToString(CultureInfo.InvariantCulture) + (digits.Length > 0 ? "." + digits : "");
        return isNegative && !scaled.IsZero ? "-" + text : text;
    }

    /// <summary>Exact sum of the list costs of priced calls.</summary>
    public static BigInteger SumListCost(IEnumerable<SampleCall> calls) =>
        calls.Aggregate(BigInteger.Zero, static (sum, call) => sum + (ListCostOf(call) ?? 0));
}
