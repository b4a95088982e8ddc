using System.Text;

namespace Analytics.EndToEnd.Tests;

/// <summary>Lines of a coding agent's session, as small as the reader takes them.</summary>
internal static class AgentLog
{
    /// <summary>
    /// One provider call of 100,000 uncached input and 20,000 output tokens: 0.60 USD at 3 and 15 USD per million.
    /// </summary>
    public static string Call(int number, string day = "2026-03-01") =>
        $$$$"""
        {"type":"assistant","timestamp":"{{{{day}}}}T10:00:00.000Z","sessionId":"session-1","cwd":"/work",
        "requestId":"req_{{{{number}}}}","message":{"id":"msg_{{{{number}}}}","type":"message","role":"assistant",
        "model":"claude-sonnet-4-5-20250929","stop_reason":"end_turn","usage":{"input_tokens":100000,
        "cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":20000}}}
        """.ReplaceLineEndings("");

    /// <summary>A session of several calls.</summary>
    public static string Session(IEnumerable<int> numbers, string day = "2026-03-01") =>
        numbers.Aggregate(new StringBuilder(), (text, number) => text.Append(Call(number, day)).Append('\n')).ToString();
}
