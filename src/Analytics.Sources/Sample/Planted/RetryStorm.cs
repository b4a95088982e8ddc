using System.Text.Json;
using Analytics.Sources.Sample.Traffic;
using Analytics.Sources.Sample.Truth;

namespace Analytics.Sources.Sample.Planted;

/// <summary>
/// Two hours in which the provider is overloaded: operations are tried again and again; some failed attempts were
/// refused at once, others broke off after tokens had been billed.
/// </summary>
internal sealed class RetryStorm : IPlantedTruth
{
    private const int Operations = 240;

    private const int MostAttempts = 6;

    private const string Feature = "assistant";

    private const string Overloaded = "InternalServerError";

    private const string BrokenOff = "Timeout";

    private static readonly DateOnly Day = new(2026, 9, 17);

    private static readonly DateTimeOffset From = SampleCalendar.At(Day, 14, 0);

    private static readonly DateTimeOffset To = From.AddHours(2);

    private readonly HashSet<string> operationIds = [];

    public string Name => "retry_storm";

    public void Plant(SampleWorld world)
    {
        operationIds.Clear();
        var random = world.Random(Name);
        var customers = world.Company.Customers;
        var weights = customers.Select(static customer => customer.Weight).ToArray();
        for (var number = 0; number < Operations; number++)
        {
            var operationId = "op-" + random.Hex(12);
            var sessionId = "s-" + random.Hex(12);
            var customer = customers[random.PickWeighted(weights)];
            var prompt = random.Around(16_000);
            var startedAt = From.AddMilliseconds(random.Between(0, 6_600_000));
            operationIds.Add(operationId);
            var attempts = random.Between(2, MostAttempts);
            for (var attempt = 1; attempt <= attempts; attempt++)
            {
                var call = Attempt(random, startedAt, prompt, isLast: attempt == attempts) with
                {
                    SeenBy = SampleSightings.Gateway,
                    Customer = customer,
                    UserId = "u1",
                    Feature = Feature,
                    SessionId = sessionId,
                    OperationId = operationId,
                    AttemptNo = attempt,
                };
                world.Add(call);
                startedAt = call.EndedAt.AddMilliseconds(random.Between(500, 4_000));
            }
        }
    }

    public void Describe(Utf8JsonWriter json, SampleWorld world)
    {
        var attempts = world.Calls.Where(call => operationIds.Contains(call.OperationId)).ToList();
        var failed = attempts.Where(static call => call.StatusCode >= 400).ToList();
        json.WriteString("llm_model", SampleModels.Opus48.Id);
        json.WriteString("feature", Feature);
        json.WriteTime("from", From);
        json.WriteTime("to", To);
        json.WriteNumber("operations", operationIds.Count);
        json.WriteNumber("attempts", attempts.Count);
        json.WriteString("attempts_per_operation", SampleMoney.Ratio(attempts.Count, operationIds.Count));
        json.WriteNumber("failed_attempts", failed.Count);
        json.WriteNumber("failed_attempts_with_tokens", failed.Count(static call => call.Meters.Total > 0));
        json.WriteUsd("failed_cost_usd", SampleMoney.SumListCost(failed));
        json.WriteUsd("list_cost_usd", SampleMoney.SumListCost(attempts));
        json.WriteStartObject("failed_attempts_by_error_type");
        json.WriteNumber(Overloaded, failed.Count(static call => call.ErrorType == Overloaded));
        json.WriteNumber(BrokenOff, failed.Count(static call => call.ErrorType == BrokenOff));

        json.WriteEndObject();
    }

    private static SampleCall Attempt(SampleRandom random, DateTimeOffset startedAt, long prompt, bool isLast)
    {
        var isRefused = !isLast && random.Chance(6_000);
        var meters = isRefused
            ? default
            : new TokenMeters(prompt, 0, 0, 0, isLast ? random.Around(450) : random.Between(5, 120), 0);
        var call = ProductTraffic.NewCall(random, SampleModels.Opus48, startedAt, meters);
        if (isLast)
        {
            return call;
        }

        return isRefused
            ? call with { StatusCode = 529, ErrorType = Overloaded, DurationMilliseconds = 300 }
            : call with { StatusCode = 408, ErrorType = BrokenOff, DurationMilliseconds = 30_000 };
    }
}
