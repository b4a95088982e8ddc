using System.Numerics;

namespace Analytics.Worker.Prices;

/// <summary>What one meter of a call costs, and by which row of the price book.</summary>
/// <param name="Meter">Name of the meter.</param>
/// <param name="Quantity">Tokens, or calls of a fee.</param>
/// <param name="PublishedPicousdPerUnit">Price as its source has it, 10^-12 USD; null = the book has none.</param>
/// <param name="Multiplier">Rules multiplied together, such as <c>11/20</c>; null = none, or none speaks of the meter.</param>
/// <param name="PricePicousdPerUnit">Price after the rules, 10^-12 USD; null = unpriced.</param>
/// <param name="CostPicousd">Published cost of the meter, 10^-12 USD; null = unpriced.</param>
/// <param name="PriceSource">Where the price was read.</param>
/// <param name="SourceRow">Key of the row there.</param>
/// <param name="PriceValidFrom">In force from, UTC.</param>
/// <param name="PriceValidTo">In force until, exclusive; null = open.</param>
/// <param name="KnownFrom">Known to us from, UTC.</param>
internal sealed record ExplainedMeter(
    string Meter,
    long Quantity,
    long? PublishedPicousdPerUnit,
    string? Multiplier,
    long? PricePicousdPerUnit,
    long? CostPicousd,
    string? PriceSource,
    string? SourceRow,
    DateTimeOffset? PriceValidFrom,
    DateTimeOffset? PriceValidTo,
    DateTimeOffset? KnownFrom)
{
    /// <summary>Whether quantity times price is the published cost; also true where both are unknown.</summary>
    public bool IsExact => PricePicousdPerUnit is { } price
        ? CostPicousd is null || (BigInteger)Quantity * price == CostPicousd
        : CostPicousd is null;
}
