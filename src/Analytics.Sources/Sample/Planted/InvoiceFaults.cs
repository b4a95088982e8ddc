using System.Numerics;
using System.Text.Json;
using Analytics.Sources.Sample.Truth;

namespace Analytics.Sources.Sample.Planted;

/// <summary>
/// Why invoices differ from the logs: Anthropic bills a model that nobody calls through the gateway, OpenAI
/// bills one model's output at a wrong price for five days, Google grants a credit (and bills hidden reasoning).
/// </summary>
internal sealed class InvoiceFaults : IPlantedTruth
{
    /// <summary>Credit on Google's invoice, in USD, given for <see cref="CreditDay"/>.</summary>
    public const int CreditUsd = 5;

    private const string UnloggedProvider = "anthropic";

    private const string UnloggedModel = "claude-sonnet-4-6";

    private const long UnloggedInputTokens = 12_345_678;

    private const long UnloggedOutputTokens = 1_234_567;

    private const long UnloggedInputPicousd = 3_000_000;

    private const long UnloggedOutputPicousd = 15_000_000;

    private const long OverchargePicousdPerToken = 3_000_000;

    public static readonly DateOnly CreditDay = new(2026, 9, 30);

    private static readonly DateOnly UnloggedFrom = new(2026, 9, 23);

    private static readonly DateOnly UnloggedTo = new(2026, 9, 25);

    private static readonly DateOnly OverchargeFrom = new(2026, 9, 24);

    private static readonly DateOnly OverchargeTo = new(2026, 9, 28);

    private static readonly string[] InvoicedProviders = ["anthropic", "google", "openai"];

    public string Name => "invoice_faults";

    /// <summary>Lines for usage that stands in no log.</summary>
    public static IEnumerable<BilledLine> ExtraLinesOf(string provider)
    {
        if (provider != UnloggedProvider)
        {
            yield break;
        }

        for (var day = UnloggedFrom; day <= UnloggedTo; day = day.AddDays(1))
        {
            var group = new BilledGroup(day, UnloggedModel, false, false, BilledMeter.UncachedInput);
            yield return new BilledLine(
                group, UnloggedInputTokens, (BigInteger)UnloggedInputTokens * UnloggedInputPicousd);
            yield return new BilledLine(
                group with { Meter = BilledMeter.Output },
                UnloggedOutputTokens,
                (BigInteger)UnloggedOutputTokens * UnloggedOutputPicousd);
        }
    }

    /// <summary>What the wrong price adds to a line, in picodollars; 0 for the lines that are right.</summary>
    public static BigInteger OverchargeOf(BilledLine line) =>
        line.Group.Model == SampleModels.Gpt54.Id
        && line.Group.Meter == BilledMeter.Output
        && line.Group.Day >= OverchargeFrom
        && line.Group.Day <= OverchargeTo
            ? (BigInteger)line.Tokens * OverchargePicousdPerToken
            : BigInteger.Zero;

    /// <inheritdoc/>
    public void Plant(SampleWorld world)
    {
        // Faults stand in the invoices alone; no call changes.
    }

    public void Describe(Utf8JsonWriter json, SampleWorld world)
    {
        WriteUnlogged(json);
        WriteOvercharge(json, world);
        json.WriteStartObject("credit");
        json.WriteString("provider", SampleModels.GeminiFlash.Provider);
        json.WriteDay("day", CreditDay);
        json.WriteUsd("amount_usd", TruthJson.PicousdOf(-CreditUsd));
        json.WriteEndObject();
        json.WriteStartArray("invoices");
        foreach (var provider in InvoicedProviders)
        {
            WriteInvoice(json, world, provider);
        }

        json.WriteEndArray();
    }

    private static void WriteUnlogged(Utf8JsonWriter json)
    {
        json.WriteStartObject("unlogged");
        json.WriteString("provider", UnloggedProvider);
        json.WriteString("llm_model", UnloggedModel);
        json.WriteDay("first_day", UnloggedFrom);
        json.WriteDay("last_day", UnloggedTo);
        json.WriteNumber("uncached_input_tokens_per_day", UnloggedInputTokens);
        json.WriteNumber("output_tokens_per_day", UnloggedOutputTokens);
        json.WriteUsd("amount_usd", UnloggedOf(UnloggedProvider));
        json.WriteEndObject();
    }

    private static void WriteOvercharge(Utf8JsonWriter json, SampleWorld world)
    {
        json.WriteStartObject("wrong_price");
        json.WriteString("provider", SampleModels.Gpt54.Provider);
        json.WriteString("llm_model", SampleModels.Gpt54.Id);
        json.WriteString("meter", "output");
        json.WriteDay("first_day", OverchargeFrom);
        json.WriteDay("last_day", OverchargeTo);
        json.WriteUsd("overcharge_usd_per_million_tokens", OverchargePicousdPerToken * (BigInteger)1_000_000);
        var lines = Invoice.LinesOf(world, SampleModels.Gpt54.Provider);
        json.WriteUsd("amount_usd", OverchargeIn(lines));
        json.WriteStartArray("by_day");
        foreach (var line in lines.Where(static line => OverchargeOf(line) > 0))
        {
            json.WriteStartObject();
            json.WriteDay("day", line.Group.Day);
            json.WriteNumber("output_tokens", line.Tokens);
            json.WriteUsd("billed_usd", line.Picousd);
            json.WriteUsd("overcharge_usd", OverchargeOf(line));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteInvoice(Utf8JsonWriter json, SampleWorld world, string provider)
    {
        var lines = Invoice.LinesOf(world, provider);
        var calls = world.Calls.Where(call => call.Model.Provider == provider).ToList();
        var credit = provider == SampleModels.GeminiFlash.Provider ? TruthJson.PicousdOf(-CreditUsd) : BigInteger.Zero;
        var billed = lines.Aggregate(credit, static (sum, line) => sum + line.Picousd);
        var logged = SampleMoney.SumListCost(calls);
        var hidden = calls
            .Where(static call => call.HiddenReasoningTokens > 0)
            .Aggregate(BigInteger.Zero, static (sum, call) => sum + HiddenCostOf(call));
        json.WriteStartObject();
        json.WriteString("provider", provider);
        json.WriteNumber("usage_lines", lines.Count);
        json.WriteUsd("billed_usd", billed);
        json.WriteUsd("logged_list_cost_usd", logged);
        json.WriteUsd("residual_usd", billed - logged);
        json.WriteStartObject("residual_parts_usd");
        json.WriteUsd("unlogged", UnloggedOf(provider));
        json.WriteUsd("hidden_reasoning", hidden);
        json.WriteUsd("price", OverchargeIn(lines));
        json.WriteUsd("credits", credit);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static BigInteger HiddenCostOf(SampleCall call) =>
        (BigInteger)call.HiddenReasoningTokens * SampleMoney.RatesOf(call)!.Value.Output;

    private static BigInteger UnloggedOf(string provider) =>
        ExtraLinesOf(provider).Aggregate(BigInteger.Zero, static (sum, line) => sum + line.Picousd);

    private static BigInteger OverchargeIn(IEnumerable<BilledLine> lines) =>
        lines.Aggregate(BigInteger.Zero, static (sum, line) => sum + OverchargeOf(line));
}
