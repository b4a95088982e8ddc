using System.Numerics;
using System.Text.Json;
using Analytics.Sources.Sample.Traffic;
using Analytics.Sources.Sample.Truth;

namespace Analytics.Sources.Sample.Planted;

/// <summary>A feature that writes a five-minute cache every quarter of an hour: every write expires unread.</summary>
internal sealed class UnreadCache : IPlantedTruth
{
    private const int Rank = 14;

    private const string Feature = "watchlist";

    private static readonly DateOnly FirstDay = new(2026, 9, 7);

    private static readonly DateOnly LastDay = new(2026, 9, 18);

    private static readonly SampleModel Model = SampleModels.Haiku45;

    public string Name => "unread_cache";

    public void Plant(SampleWorld world)
    {
        var random = world.Random(Name);
        var sessionId = "s-" + random.Hex(12);
        for (var day = FirstDay; day <= LastDay; day = day.AddDays(1))
        {
            for (var quarter = 0; quarter < 48; quarter++)
            {
                var second = (quarter % 4 * 900L) + random.Between(0, 120);
                var startedAt = SampleCalendar.At(day, 6 + (quarter / 4), second * 1_000_000);
                var meters = new TokenMeters(
                    random.Between(150, 400), 0, random.Between(44_000, 46_000), 0, random.Around(220), 0);
                world.Add(ProductTraffic.NewCall(random, Model, startedAt, meters) with
                {
                    SeenBy = SampleSightings.Gateway,
                    Customer = world.Company.Rank(Rank),
                    UserId = "scheduler",
                    Feature = Feature,
                    SessionId = sessionId,
                    OperationId = "op-" + random.Hex(12),
                });
            }
        }
    }

    public void Describe(Utf8JsonWriter json, SampleWorld world)
    {
        var calls = world.Calls.Where(static call => call.Feature == Feature).ToList();
        BigInteger written = calls.Sum(static call => call.Meters.CacheWrite5m);
        var rates = Model.Rates!.Value;
        json.WriteString("customer_id", world.Company.Rank(Rank).CustomerId);
        json.WriteString("llm_model", Model.Id);
        json.WriteString("feature", Feature);
        json.WriteDay("first_day", FirstDay);
        json.WriteDay("last_day", LastDay);
        json.WriteString("cache_lifetime", "5m");
        json.WriteString("cause", "expired");
        json.WriteNumber("requests", calls.Count);
        json.WriteNumber("cache_write_5m_tokens", (long)written);
        json.WriteNumber("cache_read_tokens", calls.Sum(static call => call.Meters.CacheRead));
        json.WriteUsd("write_cost_usd", written * rates.Write5m);
        json.WriteUsd("wasted_premium_usd", written * (rates.Write5m - rates.Input));
    }
}
