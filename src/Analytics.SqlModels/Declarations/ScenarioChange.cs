using System.Collections.Immutable;
using System.Globalization;
using Analytics.Domain.Declarations;

namespace Analytics.SqlModels.Declarations;

/// <summary>One change of a scenario: what it does, to which requests. A filter that is null lets all pass.</summary>
/// <param name="Kind">price_change, model_swap, cache_policy, plan_change or growth.</param>
/// <param name="Provider">Provider of the requests.</param>
/// <param name="LlmModel">Model of the requests, the price book's id.</param>
/// <param name="Feature">Feature of the requests.</param>
/// <param name="CustomerId">Customer of the requests.</param>
/// <param name="PlanId">For a plan change: plan that the customer has now.</param>
/// <param name="Meter">For a price change: the meter, such as <c>visible_output</c>; null = all.</param>
/// <param name="Factor">Price, requests or (for a swap) output tokens after the change per one before, 0 to 1000.</param>
/// <param name="ToProvider">For a swap: provider of the other model.</param>
/// <param name="ToLlmModel">For a swap: the other model, the price book's id.</param>
/// <param name="ToPolicy">For a cache policy: none, 5m or 1h.</param>
/// <param name="ToPlanId">For a plan change: the other plan.</param>
internal sealed record ScenarioChange(
    string Kind,
    string? Provider,
    string? LlmModel,
    string? Feature,
    string? CustomerId,
    string? PlanId,
    string? Meter,
    decimal? Factor,
    string? ToProvider,
    string? ToLlmModel,
    string? ToPolicy,
    string? ToPlanId)
{
    /// <summary>What a change can do.</summary>
    public const string Price = "price_change", Swap = "model_swap", Cache = "cache_policy", Plan = "plan_change",
        Growth = "growth";

    /// <summary>Columns of <c>declared_scenario_changes</c> that a change fills.</summary>
    public static readonly ImmutableArray<string> Columns =
    [
        "change_kind", "provider", "llm_model", "feature", "customer_id", "plan_id", "meter", "factor_millionths",
        "to_provider", "to_llm_model", "to_policy", "to_plan_id",
    ];

    private const decimal MostFactor = 1000;

    private static readonly string[] Meters =
    [
        "uncached_input", "cache_read", "cache_write_5m", "cache_write_1h", "cache_write_unknown_ttl", "visible_output",
        "reasoning", "input_audio", "output_audio", "image", "web_search", "tool_call",
    ];

    /// <summary>Values of <see cref="Columns"/>; the factor as a whole number of millionths.</summary>
    public ImmutableArray<string?> Row =>
    [
        Kind, Provider, LlmModel, Feature, CustomerId, PlanId, Meter,
        Factor is { } factor ? decimal.Round(factor * 1_000_000).ToString(CultureInfo.InvariantCulture) : null,
        ToProvider, ToLlmModel, ToPolicy, ToPlanId,
    ];

    /// <summary>Reads one entry of <c>changes</c>.</summary>
    public static ScenarioChange Read(DeclaredObject json)
    {
        var kind = json.RequiredWord("kind", Price, Swap, Cache, Plan, Growth);
        var isOfRequests = kind is not Plan;
        var change = new ScenarioChange(
            kind,
            isOfRequests ? json.Text("provider") : null,
            isOfRequests ? json.Text("llm_model") : null,
            isOfRequests ? json.Text("feature") : null,
            json.Text("customer_id"),
            kind is Plan ? json.Text("plan_id") : null,
            kind is Price ? MeterOf(json) : null,
            kind switch
            {
                Price or Growth => json.RequiredNumber("factor", 0, MostFactor),
                Swap => json.Number("output_factor", 0, MostFactor),
                _ => null,
            },
            kind is Swap ? json.RequiredText("to_provider") : null,
            kind is Swap ? json.RequiredText("to_llm_model") : null,
            kind is Cache ? json.RequiredWord("to_policy", "none", "5m", "1h") : null,
            kind is Plan ? json.RequiredText("to_plan_id") : null);
        json.RefuseOthers();
        return change;
    }

    private static string? MeterOf(DeclaredObject json)
    {
        var meter = json.Text("meter");
        if (meter is not null && !Meters.Contains(meter))
        {
            json.FaultAt("meter", $"'meter' is '{meter}', expected one of {string.Join(", ", Meters)}. Choose one.");
        }

        return meter;
    }
}
