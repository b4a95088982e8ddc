using System.Text.Json;
using Analytics.Sources.Sample.Traffic;
using Analytics.Sources.Sample.Truth;

namespace Analytics.Sources.Sample.Planted;

/// <summary>Two models solve the same kind of task: one costs a fifth per call and more per resolved task.</summary>
internal sealed class CheapModelDearTask : IPlantedTruth
{
    private const string Feature = "ticket-resolution";

    private const int TasksPerModel = 180;

    private static readonly Route Cheap = new(SampleModels.Haiku45, 5, 9, 3_800, 25);

    private static readonly Route Strong = new(SampleModels.Opus48, 1, 2, 9_300, 12);

    public string Name => "cheap_model_dear_task";

    public void Plant(SampleWorld world)
    {
        var random = world.Random(Name);
        foreach (var route in new[] { Cheap, Strong })
        {
            for (var task = 0; task < TasksPerModel; task++)
            {
                AddTask(world, random, route);
            }
        }
    }

    public void Describe(Utf8JsonWriter json, SampleWorld world)
    {
        json.WriteString("feature", Feature);
        json.WriteString("cheaper_per_call", Cheap.Model.Id);
        json.WriteString("cheaper_per_resolved_task", Strong.Model.Id);
        json.WriteStartArray("routes");
        foreach (var route in new[] { Cheap, Strong })
        {
            WriteRoute(json, world, route);
        }

        json.WriteEndArray();
    }

    private static void AddTask(SampleWorld world, SampleRandom random, Route route)
    {
        // The first sixty customers only: the small ones do not use this feature.
        var customer = world.Company.Rank((int)random.Between(1, 60));
        var taskId = "task-" + random.Hex(12);
        var startedAt = SampleCalendar.DrawInstant(random, isOffPeakOnly: false);
        var calls = random.Between(route.FewestCalls, route.MostCalls);
        for (var call = 0; call < calls; call++)
        {
            var meters = new TokenMeters(random.Between(9_000, 14_000), 0, 0, 0, random.Around(600), 0);
            world.Add(ProductTraffic.NewCall(random, route.Model, startedAt, meters) with
            {
                SeenBy = SampleSightings.Gateway,
                Customer = customer,
                UserId = "u3",
                Feature = Feature,
                SessionId = taskId,
                OperationId = taskId,
            });
            startedAt = startedAt.AddSeconds(random.Between(15, 50));
        }

        var closedOn = DateOnly.FromDateTime(startedAt.UtcDateTime);
        var isResolved = random.Chance(route.ResolvedShare);
        world.Outcomes.Add(new TaskOutcome(
            taskId,
            world.Company.OwnerOf(customer, SampleSightings.Gateway, closedOn).CustomerId,
            Feature,
            route.Model.Id,
            startedAt,
            isResolved,
            isResolved ? 0 : (int)random.Between(route.HumanMinutes / 2, route.HumanMinutes * 2)));
    }

    private static void WriteRoute(Utf8JsonWriter json, SampleWorld world, Route route)
    {
        var calls = world.Calls.Where(call => call.Feature == Feature && call.Model == route.Model).ToList();
        var outcomes = world.Outcomes.Where(outcome => outcome.FirstModel == route.Model.Id).ToList();
        var resolved = outcomes.Count(static outcome => outcome.IsResolved);
        var cost = SampleMoney.SumListCost(calls);
        json.WriteStartObject();
        json.WriteString("llm_model", route.Model.Id);
        json.WriteNumber("tasks", outcomes.Count);
        json.WriteNumber("resolved_tasks", resolved);
        json.WriteNumber("requests", calls.Count);
        json.WriteNumber("human_minutes", outcomes.Sum(static outcome => outcome.HumanMinutes));
        json.WriteUsd("list_cost_usd", cost);
        json.WriteUsd("cost_per_request_usd", cost / calls.Count);
        json.WriteUsd("cost_per_task_usd", cost / outcomes.Count);
        json.WriteUsd("cost_per_resolved_task_usd", cost / resolved);
        json.WriteEndObject();
    }

    private sealed record Route(SampleModel Model, int FewestCalls, int MostCalls, int ResolvedShare, int HumanMinutes);
}
