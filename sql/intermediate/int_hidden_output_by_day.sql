-- grain: one row per UTC day, provider and model whose output is both billed for that day and logged
-- key: event_date, provider, llm_model
-- units: quantities in Tokens; charged_picousd in 10^-12 USD, NULL where the invoice is in a currency without a rate
-- source: int_invoice_matches
-- why: reasoning that no log shows is billed as output. Calls that no log shows raise billed input as well, so output
--      beyond the logs counts as hidden reasoning only by what it exceeds the input beyond them. Accounts are added up,
--      because reasoning is the model's; invoices by month cannot date anything and are left out
-- kept: build
with int_invoice_matches as (
    select * from int_invoice_matches
),

days as (
    select
        provider,
        llm_model,
        sum(billed_quantity) filter (meter = 'output') as billed_output_tokens,
        sum(logged_quantity) filter (meter = 'output') as logged_output_tokens,
        sum(billed_quantity) filter (meter in ('uncached_input', 'cache_read')) as billed_input_tokens,
        sum(logged_quantity) filter (meter in ('uncached_input', 'cache_read')) as logged_input_tokens,
        case
            when bool_and(billing_currency = 'USD' or usd_per_unit is not null) filter (meter = 'output')
                then sum(picousd_at_rate(charged_amount, if(billing_currency = 'USD', 1, usd_per_unit)))
                    filter (meter = 'output')
        end as charged_picousd,
        period_start_date as event_date,
    from int_invoice_matches
    where period_end_date - period_start_date = 1 and llm_model <> '(not named)'
    group by provider, llm_model, period_start_date
),

-- Input is compared only where both sides have it.
scaled as (
    select
        *,
        case
            when billed_input_tokens > 0 and logged_input_tokens > 0
                then billed_input_tokens::double / logged_input_tokens
            else 1
        end as calls_billed_per_logged,
    from days
    where billed_output_tokens > 0 and logged_output_tokens > 0
),

ratios as (
    select
        provider,
        llm_model,
        billed_output_tokens::double as billed_output_tokens,
        logged_output_tokens::bigint as logged_output_tokens,
        billed_output_tokens::double / logged_output_tokens / calls_billed_per_logged as billed_per_logged,
        charged_picousd,
        event_date,
    from scaled
)

select * from ratios
