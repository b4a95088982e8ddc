using System.Globalization;
using System.Numerics;
using Analytics.Sources.Sample.Planted;

namespace Analytics.Sources.Sample.Writers;

/// <summary>
/// Pages of Anthropic's cost report, grouped by description: decimal cents in text, a page of 31 days at most.
/// </summary>
internal static class AnthropicCostReportWriter
{
    private const int DaysPerPage = 31;

    public static async Task WriteAsync(SampleWorld world, SampleFolder folder, CancellationToken cancellation)
    {
        var lines = Invoice.LinesOf(world, "anthropic").ToLookup(static line => line.Group.Day);
        var pages = SampleCalendar.Days.Chunk(DaysPerPage).ToList();
        for (var page = 0; page < pages.Count; page++)
        {
            var isLast = page == pages.Count - 1;
            var document = JsonLine.Document(json =>
            {
                json.WriteStartArray("data");
                foreach (var day in pages[page])
                {
                    json.WriteStartObject();
                    json.WriteString("starting_at", $"{day:yyyy-MM-dd}T00:00:00Z");
                    json.WriteString("ending_at", $"{day.AddDays(1):yyyy-MM-dd}T00:00:00Z");
                    json.WriteStartArray("results");
                    foreach (var line in lines[day])
                    {
                        json.WriteStartObject();
                        json.WriteString("amount", SampleMoney.Cents(line.Picousd));
                        json.WriteString("currency", "USD");
                        json.WriteString("cost_type", "tokens");
                        json.WriteString("token_type", TokenTypeOf(line.Group.Meter));
                        json.WriteString("description", $"{line.Group.Model} Usage - {TokenTypeOf(line.Group.Meter)}");
                        json.WriteString("model", line.Group.Model);
                        json.WriteString("service_tier", line.Group.IsBatch ? "batch" : "standard");
                        json.WriteString("context_window", line.Group.IsLong ? "200k-1M" : "0-200k");
                        json.WriteString("inference_geo", "global");
                        json.WriteNull("workspace_id");
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteBoolean("has_more", !isLast);
                json.WriteString("next_page", isLast ? null : "page_2");
            });
            await folder.WriteLinesAsync(
                $"anthropic-cost-report/page-{(page + 1).ToString(CultureInfo.InvariantCulture)}.json",
                [document],
                cancellation).ConfigureAwait(false);
        }
    }

    private static string TokenTypeOf(BilledMeter meter) => meter switch
    {
        BilledMeter.UncachedInput => "uncached_input_tokens",
        BilledMeter.CacheRead => "cache_read_input_tokens",
        BilledMeter.CacheWrite5m => "cache_creation.ephemeral_5m_input_tokens",
        BilledMeter.CacheWrite1h => "cache_creation.ephemeral_1h_input_tokens",
        _ => "output_tokens",
    };
}

/// <summary>
/// Pages of OpenAI's organization costs, grouped by line item: dollars as numbers, all tiers in one line.
/// </summary>
internal static class OpenAiCostsWriter
{
    private const int DaysPerPage = 30;

    public static async Task WriteAsync(SampleWorld world, SampleFolder folder, CancellationToken cancellation)
    {
        var lines = Invoice.LinesOf(world, "openai").ToLookup(static line => line.Group.Day);
        var pages = SampleCalendar.Days.Chunk(DaysPerPage).ToList();
        for (var page = 0; page < pages.Count; page++)
        {
            var isLast = page == pages.Count - 1;
            var document = JsonLine.Document(json =>
            {
                json.WriteString("object", "page");
                json.WriteStartArray("data");
                foreach (var day in pages[page])
                {
                    json.WriteStartObject();
                    json.WriteString("object", "bucket");
                    json.WriteNumber("start_time", SecondsOf(day));
                    json.WriteNumber("end_time", SecondsOf(day.AddDays(1)));
                    json.WriteStartArray("results");
                    foreach (var line in lines[day])
                    {
                        json.WriteStartObject();
                        json.WriteString("object", "organization.costs.result");
                        json.WriteObject("amount", amount =>
                        {
                            amount.WriteDecimal("value", SampleMoney.Usd(line.Picousd));
                            amount.WriteString("currency", "usd");
                        });
                        json.WriteString("line_item", $"{line.Group.Model}, {TokenClassOf(line.Group.Meter)}");
                        json.WriteNull("project_id");
                        json.WriteNull("api_key_id");
                        json.WriteNumber("quantity", line.Tokens);
                        json.WriteString("quantity_unit", "tokens");
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteBoolean("has_more", !isLast);
                json.WriteString("next_page", isLast ? null : "page_AAAB");
            });
            await folder.WriteLinesAsync(
                $"openai-costs/page-{(page + 1).ToString(CultureInfo.InvariantCulture)}.json",
                [document],
                cancellation).ConfigureAwait(false);
        }
    }

    private static string TokenClassOf(BilledMeter meter) => meter switch
    {
        BilledMeter.UncachedInput => "input_tokens",
        BilledMeter.CacheRead => "cached_input_tokens",
        _ => "output_tokens",
    };

    private static long SecondsOf(DateOnly day) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeSeconds();
}

/// <summary>
/// Google's invoice as FOCUS 1.2 CSV, a file per calendar month, a row per day and meter, and one credit.
/// </summary>
internal static class FocusWriter
{
    private const string Header =
        "BilledCost,EffectiveCost,ListCost,ContractedCost,BillingCurrency,BillingAccountId,BillingPeriodStart,"
        + "BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ChargeClass,ChargeDescription,"
        + "PricingQuantity,PricingUnit,ConsumedQuantity,ConsumedUnit,ServiceCategory,ServiceSubcategory,ServiceName,"
        + "ProviderName,PublisherName,InvoiceIssuerName,SkuId,SkuMeter,InvoiceId,SubAccountId,RegionId,Tags";

    public static async Task WriteAsync(SampleWorld world, SampleFolder folder, CancellationToken cancellation)
    {
        var months = Invoice.LinesOf(world, "google")
            .GroupBy(static line => new DateOnly(line.Group.Day.Year, line.Group.Day.Month, 1));
        foreach (var month in months)
        {
            var rows = new List<string> { Header };
            rows.AddRange(month.Select(line => UsageRow(month.Key, line)));
            if (InvoiceFaults.CreditDay >= month.Key && InvoiceFaults.CreditDay < month.Key.AddMonths(1))
            {
                rows.Add(CreditRow(month.Key));
            }

            var path = $"focus/google-{month.Key:yyyy-MM}.csv";
            await folder.WriteLinesAsync(path, rows, cancellation).ConfigureAwait(false);
        }
    }

    private static string UsageRow(DateOnly month, BilledLine line)
    {
        var cost = SampleMoney.Usd(line.Picousd);
        var meter = MeterOf(line.Group.Meter);
        var tokens = line.Tokens.ToString(CultureInfo.InvariantCulture);
        var millions = SampleMoney.Ratio(line.Tokens, 1_000_000);
        return Row(
            month, line.Group.Day, cost, "Usage", $"Gemini 2.5 Flash {meter}",
            $"{millions},1000000 Tokens,{tokens},Tokens",
            $"{line.Group.Model}-{meter.Replace(' ', '-')}", $"{line.Group.Model} {meter}");
    }

    private static string CreditRow(DateOnly month) => Row(
        month, InvoiceFaults.CreditDay, SampleMoney.Usd(BigInteger.Pow(10, 12) * -InvoiceFaults.CreditUsd),
        "Credit", "Promotional credit", ",,,", "credit-promo", "");

    private static string Row(
        DateOnly month,
        DateOnly day,
        string cost,
        string category,
        string description,
        string quantities,
        string sku,
        string meter) =>
        $"{cost},{cost},{cost},{cost},USD,billing-0C1D2E,{Midnight(month)},{Midnight(month.AddMonths(1))},"
        + $"{Midnight(day)},{Midnight(day.AddDays(1))},{category},,{description},{quantities},"
        + "AI and Machine Learning,Generative AI,Gemini API,"
        + $"Google,Google,Google Cloud,{sku},{meter},INV-{month:yyyyMM},answers-prod,global,"
        + "\"{\"\"service\"\":\"\"answer-service\"\"}\"";

    private static string MeterOf(BilledMeter meter) => meter switch
    {
        BilledMeter.UncachedInput => "input tokens",
        BilledMeter.CacheRead => "cached input tokens",
        _ => "output tokens",
    };

    private static string Midnight(DateOnly day) => $"{day:yyyy-MM-dd}T00:00:00Z";
}
