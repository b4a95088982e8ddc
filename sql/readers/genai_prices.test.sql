-- test: bands, start dates and hours of the day are taken apart; what we do not meter is passed over
-- given source_records
select
    'f1' as file_id, 1 as line_no, 'prices/2026-09-01/genai-prices_data.json' as path,
    '[{"id": "anthropic", "models": [{"id": "claude-x", "prices": [
            {"prices": {
                "input_mtok": {"base": 5, "tiers": [{"start": 200000, "price": 10}]}, "cache_write_mtok": 6.25,
                "cache_write_1h_mtok": 10}},
            {"constraint": {"start_date": "2026-03-13"}, "prices": {"input_mtok": 5}}]}]},
        {"id": "x-ai", "models": [{"id": "grok-x", "prices": {"output_mtok": 0.5, "requests_kcount": 5}}]},
        {"id": "deepseek", "models": [{"id": "chat-x", "prices": [
            {"prices": {"input_mtok": 0.27}},
            {"constraint": {"start_time": "16:30:00Z", "end_time": "00:30:00Z"}, "prices": {"input_mtok": 0.135}}]}]}
    ]'::json as json
-- expect
from (values
    ('anthropic', 'uncached_input', 'standard', 0, 5000000,
        timestamptz '1970-01-01 00:00:00+00', timestamptz '2026-03-13 00:00:00+00'),
    ('anthropic', 'uncached_input', 'standard', 200000, 10000000,
        timestamptz '1970-01-01 00:00:00+00', timestamptz '2026-03-13 00:00:00+00'),
    ('anthropic', 'cache_write_5m', 'standard', 0, 6250000,
        timestamptz '1970-01-01 00:00:00+00', timestamptz '2026-03-13 00:00:00+00'),
    ('anthropic', 'cache_write_1h', 'standard', 0, 10000000,
        timestamptz '1970-01-01 00:00:00+00', timestamptz '2026-03-13 00:00:00+00'),
    ('anthropic', 'uncached_input', 'standard', 0, 5000000, timestamptz '2026-03-13 00:00:00+00', null),
    ('xai', 'visible_output', 'standard', 0, 500000, timestamptz '1970-01-01 00:00:00+00', null),
    ('deepseek', 'uncached_input', 'standard', 0, 270000, timestamptz '1970-01-01 00:00:00+00', null),
    ('deepseek', 'uncached_input', 'daily 16:30:00Z-00:30:00Z', 0, 135000, timestamptz '1970-01-01 00:00:00+00', null)
) as expected (
    provider, meter, service_tier, context_threshold_tokens, price_picousd_per_unit, valid_from, valid_to
)

-- test: what cannot be read is refused with the model named
-- given source_records
select
    'f1' as file_id, 1 as line_no, 'genai-prices.json' as path,
    '[{"id": "openai", "models": [
        {"id": "a", "prices": {"thought_mtok": 5}}, {"id": "b", "prices": {"input_mtok": -5}},
        {"id": "c", "prices": {"input_mtok": 0.0000001}}, {"id": "d", "prices": {"input_mtok": 5000}},
        {"id": "e", "prices": [
            {"constraint": {"start_date": "2026-03-13"}, "prices": {"input_mtok": 5}},
            {"constraint": {"start_date": "2026-03-01"}, "prices": {"input_mtok": 6}}]}]}]'::json as json
-- expect
from (values
    ('a', 5000000, 'unknown_price_key'), ('b', null, 'bad_price'), ('c', null, 'price_not_whole_picodollars'),
    ('d', 5000000000, 'price_out_of_range'), ('e', 5000000, 'bad_validity'), ('e', 6000000, null)
) as expected (llm_model, price_picousd_per_unit, reject_reason)

-- test: a list that comes provider by provider reads the same
-- given source_records
select
    'f1' as file_id, 1 as line_no, 'genai-prices.json' as path,
    '{"id": "mistral", "models": [{"id": "m", "prices": {"input_mtok": 0.4}}]}'::json as json
-- expect
from (values ('mistral', 'm', 400000)) as expected (provider, llm_model, price_picousd_per_unit)

-- test: T40 two spellings of one model at different prices are refused together, equal ones may stay
-- given source_records
select
    'f1' as file_id, 1 as line_no, 'genai-prices.json' as path,
    '[{"id": "router", "models": [
        {"id": "q/qwen-2.5", "prices": {"input_mtok": 0.6, "output_mtok": 1}},
        {"id": "q/qwen2.5", "prices": {"input_mtok": 0.7, "output_mtok": 1}},
        {"id": "m-1", "prices": {"input_mtok": 2}}, {"id": "m.1", "prices": {"input_mtok": 2}}]}]'::json as json
-- expect
from (values
    ('q/qwen-2.5', 'uncached_input', 'conflicting_prices'), ('q/qwen2.5', 'uncached_input', 'conflicting_prices'),
    ('q/qwen-2.5', 'visible_output', 'conflicting_prices'), ('q/qwen2.5', 'visible_output', 'conflicting_prices'),
    ('m-1', 'uncached_input', null), ('m.1', 'uncached_input', null)
) as expected (llm_model, meter, reject_reason)
