using System.Data.Common;
using Analytics.Engine;
using Analytics.Outputs;
using Dapper;

namespace Analytics.Worker.Prices;

/// <summary>How a call got its cost, from the generation that published it: the rows of the price book and the arithmetic.</summary>
/// <param name="Call">The call.</param>
/// <param name="Meters">Its meters that were used.</param>
internal sealed record PriceExplanation(ExplainedCall Call, IReadOnlyList<ExplainedMeter> Meters)
{
    private static readonly string[] TokenMeters =
    [
        "uncached_input", "cache_read", "cache_write_5m", "cache_write_1h", "cache_write_unknown_ttl", "visible_output",
        "reasoning", "input_audio", "output_audio", "image",
    ];

    /// <summary>Cost of the meters together, 10^-12 USD; null when one of them has no price.</summary>
    public long? SumPicousd => Meters.Any(static meter => meter.CostPicousd is null)
        ? null
        : Meters.Sum(static meter => meter.CostPicousd!.Value);

    /// <summary>Whether every product and their sum are what was published.</summary>
    public bool IsExact =>
        Meters.All(static meter => meter.IsExact) && (Call.ListCostPicousd is null || SumPicousd == Call.ListCostPicousd);

    /// <summary>All calls of that id; the same id can stand for calls of several sources.</summary>
    /// <param name="database">A generation.</param>
    /// <param name="id">Id of the provider or the source, or our own key of the call.</param>
    /// <param name="cancellation">Interrupts the queries.</param>
    /// <exception cref="EngineException">The generation is older than this program and lacks a table.</exception>
    public static async Task<IReadOnlyList<PriceExplanation>> ReadAsync(
        PublishedDatabase database, string id, CancellationToken cancellation)
    {
        var calls = await ReadAsync<ExplainedCall>(database, CallsSql(id), cancellation);
        var explanations = new List<PriceExplanation>();
        foreach (var call in calls)
        {
            explanations.Add(new PriceExplanation(
                call, await ReadAsync<ExplainedMeter>(database, MetersSql(call.DedupeKey), cancellation)));
        }

        return explanations;
    }

    private static Task<List<T>> ReadAsync<T>(PublishedDatabase database, string sql, CancellationToken cancellation) =>
        database.ReadAsync(sql, (DbDataReader reader) => Task.FromResult(reader.Parse<T>().AsList()), cancellation);

    private static string CallsSql(string id) =>
        $"""
        select
            dedupe_key as DedupeKey, request_id as RequestId, source as Source, started_at as StartedAt,
            provider as Provider, llm_model as LlmModel, request_llm_model as RequestLlmModel,
            response_llm_model as ResponseLlmModel, priced_service_tier as PricedServiceTier,
            is_service_tier_assumed as IsServiceTierAssumed, is_batch as IsBatch, region_class as RegionClass,
            prompt_tokens as PromptTokens, price_prompt_tokens_from as PricePromptTokensFrom,
            unpriced_reason as UnpricedReason, list_cost_picousd as ListCostPicousd,
            list_cost_lower_picousd as ListCostLowerPicousd, list_cost_upper_picousd as ListCostUpperPicousd,
            contract_id as ContractId, effective_cost_picousd as EffectiveCostPicousd
        from priced_requests
        where request_id = {SqlText.Literal(id)} or dedupe_key = {SqlText.Literal(id)}
        order by dedupe_key
        """;

    private static string MetersSql(string dedupeKey)
    {
        var used = TokenMeters.Select(static meter => (meter, quantity: $"{meter}_tokens"))
            .Append(("web_search", "web_searches"))
            .Append(("tool_call", "tool_calls_billed"))
            .Select(static pair =>
                $"{{'meter': '{pair.Item1}', 'quantity': {pair.Item2}, 'cost': {pair.Item1}_cost_picousd}}");
        return
            $"""
            select
                calls.used.meter as Meter, calls.used.quantity as Quantity,
                prices.published_picousd_per_unit as PublishedPicousdPerUnit,
                case
                    when prices.multiplier_numerator <> prices.multiplier_denominator
                        then prices.multiplier_numerator || '/' || prices.multiplier_denominator
                end as Multiplier,
                prices.price_picousd_per_unit as PricePicousdPerUnit, calls.used.cost as CostPicousd,
                prices.price_source as PriceSource, prices.source_row as SourceRow,
                prices.price_valid_from as PriceValidFrom, prices.price_valid_to as PriceValidTo,
                prices.known_from as KnownFrom
            from (
                select *, unnest([{string.Join(", ", used)}]) as used
                from priced_requests
                where dedupe_key = {SqlText.Literal(dedupeKey)}
            ) as calls
            left join mart_unit_prices as prices
                on calls.provider = prices.provider
                and calls.llm_model = prices.llm_model
                and calls.priced_service_tier = prices.service_tier
                and calls.is_batch = prices.is_batch
                and calls.region_class = prices.region_class
                and calls.price_valid_from = prices.valid_from
                and calls.used.meter = prices.meter
                and (prices.is_fee or prices.prompt_tokens_from = calls.price_prompt_tokens_from)
            where calls.used.quantity > 0
            order by calls.used.cost desc nulls last, calls.used.meter
            """;
    }
}
