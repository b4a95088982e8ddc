-- grain: one macro per rule that brings logs and invoices into one shape
-- key: none
-- units: Tokens or Requests; days as DATE in UTC
-- source: FOCUS 1.2, provider cost reports
-- why: an invoice and a log name the same thing differently; each translation is made in one place

-- The meter an invoice bills: providers bill visible output and reasoning together.
create or replace macro billed_meter_of(meter) as
    case when meter in ('visible_output', 'reasoning') then 'output' else meter end;

-- Our meter of what Anthropic bills, from the cost report or its analytics; NULL = another one.
create or replace macro anthropic_billed_meter_of(token_type, cost_type) as
    case coalesce(token_type, cost_type)
        when 'uncached_input_tokens' then 'uncached_input'
        when 'cache_read_input_tokens' then 'cache_read'
        when 'cache_creation.ephemeral_5m_input_tokens' then 'cache_write_5m'
        when 'cache_creation.ephemeral_1h_input_tokens' then 'cache_write_1h'
        when 'output_tokens' then 'output'
        when 'web_search' then 'web_search'
        when 'code_execution' then 'code_execution'
        when 'session_usage' then 'session_usage'
    end;

-- Identity of a group of Anthropic's analytics: what it is grouped by, and by what values.
create or replace macro anthropic_group_hash(grouped) as
    md5(concat_ws(
        '|', grouped.actor, '', grouped.actor_type, '', grouped.agent_id, '', grouped.api_key_id, '',
        grouped.context_window, '', grouped.cost_type, '', grouped.deployment_id, '', grouped.environment_id, '',
        grouped.inference_geo, '', grouped.model, '', grouped.organization_id, '', grouped.product, '',
        grouped.rbac_group_id, '', grouped.service_tier, '', grouped.session_id, '', grouped.speed, '',
        grouped.token_type, '', grouped.user_profile_id, '', grouped.workspace_id
    ));

-- How many tokens or requests one unit stands for: 'Tokens' -> 1, '1000000 Tokens' -> 1000000; NULL for other units.
create or replace macro unit_size_of(unit) as
    case
        when regexp_matches(unit, '(token|request|search|call)s?$', 'i')
            then coalesce(try_cast(regexp_extract(unit, '^([0-9]+)', 1) as bigint), 1)
    end;

-- First day after a charge period that ends, exclusively, at an instant.
create or replace macro period_end_date(period_start_at, period_end_at) as
    greatest(
        utc_date(coalesce(period_end_at, period_start_at) - interval 1 microsecond),
        utc_date(period_start_at)
    ) + 1;

-- Tier of an invoice line in the log's words; NULL = the line names none. The batch endpoint sells the standard tier.
create or replace macro billed_tier_of(service_tier) as
    case
        when lower(service_tier) in ('batch', 'default', 'on_demand', 'standard') then 'standard'
        else lower(service_tier)
    end;

-- Largest prompt below a context window band: '200k-1M' -> 200000, '0-200k' -> 0; NULL = no band, or unreadable.
create or replace macro band_floor_of(context_band) as
    try_cast(regexp_extract(context_band, '^([0-9]+)[kKmM]?-', 1) as bigint)
    * case lower(regexp_extract(context_band, '^[0-9]+([kKmM]?)-', 1)) when 'k' then 1000 when 'm' then 1000000 else 1
    end;

-- Start and end of the period that a charge is compared over: the charge's own when it is a day or longer, whatever
-- hour it begins at (a day of 23 hours is one), else the whole UTC days around it.
create or replace macro charge_period_of(start_at, end_at) as
    case
        when end_at - start_at >= interval 23 hours then {start_at: start_at, end_at: end_at}
        else {
            start_at: utc_midnight(utc_date(start_at)), end_at: utc_midnight(period_end_date(start_at, end_at))
        }
    end;

-- First day after a period of charge_period_of; 23 to 25 hours from any hour on are one day.
create or replace macro charged_until(start_at, end_at) as
    utc_date(start_at) + round((epoch_us(end_at) - epoch_us(start_at)) / 86400000000)::integer;

-- An aggregate: what one meter of calls adds up to; a used meter without a cost has no price.
create or replace macro used_meter(meter_name, used_quantity, picousd) as
    struct_pack(
        meter := meter_name,
        quantity := coalesce(sum(used_quantity), 0),
        unpriced_quantity := coalesce(sum(if(picousd is null, used_quantity, 0)), 0),
        cost_picousd := coalesce(sum(picousd), 0)
    );

-- Price of a billed meter in a row of int_unit_prices; output is billed at the price of visible output.
create or replace macro unit_price_of(prices, billed_meter) as
    case billed_meter
        when 'uncached_input' then prices.uncached_input_picousd
        when 'cache_read' then prices.cache_read_picousd
        when 'cache_write_5m' then prices.cache_write_5m_picousd
        when 'cache_write_1h' then prices.cache_write_1h_picousd
        when 'cache_write_unknown_ttl' then prices.cache_write_unknown_ttl_picousd
        when 'output' then prices.visible_output_picousd
        when 'input_audio' then prices.input_audio_picousd
        when 'output_audio' then prices.output_audio_picousd
        when 'image' then prices.image_picousd
        when 'web_search' then prices.web_search_picousd
        when 'tool_call' then prices.tool_call_picousd
    end;

-- amount x part / whole, all whole numbers, towards zero; exact where part = whole. Quotient and remainder apart, so
-- that a bill of a billion USD over 10^18 tokens stays within HUGEINT.
create or replace macro share_of(amount, part, whole) as
    amount // nullif(whole, 0) * part + amount % nullif(whole, 0) * part // nullif(whole, 0);

-- An aggregate over int_reconciled_costs_by_day: share of list cost that an invoice agrees with; NULL = no cost.
create or replace macro reconciled_share(reconciled_cost_picousd, list_cost_picousd) as
    sum(reconciled_cost_picousd) / nullif(sum(list_cost_picousd), 0);

-- Places of the lines of a bill that are equal to others of their file, numbered in their order; charge_hash says which
-- are. Only those are sorted: a window over all lines would carry all columns through the sort.
create or replace macro equal_lines(charges) as table
    select
        file_id,
        line_no,
        row_number() over (partition by file_id, replace_key, charge_hash order by line_no) as occurrence,
    from query_table(charges)
    where (file_id, replace_key, charge_hash) in (
        select (file_id, replace_key, charge_hash)
        from query_table(charges)
        group by file_id, replace_key, charge_hash
        having count(*) > 1
    );
