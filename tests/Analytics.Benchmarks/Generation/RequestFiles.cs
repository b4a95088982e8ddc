using System.Globalization;
using Analytics.Domain;
using Analytics.Engine;
using Analytics.Lake.Readers;
using Analytics.Pipeline;

namespace Analytics.Benchmarks.Generation;

/// <summary>
/// Requests of a company as one Parquet file a day, made by DuckDB so that many millions take minutes: 400 customers of
/// whom few cause most, sessions of ten calls, caches, reasoning, and one call in fifty that failed.
/// </summary>
/// <param name="folder">Where the files go; it exists.</param>
/// <param name="requestsPerDay">Requests of each day, 1 or more.</param>
/// <param name="seed">Seed of the draws.</param>
internal sealed class RequestFiles(string folder, long requestsPerDay, int seed)
{
    private static readonly DateOnly FirstDay = new(2025, 9, 1);

    /// <summary>The source that reads them.</summary>
    public SourceSettings Source { get; } = new()
    {
        Kind = SourceMapping.Kind,
        Path = folder,
        Mapping = new SourceMapping
        {
            InputExcludesCache = true,
            Columns = new[]
            {
                "request_id", "started_at", "first_token_at", "ended_at", "provider", "response_llm_model", "customer_ref",
                "feature", "project_id", "api_key_id", "session_id", "operation_id", "input_tokens", "cache_read_tokens",
                "cache_write_tokens", "output_tokens", "reasoning_tokens", "error_type",
            }.ToDictionary(static name => name, static name => name, StringComparer.Ordinal),
        },
    };

    /// <summary>Writes some days.</summary>
    /// <param name="engine">Limits of the session.</param>
    /// <param name="first">Number of the first day, from 0.</param>
    /// <param name="count">Days.</param>
    /// <param name="cancellation">Stops between two days.</param>
    public async Task WriteAsync(EngineOptions engine, int first, int count, CancellationToken cancellation)
    {
        using var session = EngineSession.Open(engine);
        for (var day = first; day < first + count; day++)
        {
            await session.ExecuteAsync(CopyDay(day), cancellation);
        }
    }

    // The hash of the number and the seed stands for randomness; 1 / u, cut, for the few customers who cause half of it.
    private string CopyDay(int day) => string.Create(CultureInfo.InvariantCulture, $"""
        copy (
            select
                'req_' || md5(drawn::varchar) as request_id,
                started_at::varchar as started_at,
                (started_at + to_milliseconds(300 + drawn % 900))::varchar as first_token_at,
                (started_at + to_milliseconds(1500 + drawn % 20011))::varchar as ended_at,
                (['anthropic', 'openai'])[1 + session_no % 2] as provider,
                (['claude-sonnet-4-5', 'gpt-5', 'claude-haiku-4-5', 'gpt-5-mini'])[1 + session_no % 4] as response_llm_model,
                'cust-' || customer_no::varchar as customer_ref,
                (['search', 'summaries', 'media-tags', 'research', 'support'])[1 + session_drawn % 5] as feature,
                'team-' || (session_drawn % 3)::varchar as project_id,
                'key-' || (customer_no * 3 + session_drawn % 3)::varchar as api_key_id,
                'session-' || session_no::varchar as session_id,
                'task-' || (request_no // 3)::varchar as operation_id,
                200 + drawn % 6007 as input_tokens,
                if(drawn % 5 < 2, 1024 + drawn % 24001, 0) as cache_read_tokens,
                if(session_no % 2 = 0 and drawn % 10 = 3, 1024 + drawn % 8009, 0) as cache_write_tokens,
                if(drawn % 50 = 7, 0, 100 + drawn % 2003) as output_tokens,
                if(drawn % 50 = 7 or session_no % 2 = 0, 0, drawn % 90) as reasoning_tokens,
                if(drawn % 50 = 7, 'timeout', null) as error_type
            from (
                select
                    request_no, request_no // 10 as session_no,
                    (hash(request_no + {seed}) >> 16)::bigint as drawn,
                    (hash(request_no // 10 - {seed}) >> 16)::bigint as session_drawn,
                    if(session_drawn % 2 = 0, session_drawn // 2 % 400, least(399, 1000 // (1 + session_drawn % 1000)))
                        as customer_no,
                    timestamptz '{FirstDay.AddDays(day):yyyy-MM-dd} 00:00:00+00'
                        + to_milliseconds(((request_no - {day * requestsPerDay}) * 86400000 // {requestsPerDay})::bigint) as started_at
                from (select unnest(range({day * requestsPerDay}, {(day + 1) * requestsPerDay})) as request_no)
            )
        ) to {SqlText.Literal(Path.Combine(folder, $"day-{day:0000}.parquet"))} (format parquet)
        """);
}
