using System.Text.Json;
using Analytics.Sources.Sample.Truth;

namespace Analytics.Sources.Sample.Planted;

/// <summary>From one day on a model thinks three times as long in one feature; the logs show it.</summary>
internal sealed class ReasoningShift : IPlantedTruth
{
    private const string Feature = "research";

    private const int Factor = 3;

    private static readonly DateOnly ShiftDay = new(2026, 9, 22);

    public string Name => "reasoning_shift";

    public void Plant(SampleWorld world) => world.Rewrite(
        static call => IsInSeries(call) && call.Day >= ShiftDay,
        static call => call with { Meters = call.Meters with { Reasoning = call.Meters.Reasoning * Factor } });

    public void Describe(Utf8JsonWriter json, SampleWorld world)
    {
        json.WriteString("provider", SampleModels.Gpt54.Provider);
        json.WriteString("llm_model", SampleModels.Gpt54.Id);
        json.WriteString("feature", Feature);
        json.WriteDay("start_day", ShiftDay);
        json.WriteNumber("factor", Factor);
        json.WriteBoolean("is_visible_in_logs", true);
        WriteSide(json, "before", [.. world.Calls.Where(static call => IsInSeries(call) && call.Day < ShiftDay)]);
        WriteSide(json, "after", [.. world.Calls.Where(static call => IsInSeries(call) && call.Day >= ShiftDay)]);
    }

    private static bool IsInSeries(SampleCall call) => call.Model == SampleModels.Gpt54 && call.Feature == Feature;

    private static void WriteSide(Utf8JsonWriter json, string name, List<SampleCall> calls)
    {
        var visible = calls.Sum(static call => call.Meters.VisibleOutput);
        var reasoning = calls.Sum(static call => call.Meters.Reasoning);
        json.WriteStartObject(name);
        json.WriteNumber("requests", calls.Count);
        json.WriteNumber("visible_output_tokens", visible);
        json.WriteNumber("reasoning_tokens", reasoning);
        json.WriteString("reasoning_per_visible", SampleMoney.Ratio(reasoning, visible));
        json.WriteUsd("list_cost_usd", SampleMoney.SumListCost(calls));
        json.WriteEndObject();
    }
}
