using System.Text.Json;
using Analytics.Sources.Sample.Traffic;
using Analytics.Sources.Sample.Truth;

namespace Analytics.Sources.Sample.Planted;

/// <summary>
/// The company's own GPU serves a small model to a few customers, and for half an hour three of them send so long
/// contexts at once that its memory does not hold them. Customers of a flat plan, whose bill no token changes.
/// </summary>
internal sealed class CapacityCollision : IPlantedTruth
{
    private const string Feature = "redaction";

    private const int CallsPerWorkday = 6;

    private const int CollidingCalls = 30;

    private static readonly int[] QuietRanks = [64, 71, 78, 85, 92];

    private static readonly int[] CollidingRanks = [66, 77, 90];

    private static readonly DateTimeOffset From = SampleCalendar.At(new DateOnly(2026, 10, 7), 13, 0);

    public string Name => "capacity_collision";

    public void Plant(SampleWorld world)
    {
        var random = world.Random(Name);
        foreach (var day in SampleCalendar.Days.Where(IsWorkday))
        {
            for (var call = 0; call < CallsPerWorkday; call++)
            {
                var startedAt = SampleCalendar.At(day, (int)random.Between(8, 17), random.Between(0, 3_500_000_000));
                Add(world, random, QuietRanks, startedAt, random.Between(2_000, 12_000), random.Between(4_000, 15_000));
            }
        }

        for (var call = 0; call < CollidingCalls; call++)
        {
            var startedAt = From.AddMilliseconds(random.Between(0, 1_500_000));
            Add(
                world, random, CollidingRanks, startedAt, random.Between(85_000, 118_000),
                random.Between(150_000, 300_000));
        }
    }

    public void Describe(Utf8JsonWriter json, SampleWorld world)
    {
        var calls = world.Calls
            .Where(static call => call.Feature == Feature && call.StartedAt >= From && call.StartedAt < From.AddHours(1))
            .ToList();
        var peak = calls
            .Select(start => calls.Where(call => call.FirstTokenAt <= start.EndedAt && call.EndedAt >= start.EndedAt).ToList())
            .OrderByDescending(static together => together.Sum(static call => call.Meters.Prompt))
            .First();
        json.WriteString("deployment", OwnGpu.Deployment);
        json.WriteString("llm_model", SampleModels.OwnLlama.Id);
        json.WriteString("feature", Feature);
        json.WriteTime("from", From);
        json.WriteTime("to", calls.Max(static call => call.EndedAt));
        json.WriteNumber("requests", calls.Count);
        json.WriteNumber("prompt_tokens", calls.Sum(static call => call.Meters.Prompt));
        json.WriteNumber("concurrent_requests_at_token_peak", peak.Count);
        json.WriteNumber("concurrent_prompt_tokens_at_peak", peak.Sum(static call => call.Meters.Prompt));
        json.WriteNumber("kv_bytes_per_token", OwnGpu.KvBytesPerToken);
        json.WriteNumber("kv_room_bytes", OwnGpu.KvRoomBytes);
        json.WriteUsd("rent_usd", TruthJson.PicousdOf(OwnGpu.RentUsdPerHour * 24L * SampleCalendar.DayCount));
        json.WriteStartArray("customer_ids");
        foreach (var rank in CollidingRanks)
        {
            json.WriteStringValue(world.Company.Rank(rank).CustomerId);
        }

        json.WriteEndArray();
    }

    private static bool IsWorkday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static void Add(
        SampleWorld world,
        SampleRandom random,
        int[] ranks,
        DateTimeOffset startedAt,
        long promptTokens,
        long durationMilliseconds)
    {
        var meters = new TokenMeters(promptTokens, 0, 0, 0, random.Between(200, 900), 0);
        world.Add(ProductTraffic.NewCall(random, SampleModels.OwnLlama, startedAt, meters) with
        {
            DurationMilliseconds = durationMilliseconds,
            SeenBy = SampleSightings.Inference,
            Customer = world.Company.Rank(ranks[random.Between(0, ranks.Length - 1)]),
            UserId = "u3",
            Feature = Feature,
            SessionId = "s-" + random.Hex(12),
            OperationId = "op-" + random.Hex(12),
        });
    }
}
