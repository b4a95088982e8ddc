using System.Text.Json;
using Analytics.Sources.Sample.Traffic;
using Analytics.Sources.Sample.Truth;

namespace Analytics.Sources.Sample.Planted;

/// <summary>A customer on a small plan that pays more in overage than the next plan would cost.</summary>
internal sealed class WrongPlan : IPlantedTruth
{
    private const int Rank = 41;

    private const int CallsPerDay = 28;

    public string Name => "wrong_plan";

    public void Plant(SampleWorld world)
    {
        var random = world.Random(Name);
        foreach (var day in SampleCalendar.Days)
        {
            var startedAt = SampleCalendar.At(day, 8, random.Between(0, 900_000_000));
            for (var call = 0; call < CallsPerDay; call++)
            {
                var meters = new TokenMeters(random.Between(60_000, 100_000), 0, 0, 0, random.Around(300), 0);
                world.Add(ProductTraffic.NewCall(random, SampleModels.Gpt5Nano, startedAt, meters) with
                {
                    SeenBy = SampleSightings.Gateway,
                    Customer = world.Company.Rank(Rank),
                    UserId = "u2",
                    Feature = "document-sort",
                    SessionId = "s-" + random.Hex(12),
                    OperationId = "op-" + random.Hex(12),
                });
                startedAt = startedAt.AddSeconds(random.Between(600, 1_500));
            }
        }
    }

    public void Describe(Utf8JsonWriter json, SampleWorld world)
    {
        var customer = world.Company.Rank(Rank);
        var tokens = TruthJson.TokensInFullMonth(world, customer.CustomerId);
        var candidates = SampleCompany.Plans.Where(static plan => plan.IncludedTokens is not null).ToList();
        var best = candidates.OrderBy(plan => plan.MonthUsd(tokens)).First();
        json.WriteString("customer_id", customer.CustomerId);
        json.WriteString("plan_id", customer.Plan.PlanId);
        json.WriteString("month", TruthJson.Month(SampleCalendar.FullMonth));
        json.WriteNumber("tokens", tokens);
        json.WriteString("best_plan_id", best.PlanId);
        json.WriteUsd("saving_usd", TruthJson.PicousdOf(customer.Plan.MonthUsd(tokens) - best.MonthUsd(tokens)));
        json.WriteStartObject("month_usd_by_metered_plan");
        foreach (var plan in candidates)
        {
            json.WriteUsd(plan.PlanId, TruthJson.PicousdOf(plan.MonthUsd(tokens)));
        }

        json.WriteEndObject();
    }
}
