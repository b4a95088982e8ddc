-- grain: one row per provider call, with its cost by the contract that holds for it
-- key: dedupe_key
-- units: contract_cost_picousd in 10^-12 USD; NULL = no contract speaks of the call, or something it used has no price
-- source: int_requests_costed, int_contract_terms
-- why: list prices say what usage is worth, a contract what is paid. Each meter takes the first term that is for it;
--      a discount is of the meter's list cost, rounded half up to the picodollar; a meter without a term costs its list
--      price. The terms are few, so they travel as one list per provider and calls are never joined to themselves
with int_requests_costed as not materialized (
    select * from int_requests_costed
),

int_contract_terms as (
    select * from int_contract_terms
),

provider_terms as (
    select
        provider,
        list(
            {
                'contract_id': contract_id, 'llm_model': llm_model, 'meter': meter, 'service_tier': service_tier,
                'customer_id': customer_id, 'project_id': project_id, 'price_picousd': price_picousd,
                'kept_picos': kept_picos, 'valid_from': valid_from, 'valid_to': valid_to
            }
            order by precedence
        ) as terms,
    from int_contract_terms
    group by provider
),

matched as (
    select
        int_requests_costed.*,
        list_filter(
            provider_terms.terms,
            lambda term: term.valid_from <= int_requests_costed.started_at
                and term.valid_to > int_requests_costed.started_at
                and coalesce(term.llm_model = int_requests_costed.llm_model, term.llm_model is null)
                and coalesce(term.service_tier = int_requests_costed.priced_service_tier, term.service_tier is null)
                and coalesce(term.customer_id = int_requests_costed.customer_id, term.customer_id is null)
                and coalesce(term.project_id = int_requests_costed.project_id, term.project_id is null)
        ) as terms,
    from int_requests_costed
    left join provider_terms
        on int_requests_costed.provider = provider_terms.provider
),

contracted as (
    select
        * exclude (terms),
        case
            when len(terms) > 0 then
                contract_cost(terms, 'uncached_input', uncached_input_tokens, uncached_input_cost_picousd)
                + contract_cost(terms, 'cache_read', cache_read_tokens, cache_read_cost_picousd)
                + contract_cost(terms, 'cache_write_5m', cache_write_5m_tokens, cache_write_5m_cost_picousd)
                + contract_cost(terms, 'cache_write_1h', cache_write_1h_tokens, cache_write_1h_cost_picousd)
                + contract_cost(
                    terms, 'cache_write_unknown_ttl', cache_write_unknown_ttl_tokens,
                    cache_write_unknown_ttl_cost_picousd)
                + contract_cost(terms, 'visible_output', visible_output_tokens, visible_output_cost_picousd)
                + contract_cost(terms, 'reasoning', reasoning_tokens, reasoning_cost_picousd)
                + contract_cost(terms, 'input_audio', input_audio_tokens, input_audio_cost_picousd)
                + contract_cost(terms, 'output_audio', output_audio_tokens, output_audio_cost_picousd)
                + contract_cost(terms, 'image', image_tokens, image_cost_picousd)
                + contract_cost(terms, 'web_search', web_searches, web_search_cost_picousd)
                + contract_cost(terms, 'tool_call', tool_calls_billed, tool_call_cost_picousd)
        end as contract_cost_picousd,
        nullif(
            array_to_string(
                list_sort(list_distinct(list_transform(terms, lambda term: term.contract_id))), ', '
            ), ''
        ) as contract_id,
    from matched
)

select * from contracted
