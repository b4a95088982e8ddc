using System.Globalization;
using System.Text.Json;

namespace Analytics.Sources.Sample.Writers;

/// <summary>
/// Codex rollouts: counters grow over the session, some events are repeated unchanged, and some carry rate limits only.
/// </summary>
internal static class CodexWriter
{
    private const int RepeatedShare = 1_500;

    private const int LimitsOnlyShare = 1_000;

    public static async Task WriteAsync(SampleWorld world, SampleFolder folder, CancellationToken cancellation)
    {
        var random = world.Random("codex lines");
        var sessions = world.DeveloperSessions.Where(static session => session.Calls[0].Model.Provider == "openai");
        foreach (var session in sessions)
        {
            var startedAt = session.Calls[0].StartedAt.UtcDateTime;
            var folderOfDay = startedAt.ToString("yyyy'/'MM'/'dd", CultureInfo.InvariantCulture);
            var started = startedAt.ToString("yyyy-MM-dd'T'HH-mm-ss", CultureInfo.InvariantCulture);
            var path = $"codex/sessions/{folderOfDay}/rollout-{started}-{session.SessionId}.jsonl";
            await folder.WriteLinesAsync(path, LinesOf(session, random), cancellation).ConfigureAwait(false);
        }
    }

    private static IEnumerable<string> LinesOf(DeveloperSession session, SampleRandom random)
    {
        var total = default(TokenMeters);
        yield return Line(session.Calls[0].StartedAt.AddSeconds(-1), "session_meta", payload =>
        {
            payload.WriteString("id", session.SessionId);
            payload.WriteString("timestamp", JsonLine.Milliseconds(session.Calls[0].StartedAt.AddSeconds(-1)));
            payload.WriteString("cwd", session.WorkingDirectory);
            payload.WriteString("originator", "codex_cli_rs");
            payload.WriteString("cli_version", session.Version);
            payload.WriteString("source", "cli");
            payload.WriteString("model_provider", "openai");
        });
        foreach (var call in session.Calls)
        {
            yield return Line(call.StartedAt.AddMilliseconds(-5), "turn_context", payload =>
            {
                payload.WriteString("turn_id", random.Uuid());
                payload.WriteString("cwd", session.WorkingDirectory);
                payload.WriteString("model", call.Model.Id);
                payload.WriteString("effort", call.ReasoningEffort);
            });
            total += call.Meters;
            var counted = TokenCount(call.StartedAt, total, call.Meters);
            yield return counted;
            if (random.Chance(RepeatedShare))
            {
                yield return counted;
            }

            if (random.Chance(LimitsOnlyShare))
            {
                yield return Line(call.StartedAt, "event_msg", static payload =>
                {
                    payload.WriteString("type", "token_count");
                    payload.WriteNull("info");
                });
            }
        }
    }

    private static string TokenCount(DateTimeOffset at, TokenMeters total, TokenMeters last) =>
        Line(at, "event_msg", payload =>
        {
            payload.WriteString("type", "token_count");
            payload.WriteObject("info", info =>
            {
                info.WriteObject("total_token_usage", usage => WriteUsage(usage, total));
                info.WriteObject("last_token_usage", usage => WriteUsage(usage, last));
                info.WriteNumber("model_context_window", 258_400);
            });
            payload.WriteNull("rate_limits");
        });

    private static void WriteUsage(Utf8JsonWriter json, TokenMeters meters)
    {
        json.WriteNumber("input_tokens", meters.Prompt);
        json.WriteNumber("cached_input_tokens", meters.CacheRead);
        json.WriteNumber("output_tokens", meters.Output);
        json.WriteNumber("reasoning_output_tokens", meters.Reasoning);
        json.WriteNumber("total_tokens", meters.Total);
    }

    private static string Line(DateTimeOffset at, string type, Action<Utf8JsonWriter> payload) => JsonLine.Of(json =>
    {
        json.WriteString("timestamp", JsonLine.Milliseconds(at));
        json.WriteString("type", type);
        json.WriteObject("payload", payload);
    });
}
