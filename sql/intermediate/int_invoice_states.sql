-- grain: one row per bill that was told more than once, provider, currency, day of the charges and publication at
--        which its deliveries changed, from the first that told the day on
-- key: replace_key, provider, billing_currency, period_start_date, told_commit_no
-- units: cost_units in 10^-18 of billing_currency
-- source: raw_invoice_lines, int_file_spans, publications
-- why: what each publication said of the days of a bill, by the rule that staging has for the one at hand: the last
--      delivery speaks for the whole bill, and a day that it no longer lists costs 0
-- kept: build
with raw_invoice_lines as (
    select * from raw_invoice_lines where replace_key is not null
),

deliveries as (
    select distinct
        raw_invoice_lines.replace_key,
        spans.file_id,
        spans.reader_version,
        spans.from_commit_no,
        spans.to_commit_no,
    from raw_invoice_lines
    inner join int_file_spans as spans using (file_id, reader_version)
),

turns as (
    select
        replace_key,
        unnest([from_commit_no, to_commit_no]) as commit_no,
    from deliveries
),

told_turns as (
    select distinct
        turns.replace_key,
        publications.commit_no as told_commit_no,
    from turns
    asof inner join publications
        on turns.commit_no <= publications.commit_no
),

turns_of_changed_bills as (
    select *
    from told_turns
    qualify count(*) over (partition by replace_key) > 1
),

lines_in_force as (
    select
        turns.told_commit_no,
        lines.replace_key,
        coalesce(lines.provider, '(not named)') as provider,
        coalesce(lines.billing_currency, '(not reported)') as billing_currency,
        units_of_amount(lines.billed_cost) as cost_units,
        utc_date(lines.charge_period_start) as period_start_date,
    from turns_of_changed_bills as turns
    inner join deliveries
        on turns.replace_key = deliveries.replace_key
        and turns.told_commit_no >= deliveries.from_commit_no
        and turns.told_commit_no < coalesce(deliveries.to_commit_no, 9223372036854775807)
    inner join raw_invoice_lines as lines
        on deliveries.replace_key = lines.replace_key
        and deliveries.file_id = lines.file_id
        and deliveries.reader_version = lines.reader_version
    qualify
        lines.commit_no = max(lines.commit_no) over (partition by turns.told_commit_no, turns.replace_key)
        and row_number() over (
            partition by turns.told_commit_no, lines.line_key
            order by lines.commit_no desc, lines.file_id, lines.line_no desc
        ) = 1
),

told_costs as (
    select
        replace_key,
        provider,
        billing_currency,
        sum(cost_units) as cost_units,
        told_commit_no,
        period_start_date,
    from lines_in_force
    group by replace_key, provider, billing_currency, told_commit_no, period_start_date
),

told_days as (
    select
        replace_key,
        provider,
        billing_currency,
        min(told_commit_no) as first_told_commit_no,
        period_start_date,
    from told_costs
    group by replace_key, provider, billing_currency, period_start_date
),

states as (
    select
        told_days.replace_key,
        told_days.provider,
        told_days.billing_currency,
        turns.told_commit_no,
        coalesce(told_costs.cost_units, 0) as cost_units,
        lag(coalesce(told_costs.cost_units, 0)) over (
            partition by
                told_days.replace_key, told_days.provider, told_days.billing_currency, told_days.period_start_date
            order by turns.told_commit_no
        ) as cost_units_before,
        told_days.period_start_date,
    from told_days
    inner join turns_of_changed_bills as turns
        on told_days.replace_key = turns.replace_key
        and turns.told_commit_no >= told_days.first_told_commit_no
    left join told_costs
        on told_days.replace_key = told_costs.replace_key
        and told_days.provider = told_costs.provider
        and told_days.billing_currency = told_costs.billing_currency
        and told_days.period_start_date = told_costs.period_start_date
        and turns.told_commit_no = told_costs.told_commit_no
)

select * from states
