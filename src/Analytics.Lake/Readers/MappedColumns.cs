namespace Analytics.Lake.Readers;

/// <summary>What a mapped field is read as.</summary>
internal enum MappedType
{
    /// <summary>Text as it stands.</summary>
    Text,

    /// <summary>A time: RFC 3339, m/d/y, or seconds or milliseconds since 1970.</summary>
    Time,

    /// <summary>A decimal number.</summary>
    Amount,

    /// <summary>A counter, which takes part in the meters of a request.</summary>
    Counter,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>USD that the source estimated.</summary>
    Estimate,
}

/// <summary>The columns that a mapping may fill.</summary>
internal static class MappedColumns
{
    /// <summary>Columns and their types by dataset.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, MappedType>> ByDataset { get; } =
        new SortedDictionary<string, IReadOnlyDictionary<string, MappedType>>(StringComparer.Ordinal)
        {
            ["requests"] = Columns(
                (MappedType.Time, "started_at first_token_at ended_at"),
                (MappedType.Counter, Counters),
                (MappedType.Estimate, "cost_usd"),
                (MappedType.Flag, "is_batch is_streaming is_cancelled"),
                (MappedType.Text,
                    "request_id observer trace_id session_id operation_id batch_id customer_ref user_id api_key_id "
                    + "project_id feature agent provider operation request_llm_model response_llm_model deployment region "
                    + "requested_service_tier service_tier reasoning_effort error_type finish_reason")),
            ["invoice_lines"] = Columns(
                (MappedType.Time, "charge_period_start charge_period_end billing_period_start billing_period_end"),
                (MappedType.Amount,
                    "billed_cost effective_cost list_cost contracted_cost consumed_quantity pricing_quantity"),
                (MappedType.Text,
                    "line_key provider billing_account_id sub_account_id invoice_id service_name service_category sku_id "
                    + "sku_meter charge_category charge_class charge_description llm_model meter service_tier region "
                    + "context_band api_key_id consumed_unit pricing_unit billing_currency")),
        };

    /// <summary>Counters of a request in the order of the macro that reads them.</summary>
    public const string Counters =
        "input_tokens tool_input_tokens cache_read_tokens cache_write_tokens input_audio_tokens output_tokens "
        + "reasoning_tokens output_audio_tokens image_tokens total_tokens";

    /// <summary>Columns without which a row means nothing.</summary>
    public static IReadOnlyList<string> Required(string dataset) => dataset == "requests"
        ? ["started_at", "input_tokens", "output_tokens", "response_llm_model", "provider"]
        : ["charge_period_start", "billed_cost", "billing_currency", "provider"];

    private static SortedDictionary<string, MappedType> Columns(params (MappedType Type, string Names)[] groups) =>
        new(groups.SelectMany(static group => group.Names.Split(' ').Select(name => (name, group.Type)))
            .ToDictionary(static pair => pair.name, static pair => pair.Type), StringComparer.Ordinal);
}
