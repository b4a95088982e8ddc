using System.Numerics;
using Analytics.Engine;
using Analytics.SqlModels;

namespace Analytics.Tests.SqlModels;

/// <summary>Money at the ends of its types, against whole numbers without an end: exact, unknown or refused, never another.</summary>
public sealed class MoneyExtremesTests : IDisposable
{
    private const int Seed = 20_261_122;

    private static readonly SqlProject Project = SqlProject.Load(Path.Combine(RepositoryFolder.Path, "sql"));

    private readonly EmptyProject empty = EmptyProject.Open(Project);

    public void Dispose() => empty.Dispose();

    [Fact]
    [Survives(21)]
    public async Task MeterCost_AtItsLimit_FitsTwelveTimesAndIsUnknownBeyond()
    {
        const string Dearest = "1000000000::bigint";
        Assert.Equal(
            $"{12 * new BigInteger(500_000_000) * 1_000_000_000}",
            await TextAsync($"12 * meter_cost(priceable_tokens(), {Dearest}, priceable_tokens())"));
        Assert.Null(await TextAsync($"meter_cost(priceable_tokens() + 1, {Dearest}, priceable_tokens())"));
        Assert.Null(await TextAsync($"meter_cost(9223372036854775807, {Dearest}, priceable_tokens())"));
        Assert.Null(await TextAsync("picousd_per_unit('99999999999999999999', 0)"));
        Assert.Equal("9223372036854775807", await TextAsync("picousd_per_unit('9223372.036854775807', 0)"));
        Assert.Null(await TextAsync("picousd_per_unit('9223372.036854775808', 0)"));
    }

    [Fact]
    [Survives(21)]
    public async Task Sum_OfManyRequestsAtTheLimit_LeavesBigintAndStaysExact()
    {
        const long Requests = 1_000_000;
        var expected = (new BigInteger(long.MaxValue) * Requests) - (new BigInteger(Requests) * (Requests - 1) / 2);

        var found = await TextAsync($"sum(9223372036854775807 - range) from range({Requests})");

        Assert.Equal($"{expected}", found);
    }

    [Fact]
    [Survives(21)]
    public async Task Usd_OfAnyPicodollars_HasEveryDigit()
    {
        var random = new Random(Seed);
        for (var digits = 1; digits <= 38; digits++)
        {
            var picousd = WholeNumber(random, digits);
            var sign = random.Next(2) == 0 ? "-" : "";
            var padded = $"{picousd}".PadLeft(13, '0');

            var found = await TextAsync($"usd('{sign}{picousd}'::hugeint)");

            Assert.True(found == $"{sign}{padded[..^12]}.{padded[^12..]}", $"seed {Seed}: {sign}{picousd} became {found}");
        }

        // One more digit than the type has.
        await Assert.ThrowsAsync<EngineException>(() => TextAsync($"usd('1{new string('0', 38)}'::hugeint)"));
    }

    [Fact]
    [Survives(21)]
    public async Task Amounts_OfEighteenDecimals_ComeBackFromTheirUnits()
    {
        var random = new Random(Seed);
        for (var digits = 19; digits <= 38; digits++)
        {
            var units = $"{WholeNumber(random, digits)}";
            var amount = $"{units[..^18]}.{units[^18..]}";

            Assert.Equal(units, await TextAsync($"units_of_amount('{amount}'::decimal(38, 18))"));
            Assert.Equal(amount, await TextAsync($"amount_of_units('{units}'::hugeint)"));
        }
    }

    private Task<string?> TextAsync(string expression)
    {
        var (value, from) = expression.Split(" from ", 2) is [var left, var right] ? (left, $" from {right}") : (expression, "");
        return empty.Session.ScalarAsync<string?>($"select ({value})::varchar{from}", null, CancellationToken.None);
    }

    // As many nines as not, so that the ends of the type come up.
    private static BigInteger WholeNumber(Random random, int digits) => BigInteger.Parse(string.Concat(
        Enumerable.Range(0, digits).Select(_ => random.Next(2) == 0 ? 9 : random.Next(1, 10))), null);
}
