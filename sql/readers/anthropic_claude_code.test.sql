-- test: each model of each actor's day is a bucket under a provider of its own, apart from the usage report
-- given source_records
select 'f' as file_id, 1 as line_no,
    '{"data": [
        {"date": "2026-09-01T00:00:00Z", "actor": {"type": "user_actor", "email_address": "ada@example.com"},
            "organization_id": "org", "customer_type": "api", "terminal_type": "vscode",
            "core_metrics": {"num_sessions": 3}, "model_breakdown": [
                {"model": "claude-opus-5-5", "tokens": {"input": 1500, "output": 5000, "cache_read": 200000,
                    "cache_creation": 1000}, "estimated_cost": {"amount": 1234, "currency": "USD"}},
                {"model": "claude-haiku-5", "tokens": {"input": 7, "output": 0}}]},
        {"date": "2026-09-01", "actor": {"type": "api_actor", "api_key_name": "ci"}, "organization_id": "org",
            "customer_type": "subscription", "terminal_type": "ci", "model_breakdown": [
                {"model": "claude-opus-5-5", "tokens": {"input": -1, "output": 1}}]}],
        "has_more": false, "next_page": null}' as json
-- expect
from (values
    ('claude-code', 'ada@example.com', null, 'claude-opus-5-5', 'api', 1500, 200000, 1000, 5000, null),
    ('claude-code', 'ada@example.com', null, 'claude-haiku-5', 'api', 7, null, null, 0, null),
    ('claude-code', null, 'ci', 'claude-opus-5-5', 'subscription', null, null, null, 1, 'negative_counter')
) as expected (
    provider, user_id, api_key_id, llm_model, service_tier, uncached_input_tokens, cache_read_tokens,
    cache_write_unknown_ttl_tokens, visible_output_tokens, reject_reason
)
