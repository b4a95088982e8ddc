using System.Text.Json;
using Analytics.Sources.Sample.Traffic;
using Analytics.Sources.Sample.Truth;

namespace Analytics.Sources.Sample.Planted;

/// <summary>
/// A customer on the flat $40 plan whose agent sends a whole code base with every call and caches nothing.
/// </summary>
internal sealed class UnderwaterCustomer : IPlantedTruth
{
    private const int Rank = 83;

    private const int CallsPerDay = 75;

    private const string Feature = "code-agent";

    public string Name => "underwater_customer";

    public void Plant(SampleWorld world)
    {
        var random = world.Random(Name);
        foreach (var day in SampleCalendar.Days)
        {
            var startedAt = SampleCalendar.At(day, 6, random.Between(0, 900_000_000));
            var sessionId = "s-" + random.Hex(12);
            for (var call = 0; call < CallsPerDay; call++)
            {
                var meters = new TokenMeters(random.Between(180_000, 520_000), 0, 0, 0, random.Around(1_400), 0);
                world.Add(ProductTraffic.NewCall(random, SampleModels.Opus48, startedAt, meters) with
                {
                    SeenBy = SampleSightings.Gateway,
                    Customer = world.Company.Rank(Rank),
                    UserId = "u1",
                    Feature = Feature,
                    SessionId = sessionId,
                    OperationId = "op-" + random.Hex(12),
                });
                startedAt = startedAt.AddSeconds(random.Between(200, 900));
            }
        }
    }

    public void Describe(Utf8JsonWriter json, SampleWorld world)
    {
        var customer = world.Company.Rank(Rank);
        var inMonth = world.Calls
            .Where(call => world.CustomerIdOf(call) == customer.CustomerId && TruthJson.IsInFullMonth(call))
            .ToList();
        json.WriteString("customer_id", customer.CustomerId);
        json.WriteString("plan_id", customer.Plan.PlanId);
        json.WriteString("month", TruthJson.Month(SampleCalendar.FullMonth));
        json.WriteUsd("revenue_usd", TruthJson.PicousdOf(customer.Plan.MonthlyFeeUsd));
        json.WriteUsd("list_cost_usd", SampleMoney.SumListCost(inMonth));
        json.WriteNumber("requests", inMonth.Count);
        json.WriteString("main_driver_meter", "uncached_input");
        json.WriteString("feature", Feature);
        json.WriteString("llm_model", SampleModels.Opus48.Id);
    }
}
