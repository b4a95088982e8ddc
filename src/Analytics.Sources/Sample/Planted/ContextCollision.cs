using System.Text.Json;
using Analytics.Sources.Sample.Traffic;
using Analytics.Sources.Sample.Truth;

namespace Analytics.Sources.Sample.Planted;

/// <summary>One hour in which three customers send very long prompts at the same time.</summary>
internal sealed class ContextCollision : IPlantedTruth
{
    private const string Feature = "contract-review";

    private const int Requests = 72;

    private static readonly int[] Ranks = [2, 6, 11];

    private static readonly DateTimeOffset From = SampleCalendar.At(new DateOnly(2026, 10, 6), 10, 0);

    public string Name => "context_collision";

    public void Plant(SampleWorld world)
    {
        var random = world.Random(Name);
        for (var request = 0; request < Requests; request++)
        {
            var meters = new TokenMeters(
                random.Between(280_000, 780_000), 0, 0, 0, random.Around(2_000), random.Around(3_000));
            var startedAt = From.AddMilliseconds(random.Between(0, 3_300_000));
            world.Add(ProductTraffic.NewCall(random, SampleModels.Gpt54, startedAt, meters) with
            {
                DurationMilliseconds = random.Between(60_000, 240_000),
                SeenBy = SampleSightings.Gateway,
                Customer = world.Company.Rank(Ranks[random.Between(0, Ranks.Length - 1)]),
                UserId = "u4",
                Feature = Feature,
                SessionId = "s-" + random.Hex(12),
                OperationId = "op-" + random.Hex(12),
                ReasoningEffort = "high",
            });
        }
    }

    public void Describe(Utf8JsonWriter json, SampleWorld world)
    {
        var calls = world.Calls.Where(static call => call.Feature == Feature).ToList();
        var peak = calls
            .Select(start => start.StartedAt)
            .Select(at => calls.Where(call => call.StartedAt <= at && call.EndedAt > at).ToList())
            .OrderByDescending(static together => together.Sum(static call => call.Meters.Prompt))
            .First();
        json.WriteString("llm_model", SampleModels.Gpt54.Id);
        json.WriteString("feature", Feature);
        json.WriteTime("from", From);
        json.WriteTime("to", From.AddHours(1));
        json.WriteNumber("requests", calls.Count);
        json.WriteNumber("prompt_tokens", calls.Sum(static call => call.Meters.Prompt));
        json.WriteNumber("requests_at_long_context_price", calls.Count(static call => call.IsAtLongContextPrice));
        json.WriteNumber("concurrent_requests_at_token_peak", peak.Count);
        json.WriteNumber("concurrent_prompt_tokens_at_peak", peak.Sum(static call => call.Meters.Prompt));
        json.WriteTime("peak_at", peak.Max(static call => call.StartedAt));
        json.WriteUsd("list_cost_usd", SampleMoney.SumListCost(calls));
        json.WriteStartArray("customer_ids");
        foreach (var rank in Ranks)
        {
            json.WriteStringValue(world.Company.Rank(rank).CustomerId);
        }

        json.WriteEndArray();
    }
}
