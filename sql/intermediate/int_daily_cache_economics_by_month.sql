-- grain: one row per UTC day, reporting day, provider, model, customer, lifetime of the cache and cost basis
-- key: event_date, reporting_date, provider, llm_model, customer_id, ttl, cost_basis
-- units: _tokens in Tokens, _usd in USD, shares from 0 to 1, break_even_reads in reads per write
-- source: int_cache_economics_by_day, int_costs_by_day, int_reconciled_days_by_month
-- why: a table with a row per day and customer is long after a year; only the months that changed are added up again
-- kept: table by month_date
with int_cache_economics_by_day as (
    select * from int_cache_economics_by_day
),

int_costs_by_day as (
    select * from int_costs_by_day
),

prompts as (
    select
        provider,
        llm_model,
        customer_id,
        sum(cache_read_tokens) as read_tokens,
        sum(
            coalesce(uncached_input_tokens, 0) + coalesce(cache_read_tokens, 0) + coalesce(cache_write_5m_tokens, 0)
            + coalesce(cache_write_1h_tokens, 0) + coalesce(cache_write_unknown_ttl_tokens, 0)
        ) as prompt_tokens,
        event_date,
        reporting_date,
    from int_costs_by_day
    group by provider, llm_model, customer_id, event_date, reporting_date
),

economics as (
    select
        days.customer_id,
        days.provider,
        days.llm_model,
        days.ttl,
        'list' as cost_basis,
        if(reconciled.is_reconciled, 'reconciled', 'modelled') as cost_evidence,
        days.writes,
        days.reads,
        days.inferred_uses,
        days.unpriced_uses,
        days.write_tokens::bigint as write_tokens,
        days.read_tokens::bigint as read_tokens,
        usd(days.premium_picousd) as write_premium_usd,
        usd(days.saving_picousd) as read_saving_usd,
        -- Only writes or only reads: the other side is 0. Unpriced ones are counted, not guessed.
        usd(
            case
                when coalesce(days.saving_picousd, days.premium_picousd) is not null
                    then coalesce(days.saving_picousd, 0) - coalesce(days.premium_picousd, 0)
            end
        ) as net_saving_usd,
        -- A cache without write meters has no hit rate of its own but that of the whole prompt.
        case
            when days.ttl <> 'automatic' then days.read_tokens / nullif(days.read_tokens + days.write_tokens, 0)
        end as hit_token_share,
        case
            when days.ttl <> 'automatic' then days.read_at_input_picousd / nullif(days.all_at_input_picousd, 0)
        end as hit_dollar_share,
        prompts.read_tokens / nullif(prompts.prompt_tokens, 0) as prompt_hit_token_share,
        break_even_reads(days.at_input_picousd, days.at_write_picousd, days.at_read_picousd) as break_even_reads,
        break_even_whole_reads(days.at_input_picousd, days.at_write_picousd, days.at_read_picousd)
            as break_even_whole_reads,
        break_even_hit_share(days.at_input_picousd, days.at_write_picousd, days.at_read_picousd)
            as break_even_hit_share,
        days.expired_writes,
        days.prefix_changed_writes,
        days.one_shot_writes,
        days.model_switch_writes,
        days.expired_tokens::bigint as expired_tokens,
        days.prefix_changed_tokens::bigint as prefix_changed_tokens,
        days.one_shot_tokens::bigint as one_shot_tokens,
        days.model_switch_tokens::bigint as model_switch_tokens,
        usd(days.expired_premium_picousd) as expired_premium_usd,
        usd(days.prefix_changed_premium_picousd) as prefix_changed_premium_usd,
        usd(days.one_shot_premium_picousd) as one_shot_premium_usd,
        usd(days.model_switch_premium_picousd) as model_switch_premium_usd,
        days.inferred_uses > 0 as is_inferred,
        days.event_date,
        days.reporting_date,
        month_of(days.event_date) as month_date,
    from int_cache_economics_by_day as days
    left join prompts
        on days.provider = prompts.provider
        and days.llm_model = prompts.llm_model
        and days.customer_id = prompts.customer_id
        and days.event_date = prompts.event_date
        and days.reporting_date = prompts.reporting_date
    left join int_reconciled_days_by_month as reconciled
        on days.provider = reconciled.provider
        and days.llm_model = reconciled.llm_model
        and days.event_date = reconciled.event_date
        and month_of(days.event_date) = reconciled.month_date
)

select * from economics
