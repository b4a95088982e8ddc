-- grain: one row per month, provider, model, customer, feature, cache policy and cost basis
-- key: month_date, provider, llm_model, customer_id, feature, policy, cost_basis
-- units: _tokens in Tokens, _usd in USD; saving against as_is, with its 95 % interval
-- source: int_cache_policies_by_month, int_reconciled_costs_by_day
-- why: whether to cache, and for how long, follows from the gaps between real uses. A replay writes all that can be
--      cached, so a policy that loses here may still win where only what is read again is written.
with int_cache_policies_by_month as (
    select * from int_cache_policies_by_month
),

costed as (
    select
        *,
        case
            when is_known then sum_half_width(compared_prefixes, saving_picousd / 1000, square_saving) * 1000
        end as half_width_picousd,
        case policy when 'as_is' then 0 when 'none' then 1 when '5m' then 2 else 3 end as preference,
    from int_cache_policies_by_month
),

customer_costs as (
    select
        provider,
        llm_model,
        customer_id,
        policy,
        preference,
        sum(uses) as uses,
        case when bool_and(cost_picousd is not null) then sum(cost_picousd) end as cost_picousd,
        month_date,
    from costed
    group by provider, llm_model, customer_id, policy, preference, month_date
),

-- Of policies that cost the same, what is done now is best: no change.
customer_choices as (
    select
        provider,
        llm_model,
        customer_id,
        arg_min(policy, (cost_picousd, preference)) filter (cost_picousd is not null and uses >= 30) as best_policy,
        month_date,
    from customer_costs
    group by provider, llm_model, customer_id, month_date
),

own_choices as (
    select
        provider,
        llm_model,
        customer_id,
        feature,
        arg_min(policy, (cost_picousd, preference)) filter (cost_picousd is not null and uses >= 30) as best_policy,
        month_date,
    from costed
    group by provider, llm_model, customer_id, feature, month_date
),

reconciled_costs as (
    select
        provider,
        llm_model,
        customer_id,
        feature,
        reconciled_share(reconciled_cost_picousd, list_cost_picousd) as reconciled_cost_share,
        month_of(reporting_date) as month_date,
    from int_reconciled_costs_by_day
    group by provider, llm_model, customer_id, feature, month_of(reporting_date)
),

policies as (
    select
        costed.customer_id,
        costed.provider,
        costed.llm_model,
        costed.feature,
        costed.policy,
        'list' as cost_basis,
        'modelled' as cost_evidence,
        coalesce(own_choices.best_policy, customer_choices.best_policy) as best_policy,
        case
            when own_choices.best_policy is not null then 'own uses'
            when customer_choices.best_policy is not null then 'uses of the customer'
        end as best_policy_basis,
        costed.prefixes,
        costed.uses,
        costed.inferred_uses,
        costed.unpriced_uses,
        costed.reads,
        costed.writes,
        costed.unread_writes,
        costed.cacheable_tokens::bigint as cacheable_tokens,
        costed.read_tokens::bigint as read_tokens,
        costed.write_tokens::bigint as write_tokens,
        usd(costed.cost_picousd) as cost_usd,
        reconciled_costs.reconciled_cost_share,
        usd(case when costed.is_known then costed.saving_picousd end) as saving_usd,
        usd(round(costed.saving_picousd - costed.half_width_picousd)) as saving_low_usd,
        usd(round(costed.saving_picousd + costed.half_width_picousd)) as saving_high_usd,
        costed.inferred_uses > 0 as is_inferred,
        costed.uses < 30 as is_sample_small,
        costed.month_date,
    from costed
    inner join own_choices using (provider, llm_model, customer_id, feature, month_date)
    left join customer_choices using (provider, llm_model, customer_id, month_date)
    left join reconciled_costs using (provider, llm_model, customer_id, feature, month_date)
)

select * from policies
