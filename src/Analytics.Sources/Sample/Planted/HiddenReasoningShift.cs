using System.Numerics;
using System.Text.Json;
using Analytics.Sources.Sample.Truth;

namespace Analytics.Sources.Sample.Planted;

/// <summary>
/// From one day on a model thinks before it answers, and the service's instrumentation drops the thinking tokens: the
/// logs stay flat and only the invoice grows.
/// </summary>
internal sealed class HiddenReasoningShift : IPlantedTruth
{
    private const string Feature = "summaries";

    private static readonly DateOnly ShiftDay = new(2026, 9, 29);

    public string Name => "hidden_reasoning_shift";

    public void Plant(SampleWorld world)
    {
        var random = world.Random(Name);
        world.Rewrite(
            static call => IsInSeries(call) && call.Day >= ShiftDay,
            call => call with { HiddenReasoningTokens = call.Meters.VisibleOutput * random.Between(30, 50) / 10 });
    }

    public void Describe(Utf8JsonWriter json, SampleWorld world)
    {
        var calls = world.Calls.Where(static call => IsInSeries(call) && call.Day >= ShiftDay).ToList();
        var hidden = calls.Sum(static call => call.HiddenReasoningTokens);
        json.WriteString("provider", SampleModels.GeminiFlash.Provider);
        json.WriteString("llm_model", SampleModels.GeminiFlash.Id);
        json.WriteString("feature", Feature);
        json.WriteDay("start_day", ShiftDay);
        json.WriteBoolean("is_visible_in_logs", false);
        json.WriteNumber("requests", calls.Count);
        json.WriteNumber("logged_visible_output_tokens", calls.Sum(static call => call.Meters.VisibleOutput));
        json.WriteNumber("hidden_reasoning_tokens", hidden);
        json.WriteUsd("hidden_cost_usd", CostOf(hidden));
        json.WriteStartArray("by_day");
        foreach (var day in calls.GroupBy(static call => call.Day).OrderBy(static day => day.Key))
        {
            var hiddenOfDay = day.Sum(static call => call.HiddenReasoningTokens);
            json.WriteStartObject();
            json.WriteDay("day", day.Key);
            json.WriteNumber("hidden_reasoning_tokens", hiddenOfDay);
            json.WriteUsd("hidden_cost_usd", CostOf(hiddenOfDay));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static bool IsInSeries(SampleCall call) =>
        call.Model == SampleModels.GeminiFlash && call.Feature == Feature;

    private static BigInteger CostOf(long tokens) => (BigInteger)tokens * SampleModels.GeminiFlash.Rates!.Value.Output;
}
