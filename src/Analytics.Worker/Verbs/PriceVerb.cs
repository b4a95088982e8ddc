using System.CommandLine;
using System.Globalization;
using Analytics.Domain;
using Analytics.Worker.Prices;
using Analytics.Worker.Terminal;

namespace Analytics.Worker.Verbs;

/// <summary><c>price explain REQUEST-ID</c>: why a call costs what it costs.</summary>
internal static class PriceVerb
{
    /// <summary>What each reason of an unpriced call means, and what to do about it.</summary>
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["no_usage"] = "the log has no counter of it; nothing can be priced",
        ["no_model"] = "the log names no model; nothing can be priced",
        ["unknown_model"] = "the price book has neither the model nor a name declared for it; add a price or a model alias",
        ["no_price_in_force"] = "the book prices the model, but not at that time; add the price of that time",
        ["unknown_tier"] = "the book does not sell this tier, batch, region or prompt size; add the price or the rule",
        ["quantity_out_of_range"] = "a counter is larger than any call can be; look at the log",
        ["missing_meter_price"] = "a used meter has no price here; it is never taken as free; add its price",
        ["unknown_cache_ttl"] = "the log does not say how long the cache was bought for; the cost is an interval",
    };

    /// <summary>The command.</summary>
    public static Command Create(VerbHost host)
    {
        var id = new Argument<string>("request-id")
        {
            Description = "Id of the call as its provider or source gave it, or its dedupe_key.",
        };
        var knownAt = AsKnownOption.Create();
        var explain = new Command("explain", "Shows the price rows, the tier and the arithmetic of one call.") { id, knownAt };
        host.Bind(explain, (context, cancellation) => ExplainAsync(
            context, context.Parsed.GetRequiredValue(id), context.Parsed.GetValue(knownAt), cancellation));
        return new Command("price", "The price book and what it makes of a call.") { explain };
    }

    private static async Task<ExitCode> ExplainAsync(
        VerbContext context, string id, DateTimeOffset? knownAt, CancellationToken cancellation)
    {
        using var database = await context.OpenPublishedAsync(knownAt, [], cancellation);
        var explanations = await PriceExplanation.ReadAsync(database, id, cancellation);
        if (explanations.Count == 0)
        {
            context.Output.Error($"No call '{id}' in generation {database.Manifest.Generation}. "
                + "List ids with query \"select request_id, dedupe_key from priced_requests limit 20\".");
            return ExitCode.Usage;
        }

        if (context.Output.IsJson)
        {
            context.Output.Json(new { database.Manifest.Generation, Calls = explanations });
        }
        else
        {
            foreach (var explanation in explanations)
            {
                Write(context.Output, explanation);
            }
        }

        if (explanations.FirstOrDefault(static explanation => !explanation.IsExact) is { } wrong)
        {
            context.Output.Error($"The meters of {wrong.Call.DedupeKey} do not add up to its published cost. "
                + "Build and publish again; if it stays, the generation is damaged: run 'verify'.");
            return ExitCode.CheckFailed;
        }

        return ExitCode.Ok;
    }

    private static void Write(TerminalOutput output, PriceExplanation explanation)
    {
        var call = explanation.Call;
        output.Line($"{call.RequestId ?? call.DedupeKey}  {Instant(call.StartedAt)}  {call.Provider}  {call.LlmModel}"
            + (call.LlmModel == (call.ResponseLlmModel ?? call.RequestLlmModel)
                ? "" : $" (called {call.ResponseLlmModel ?? call.RequestLlmModel})"));
        output.Line($"  tier {call.PricedServiceTier}{(call.IsServiceTierAssumed ? " (not reported)" : "")}, "
            + $"batch {(call.IsBatch ? "yes" : "no")}, region {call.RegionClass}, "
            + $"prompt {Count(call.PromptTokens)} tokens, "
            + $"price band from {Count(call.PricePromptTokensFrom)} tokens");
        output.Line();
        TextTable.Write(
            output.Text,
            [
                new("meter"), new("quantity", IsNumber: true), new("published_usd", IsNumber: true), new("rules", IsNumber: true),
                new("price_usd", IsNumber: true), new("cost_usd", IsNumber: true), new("in_force"), new("known_from"),
                new("price_source"), new("source_row"),
            ],
            [.. explanation.Meters.Select(Row), ["sum", "", "", "", "", Usd(explanation.SumPicousd), "", "", "", ""]]);
        output.Line();
        output.Line(call.UnpricedReason is not { } reason
            ? $"Cost at list prices: {Usd(call.ListCostPicousd)} USD, the sum of its meters."
            : $"No cost: {reason}: {Reasons.GetValueOrDefault(reason, "see the price book")}.");
        if (call.UnpricedReason is not null && call.ListCostUpperPicousd is not null)
        {
            output.Line($"It costs from {Usd(call.ListCostLowerPicousd)} to {Usd(call.ListCostUpperPicousd)} USD.");
        }

        if (call.ContractId is not null)
        {
            output.Line($"Cost under contract {call.ContractId}: {Usd(call.EffectiveCostPicousd)} USD.");
        }
    }

    private static string[] Row(ExplainedMeter meter) =>
    [
        meter.Meter,
        Count(meter.Quantity),
        Usd(meter.PublishedPicousdPerUnit),
        meter.Multiplier is { } multiplier ? "x " + multiplier : "",
        Usd(meter.PricePicousdPerUnit),
        Usd(meter.CostPicousd),
        meter.PriceValidFrom is { } start ? $"{Instant(start)} to {(meter.PriceValidTo is { } end ? Instant(end) : "open")}" : "",
        meter.KnownFrom is { } known ? Instant(known) : "",
        meter.PriceSource ?? "no price",
        meter.SourceRow ?? "",
    ];

    private static string Usd(long? picousd) => picousd is { } amount
        ? (amount / 1_000_000_000_000m).ToString("0.00##########", CultureInfo.InvariantCulture)
        : "unknown";

    private static string Count(long? number) =>
        number?.ToString("N0", CultureInfo.InvariantCulture) ?? "unknown";

    private static string Instant(DateTimeOffset instant) =>
        instant.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
