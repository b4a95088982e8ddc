using System.Text;
using Analytics.Engine;

namespace Analytics.Lake.Readers;

/// <summary>
/// Writes the reader of a mapping, in the form of the files of <c>sql/readers/</c>; from there on it is one of them.
/// </summary>
public static class MappedReader
{
    private static readonly string[] LaterTimes = ["first_token_at", "ended_at"];

    /// <summary>Kind under which the files of a mapped source are read and remembered.</summary>
    public static string KindOf(string source) => $"{SourceMapping.Kind}-{source}";

    /// <summary>The reader of a source's mapping, which has no faults.</summary>
    public static SqlFile Write(string source, SourceMapping mapping)
    {
        var isCsv = mapping.Format == "csv";
        var header = new StringBuilder()
            .Append("-- dataset: ").AppendLine(mapping.Dataset)
            .AppendLine("-- version: 1")
            .Append("-- files: **/*.").AppendLine(mapping.Format)
            .Append("-- format: ").AppendLine(isCsv ? "csv" : "ndjson")
            .Append("-- append: ").AppendLine(isCsv ? "whole" : "tail")
            .Append("-- rewrite: ").AppendLine(mapping.Dataset == "requests" ? "keep" : "replace")
            .AppendLine("-- record:");
        if (isCsv)
        {
            foreach (var field in mapping.Columns.Values.Distinct(StringComparer.OrdinalIgnoreCase))
            {
                header.Append("--    \"").Append(field).AppendLine("\": VARCHAR required");
            }
        }
        else
        {
            header.AppendLine("--    json: JSON");
        }

        var body = mapping.Dataset == "requests" ? Requests(mapping, isCsv) : InvoiceLines(mapping, isCsv);
        return SqlFile.Parse($"settings of source {source}", $"{header}{body}\n") with
        {
            Name = KindOf(source).Replace('-', '_'),
        };
    }

    private static string Requests(SourceMapping mapping, bool isCsv)
    {
        var known = MappedColumns.ByDataset["requests"];
        string Field(string column) => FieldOf(mapping, column);
        var counters = string.Join(", ", MappedColumns.Counters.Split(' ').Select(Field));
        var values = string.Concat(known
            .Where(pair => pair.Value is MappedType.Text or MappedType.Flag && pair.Key is not ("request_id" or "observer"))
            .Where(pair => IsGiven(mapping, pair.Key))
            .Select(pair => $"\n        {Value(pair.Value, Field(pair.Key))} as {pair.Key},"));
        var times = string.Concat(LaterTimes.Where(name => IsGiven(mapping, name))
            .Select(name => $"\n        {Value(MappedType.Time, Field(name))} as {name},"));
        var meters = mapping.InputExcludesCache ? "exclusive_meters" : "inclusive_meters";
        var beside = mapping.ReasoningBesideOutput ? "coalesce(counts.reasoning, 0)" : "0";
        var convention = $"mapped-{(mapping.ReasoningBesideOutput ? "reasoning-beside"
            : mapping.InputExcludesCache ? "exclusive" : "inclusive")}-v1";
        return $"""
            with {Fields(mapping, isCsv)},
            counters as (
                select *, counters_of({counters}) as counters, {Value(MappedType.Time, Field("started_at"))} as begins_at
                from fields
                where coalesce({Field("started_at")}, {Field("input_tokens")}, {Field("response_llm_model")}) is not null
            ),
            read_counters as (select *, counts_of(counters) as counts from counters),
            measured as (
                select *, bad_counter_of(counters, counts) as bad_counter, {meters}(counts, {beside}) as meters
                from read_counters
            ),
            checked as (
                select *,
                    usage_reject_reason(bad_counter, meters, {Field("response_llm_model")}, begins_at) as usage_reason,
                    if(
                        usage_reason is null and is_bad_estimate({Field("cost_usd")}), 'bad_cost', usage_reason
                    ) as reject_reason
                from measured
            ),
            requests as (
                select
                    source,
                    file_id,
                    line_no,
                    coalesce({Field("request_id")}, md5(concat_ws(
                        '|', {Field("started_at")}, {Field("response_llm_model")}, {Field("user_id")},
                        {Field("customer_ref")}, to_json(counts)))) as dedupe_key,
                    dedupe_key as request_id,
                    coalesce({Field("observer")}, 'gateway') as observer,{values}{times}
                    '{convention}' as meter_convention,
                    meters.*,
                    picousd_of_estimate({Field("cost_usd")}) as reported_cost_picousd,
                    {Field("request_id")} is null as is_request_id_derived,
                    begins_at as started_at,
                    reject_reason,
                    if(
                        reject_reason = 'bad_cost',
                        bad_estimate_detail('cost_usd', {Field("cost_usd")}),
                        usage_reject_detail(reject_reason, bad_counter, meters, 'started_at', {Field("started_at")})
                    ) as reject_detail
                from checked
            )
            select * from requests
            """;
    }

    private static string InvoiceLines(SourceMapping mapping, bool isCsv)
    {
        var known = MappedColumns.ByDataset["invoice_lines"];
        string Field(string column) => FieldOf(mapping, column);
        var values = string.Concat(known
            .Where(pair => pair.Key is not ("line_key" or "charge_period_start" or "charge_period_end"))
            .Where(pair => IsGiven(mapping, pair.Key))
            .Select(pair => $"\n        {Value(pair.Value, Field(pair.Key))} as {pair.Key},"));
        return $"""
            with {Fields(mapping, isCsv)},
            charges as (
                select *,
                    {Value(MappedType.Time, Field("charge_period_start"))} as begins_at,
                    {Value(MappedType.Amount, Field("billed_cost"))} as cost,
                    md5(concat_ws('|', {string.Join(", ", mapping.Columns.Keys.Order(StringComparer.Ordinal)
                        .SelectMany(name => new[] { Field(name), "''" }))})) as charge_hash
                from fields
                where coalesce({Field("charge_period_start")}, {Field("billed_cost")}) is not null
            ),
            checked as (
                select *,
                    row_number() over (partition by file_id, charge_hash order by line_no) as occurrence,
                    case
                        when cost is null then 'bad_amount'
                        when {Field("billing_currency")} is null then 'no_currency'
                        else bad_time_reason(begins_at)
                    end as reject_reason
                from charges
            ),
            invoice_lines as (
                select
                    source,
                    file_id,
                    line_no,
                    coalesce({Field("line_key")}, concat_ws('|', 'mapped', source, charge_hash, occurrence)) as line_key,{values}
                    begins_at as charge_period_start,
                    coalesce({Value(MappedType.Time, Field("charge_period_end"))}, begins_at + interval 1 day)
                        as charge_period_end,
                    reject_reason,
                    case
                        when reject_reason = 'bad_amount'
                            then concat('billed_cost is ', coalesce({Field("billed_cost")}, 'empty'), ', expected a decimal')
                        when reject_reason = 'no_currency' then 'billing_currency is empty, expected an ISO 4217 code'
                        when reject_reason is not null
                            then bad_time_detail('charge_period_start', {Field("charge_period_start")})
                    end as reject_detail
                from checked
            )
            select * from invoice_lines
            """;
    }

    private static bool IsGiven(SourceMapping mapping, string column) =>
        mapping.Columns.ContainsKey(column) || mapping.Constants.ContainsKey(column);

    // The fields under names that nothing else here has, whatever they are called in the file.
    private static string Fields(SourceMapping mapping, bool isCsv) =>
        $"fields as (select source, file_id, line_no{string.Concat(mapping.Columns.Select(pair =>
            $", {(isCsv ? SqlText.Identifier(pair.Value) : $"json ->> {SqlText.Literal($"$.{pair.Value}")}")} "
            + $"as {Named(pair.Key)}"))} from source_records)";

    private static string FieldOf(SourceMapping mapping, string column) =>
        mapping.Columns.ContainsKey(column) ? Named(column)
            : mapping.Constants.TryGetValue(column, out var value) ? SqlText.Literal(value)
            : "null::varchar";

    private static string Named(string column) => SqlText.Identifier($"field {column}");

    private static string Value(MappedType type, string field) => type switch
    {
        MappedType.Time => $"if(contains({field}, '/'), invoice_time_of({field}), logged_time_of({field}))",
        MappedType.Amount => $"decimal_of(sheet_number({field}))",
        MappedType.Flag => $"lower({field}) in ('true', '1', 'yes', 't')",
        _ => field,
    };
}
