using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Analytics.Sources.Sample.Planted;
using Analytics.Sources.Sample.Writers;

namespace Analytics.Sources.Sample.Truth;

/// <summary>
/// truth.json: what the logs and invoices hold, computed from the calls themselves and not through any model.
/// </summary>
internal static class TruthWriter
{
    private static readonly (string Name, SampleSightings Observer)[] Observers =
    [
        ("litellm", SampleSightings.Gateway),
        ("otel-genai", SampleSightings.Service),
        ("claude-code", SampleSightings.ClaudeCode),
        ("codex", SampleSightings.Codex),
        ("inference", SampleSightings.Inference),
    ];

    private static readonly (string Name, int PerTenThousand)[] TopParts =
        [("0.01%", 1), ("0.1%", 10), ("1%", 100), ("5%", 500), ("10%", 1_000), ("20%", 2_000)];

    public static Task WriteAsync(
        SampleWorld world, IReadOnlyList<IPlantedTruth> truths, SampleFolder folder, CancellationToken cancellation)
    {
        var document = JsonLine.Document(json =>
        {
            json.WriteNumber("seed", world.Seed);
            json.WriteDay("first_day", SampleCalendar.FirstDay);
            json.WriteDay("last_day", SampleCalendar.LastDay);
            json.WriteObject("requests", section => WriteRequests(section, world));
            json.WriteObject("tokens", section => WriteTokens(section, world));
            json.WriteObject("list_cost", section => WriteListCost(section, world));
            json.WriteObject("concentration", section => WriteConcentration(section, world));
            json.WriteObject("reported_cost", section => WriteReportedCost(section, world));
            json.WriteObject("unpriced", section => WriteUnpriced(section, world));
            json.WriteObject("gateway_id_handover", section => WriteHandover(section, world));
            json.WriteObject("damaged_file", section => WriteDamagedFile(section, world));
            json.WriteObject("planted", section =>
            {
                foreach (var truth in truths)
                {
                    section.WriteObject(truth.Name, members => truth.Describe(members, world));
                }
            });
        });
        return folder.WriteLinesAsync("truth.json", [document], cancellation);
    }

    private static void WriteRequests(Utf8JsonWriter json, SampleWorld world)
    {
        json.WriteNumber("total", world.Calls.Count);
        json.WriteNumber("unattributed", world.Calls.Count(static call => call.Customer is null));
        json.WriteNumber("failed", world.Calls.Count(static call => call.StatusCode >= 400));
        json.WriteNumber("batch", world.Calls.Count(static call => call.Tier == SampleTier.Batch));
        json.WriteNumber("priority", world.Calls.Count(static call => call.Tier == SampleTier.Priority));
        json.WriteNumber("at_long_context_price", world.Calls.Count(static call => call.IsAtLongContextPrice));
        json.WriteNumber(
            "seen_by_gateway_and_service",
            world.Calls.Count(static call => call.SeenBy == (SampleSightings.Gateway | SampleSightings.Service)));
        json.WriteObject("seen_by_kind", kinds =>
        {
            foreach (var (name, observer) in Observers)
            {
                kinds.WriteNumber(name, world.Calls.Count(call => call.SeenBy.HasFlag(observer)));
            }
        });
        json.WriteObject("by_provider_and_day", providers =>
        {
            foreach (var provider in ByProvider(world))
            {
                providers.WriteObject(provider.Key, days =>
                {
                    foreach (var day in provider.GroupBy(static call => call.Day).OrderBy(static day => day.Key))
                    {
                        days.WriteNumber(day.Key.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day.Count());
                    }
                });
            }
        });
    }

    private static void WriteTokens(Utf8JsonWriter json, SampleWorld world)
    {
        json.WriteObject("total", section => WriteMeters(section, world.Calls));
        json.WriteObject("by_provider", providers =>
        {
            foreach (var provider in ByProvider(world))
            {
                providers.WriteObject(provider.Key, section => WriteMeters(section, provider));
            }
        });
    }

    private static void WriteMeters(Utf8JsonWriter json, IEnumerable<SampleCall> calls)
    {
        var sum = calls.Aggregate(default(TokenMeters), static (total, call) => total + call.Meters);
        json.WriteNumber("uncached_input", sum.UncachedInput);
        json.WriteNumber("cache_read", sum.CacheRead);
        json.WriteNumber("cache_write_5m", sum.CacheWrite5m);
        json.WriteNumber("cache_write_1h", sum.CacheWrite1h);
        json.WriteNumber("visible_output", sum.VisibleOutput);
        json.WriteNumber("reasoning", sum.Reasoning);
    }

    private static void WriteListCost(Utf8JsonWriter json, SampleWorld world)
    {
        var calls = world.Calls;
        json.WriteUsd("total_usd", SampleMoney.SumListCost(calls));
        json.WriteUsd("unattributed_usd", SampleMoney.SumListCost(calls.Where(static call => call.Customer is null)));
        json.WriteObject("by_provider_usd", section => WriteSums(section, calls, static call => call.Model.Provider));
        json.WriteObject("by_llm_model_usd", section => WriteSums(section, calls, static call => call.Model.Id));
        json.WriteObject("by_feature_usd", section => WriteSums(section, calls, static call => call.Feature));
        json.WriteObject("by_month_usd", section => WriteSums(section, calls, TruthJson.MonthOf));
        WriteListCostByCustomer(json, world);
    }

    private static void WriteListCostByCustomer(Utf8JsonWriter json, SampleWorld world)
    {
        var revenue = Revenue.LinesOf(world);
        var byCustomer = world.Calls.ToLookup(call => world.CustomerIdOf(call) ?? "");
        json.WriteStartArray("by_customer");
        var customers = world.Company.Customers.OrderBy(static customer => customer.CustomerId, StringComparer.Ordinal);
        foreach (var customer in customers)
        {
            var calls = byCustomer[customer.CustomerId].ToList();
            json.WriteStartObject();
            json.WriteString("customer_id", customer.CustomerId);
            json.WriteString("plan_id", customer.Plan.PlanId);
            json.WriteNumber("requests", calls.Count);
            json.WriteUsd("list_cost_usd", SampleMoney.SumListCost(calls));
            json.WriteObject("by_month_usd", section => WriteSums(section, calls, TruthJson.MonthOf));
            json.WriteString(
                "full_month_revenue_usd", SampleMoney.Ratio(Revenue.FullMonthCents(revenue, customer.CustomerId), 100));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteConcentration(Utf8JsonWriter json, SampleWorld world)
    {
        var months = world.Calls
            .GroupBy(TruthJson.MonthOf)
            .OrderBy(static month => month.Key, StringComparer.Ordinal);
        foreach (var month in months)
        {
            json.WriteObject(month.Key, section => WriteConcentrations(section, world, [.. month]));
        }
    }

    private static void WriteConcentrations(Utf8JsonWriter json, SampleWorld world, IReadOnlyList<SampleCall> calls)
    {
        json.WriteObject("customer", section => WriteCurve(section, CostsBy(calls, world.CustomerIdOf)));
        json.WriteObject("session", section => WriteCurve(section, CostsBy(calls, static call => call.SessionId)));
        json.WriteObject("feature", section => WriteCurve(section, CostsBy(calls, static call => call.Feature)));
        json.WriteObject("request", section => WriteCurve(section, CostsBy(calls, static call => call.RequestId)));
    }

    private static void WriteCurve(Utf8JsonWriter json, Concentration concentration)
    {
        json.WriteNumber("members", concentration.Members);
        json.WriteUsd("total_usd", concentration.Total);
        json.WriteString("gini", concentration.Gini());
        json.WriteString("largest_share", concentration.LargestShare);
        json.WriteObject("top_share", section =>
        {
            foreach (var (name, perTenThousand) in TopParts)
            {
                section.WriteString(name, concentration.TopShare(perTenThousand));
            }
        });
    }

    private static void WriteReportedCost(Utf8JsonWriter json, SampleWorld world)
    {
        var calls = world.Calls.Where(static call => call.SeenBy.HasFlag(SampleSightings.Gateway)).ToList();
        var spend = calls.Aggregate(BigInteger.Zero, static (sum, call) => sum + SampleMoney.GatewaySpendOf(call));
        var list = SampleMoney.SumListCost(calls);
        json.WriteUsd("gateway_spend_usd", spend);
        json.WriteUsd("list_cost_usd", list);
        json.WriteUsd("difference_usd", spend - list);
        var priced = calls.Where(static call => SampleMoney.ListCostOf(call) is not null);
        json.WriteNumber(
            "rows_that_differ",
            priced.Count(static call => SampleMoney.ListCostOf(call) != SampleMoney.GatewaySpendOf(call)));
    }

    private static void WriteUnpriced(Utf8JsonWriter json, SampleWorld world)
    {
        var calls = world.Calls.Where(static call => SampleMoney.ListCostOf(call) is null).ToList();
        json.WriteString("provider", SampleModels.MistralTrial.Provider);
        json.WriteString("llm_model", SampleModels.MistralTrial.Id);
        json.WriteNumber("requests", calls.Count);
        json.WriteObject("tokens", section => WriteMeters(section, calls));
    }

    private static void WriteHandover(Utf8JsonWriter json, SampleWorld world)
    {
        var giver = world.Company.Rank(SampleCompany.KeyGiverRank);
        json.WriteString("external_id", giver.EndUser);
        json.WriteString("from_customer_id", giver.CustomerId);
        json.WriteString("to_customer_id", world.Company.Rank(SampleCompany.KeyTakerRank).CustomerId);
        json.WriteDay("first_day_of_new_owner", SampleCompany.KeyMoveDay);
        json.WriteNumber("requests_after_handover", world.Calls.Count(call =>
            call.Customer == giver && world.CustomerIdOf(call) != giver.CustomerId));
    }

    private static void WriteDamagedFile(Utf8JsonWriter json, SampleWorld world)
    {
        var damaged = DamagedLines.Create(world, new LiteLlmLines(world));
        json.WriteString("path", DamagedLines.Path);
        var quarantined = damaged.Refused.Sum(static refused => refused.Value);
        json.WriteNumber("lines", damaged.Good + damaged.Repeated + quarantined);
        json.WriteNumber("accepted", damaged.Good);
        json.WriteNumber("exact_duplicates", damaged.Repeated);
        json.WriteNumber("quarantined", quarantined);
        json.WriteObject("quarantined_by_damage", section =>
        {
            foreach (var (damage, count) in damaged.Refused)
            {
                section.WriteNumber(damage, count);
            }
        });
    }

    private static Concentration CostsBy(IEnumerable<SampleCall> calls, Func<SampleCall, string?> memberOf) => new(calls
        .GroupBy(memberOf)
        .Where(static member => !string.IsNullOrEmpty(member.Key))
        .Select(static member => SampleMoney.SumListCost(member)));

    // A group without a single priced call is left out: unknown is not free.
    private static void WriteSums(Utf8JsonWriter json, IEnumerable<SampleCall> calls, Func<SampleCall, string> keyOf)
    {
        foreach (var group in calls.GroupBy(keyOf).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            if (group.Any(static call => SampleMoney.ListCostOf(call) is not null))
            {
                json.WriteUsd(group.Key, SampleMoney.SumListCost(group));
            }
        }
    }

    private static IEnumerable<IGrouping<string, SampleCall>> ByProvider(SampleWorld world) => world.Calls
        .GroupBy(static call => call.Model.Provider)
        .OrderBy(static provider => provider.Key, StringComparer.Ordinal);
}
