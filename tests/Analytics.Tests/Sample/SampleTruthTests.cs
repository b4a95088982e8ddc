using System.Globalization;
using System.Text.Json;
using Analytics.Sources.Sample;

namespace Analytics.Tests.Sample;

/// <summary>truth.json against itself and against a naive reading of the generated logs, for two seeds.</summary>
public sealed class SampleTruthTests
{
    [Theory]
    [InlineData(SampleOptions.DefaultSeed)]
    [InlineData(99)]
    public async Task Truth_Totals_AreSumsOfTheirParts(ulong seed)
    {
        var truth = (await GeneratedSample.OfSeedAsync(seed)).Truth;

        var requests = truth.GetProperty("requests");
        var byDay = requests.GetProperty("by_provider_and_day").EnumerateObject()
            .SelectMany(static provider => provider.Value.EnumerateObject())
            .Sum(static day => day.Value.GetInt64());
        Assert.Equal(requests.GetProperty("total").GetInt64(), byDay);
        var seen = requests.GetProperty("seen_by_kind").EnumerateObject().Sum(static kind => kind.Value.GetInt64());
        Assert.Equal(byDay + requests.GetProperty("seen_by_gateway_and_service").GetInt64(), seen);

        Assert.All(
            requests.GetProperty("by_provider_and_day").EnumerateObject()
                .SelectMany(static provider => provider.Value.EnumerateObject())
                .ToList(),
            static day => Assert.InRange(day.Name, "2026-08-31", "2026-10-11"));

        var cost = truth.GetProperty("list_cost");
        var total = Usd(cost, "total_usd");
        foreach (var dimension in new[] { "by_provider_usd", "by_llm_model_usd", "by_feature_usd", "by_month_usd" })
        {
            Assert.Equal(total, SumOf(cost.GetProperty(dimension)));
        }

        var customers = cost.GetProperty("by_customer").EnumerateArray().ToList();
        Assert.Equal(120, customers.Count);
        Assert.Equal(
            total, customers.Sum(static customer => Usd(customer, "list_cost_usd")) + Usd(cost, "unattributed_usd"));
        Assert.All(customers, static customer => Assert.Equal(
            Usd(customer, "list_cost_usd"), SumOf(customer.GetProperty("by_month_usd"))));
        Assert.Equal(
            requests.GetProperty("total").GetInt64(),
            customers.Sum(static customer => customer.GetProperty("requests").GetInt64())
                + requests.GetProperty("unattributed").GetInt64());

        var tokens = truth.GetProperty("tokens");
        Assert.All(tokens.GetProperty("total").EnumerateObject().ToList(), meter => Assert.Equal(
            meter.Value.GetInt64(),
            tokens.GetProperty("by_provider").EnumerateObject()
                .Sum(provider => provider.Value.GetProperty(meter.Name).GetInt64())));
    }

    [Theory]
    [InlineData(SampleOptions.DefaultSeed)]
    [InlineData(99)]
    public async Task Truth_Invoices_ResidualIsSumOfItsParts(ulong seed)
    {
        var faults = Planted((await GeneratedSample.OfSeedAsync(seed)).Truth, "invoice_faults");

        Assert.All(faults.GetProperty("invoices").EnumerateArray().ToList(), static invoice =>
        {
            var residual = Usd(invoice, "billed_usd") - Usd(invoice, "logged_list_cost_usd");
            Assert.Equal(residual, Usd(invoice, "residual_usd"));
            Assert.Equal(residual, SumOf(invoice.GetProperty("residual_parts_usd")));
        });
        Assert.True(Usd(faults.GetProperty("unlogged"), "amount_usd") > 0);
        Assert.True(Usd(faults.GetProperty("wrong_price"), "amount_usd") > 0);
        Assert.True(Usd(faults.GetProperty("credit"), "amount_usd") < 0);
    }

    [Theory]
    [InlineData(SampleOptions.DefaultSeed)]
    [InlineData(99)]
    public async Task Truth_PlantedStories_AreWhatTheirNamesSay(ulong seed)
    {
        var truth = (await GeneratedSample.OfSeedAsync(seed)).Truth;

        var underwater = Planted(truth, "underwater_customer");
        Assert.Equal(40m, Usd(underwater, "revenue_usd"));
        Assert.True(Usd(underwater, "list_cost_usd") > 2_000m);

        var plan = Planted(truth, "wrong_plan");
        Assert.NotEqual(plan.GetProperty("plan_id").GetString(), plan.GetProperty("best_plan_id").GetString());
        Assert.True(Usd(plan, "saving_usd") > 0);

        var shift = Planted(truth, "reasoning_shift");
        var before = Usd(shift.GetProperty("before"), "reasoning_per_visible");
        var after = Usd(shift.GetProperty("after"), "reasoning_per_visible");
        Assert.InRange(after / before, 2.5m, 3.5m);

        var hidden = Planted(truth, "hidden_reasoning_shift");
        Assert.Equal(Usd(hidden, "hidden_cost_usd"), hidden.GetProperty("by_day").EnumerateArray()
            .Sum(static day => Usd(day, "hidden_cost_usd")));

        Assert.Equal(0, Planted(truth, "unread_cache").GetProperty("cache_read_tokens").GetInt64());
        Assert.True(Usd(Planted(truth, "retry_storm"), "attempts_per_operation") > 3);
        var peak = Planted(truth, "context_collision").GetProperty("concurrent_prompt_tokens_at_peak").GetInt64();
        Assert.True(peak > 2_000_000);

        var routes = Planted(truth, "cheap_model_dear_task").GetProperty("routes").EnumerateArray().ToList();
        Assert.True(Usd(routes[0], "cost_per_request_usd") < Usd(routes[1], "cost_per_request_usd"));
        Assert.True(Usd(routes[0], "cost_per_resolved_task_usd") > Usd(routes[1], "cost_per_resolved_task_usd"));
    }

    [Theory]
    [InlineData(SampleOptions.DefaultSeed)]
    [InlineData(99)]
    public async Task Truth_Concentration_IsHeavyAndOrdered(ulong seed)
    {
        var truth = (await GeneratedSample.OfSeedAsync(seed)).Truth;

        var customers = truth.GetProperty("concentration").GetProperty("2026-09").GetProperty("customer");
        Assert.InRange(Usd(customers, "gini"), 0.8m, 1m);
        var shares = customers.GetProperty("top_share").EnumerateObject()
            .Select(static share => Number(share.Value))
            .ToList();
        Assert.Equal(shares.Order(), shares);
        Assert.True(shares[^1] > 0.8m);
    }

    [Theory]
    [InlineData(SampleOptions.DefaultSeed)]
    [InlineData(99)]
    public async Task GatewayLog_ReadNaively_HoldsWhatTruthCounts(ulong seed)
    {
        var sample = await GeneratedSample.OfSeedAsync(seed);
        var damaged = sample.Truth.GetProperty("damaged_file");
        var seen = sample.Truth.GetProperty("requests").GetProperty("seen_by_kind").GetProperty("litellm").GetInt64();
        var lines = sample.LinesBelow("litellm").ToList();

        Assert.Equal(
            seen + damaged.GetProperty("exact_duplicates").GetInt64() + damaged.GetProperty("quarantined").GetInt64(),
            lines.Count);
        var sound = sample.Report.Files
            .Where(path => path.StartsWith("litellm/", StringComparison.Ordinal)
                && path != damaged.GetProperty("path").GetString())
            .SelectMany(sample.LinesOf)
            .Select(static line => JsonDocument.Parse(line).RootElement)
            .ToList();
        Assert.Equal(seen - damaged.GetProperty("accepted").GetInt64(), sound.Count);
        Assert.Equal(sound.Count, sound.DistinctBy(static row => row.GetProperty("request_id").GetString()).Count());
        Assert.All(sound, static row => Assert.Equal(
            row.GetProperty("total_tokens").GetInt64(),
            row.GetProperty("prompt_tokens").GetInt64() + row.GetProperty("completion_tokens").GetInt64()));
        Assert.True(sound.Sum(static row => row.GetProperty("spend").GetDecimal())
            <= Usd(sample.Truth.GetProperty("reported_cost"), "gateway_spend_usd"));
    }

    [Fact]
    public async Task Sources_EveryPath_HoldsGeneratedFiles()
    {
        var sample = await GeneratedSample.OfSeedAsync(SampleOptions.DefaultSeed);

        var sources = JsonDocument.Parse(sample.Content("sources.json")).RootElement.EnumerateArray().ToList();
        Assert.Equal(15, sources.Count);
        Assert.All(sources, source => Assert.Contains(
            sample.Report.Files,
            path => path.StartsWith(source.GetProperty("path").GetString() + "/", StringComparison.Ordinal)));
    }

    private static JsonElement Planted(JsonElement truth, string name) =>
        truth.GetProperty("planted").GetProperty(name);

    private static decimal Usd(JsonElement parent, string name) => Number(parent.GetProperty(name));

    private static decimal SumOf(JsonElement amounts) =>
        amounts.EnumerateObject().Sum(static amount => Number(amount.Value));

    private static decimal Number(JsonElement text) => decimal.Parse(text.GetString()!, CultureInfo.InvariantCulture);
}
