using System.Text.Json;

namespace Analytics.Sources.Sample.Writers;

/// <summary>
/// Claude Code transcripts: a call stands on two or three lines of which only the last has the final output count;
/// resumed sessions repeat the lines they began from; sub-agents stand in progress lines or in files of their own.
/// </summary>
internal static class ClaudeCodeWriter
{
    /// <summary>Calls of the earlier session that a resumed one repeats.</summary>
    private const int RepeatedCalls = 3;

    public static async Task WriteAsync(SampleWorld world, SampleFolder folder, CancellationToken cancellation)
    {
        var random = world.Random("claude code lines");
        var sessions = world.DeveloperSessions.Where(static session => session.Calls[0].Model.Provider == "anthropic");
        foreach (var session in sessions)
        {
            var root = $"claude-code/{session.Slug}/{session.SessionId}";
            await folder.WriteLinesAsync(
                root + ".jsonl", MainLines(session, random), cancellation).ConfigureAwait(false);
            if (session.SubAgentCalls.Count > 0 && !session.AreSubAgentsInProgressLines)
            {
                await folder.WriteLinesAsync(
                    $"{root}/subagents/agent-{random.Hex(7)}.jsonl",
                    session.SubAgentCalls.SelectMany(call => CallLines(session, call, random, isSidechain: true)),
                    cancellation).ConfigureAwait(false);
            }
        }
    }

    private static List<string> MainLines(DeveloperSession session, SampleRandom random)
    {
        var lines = new List<string>();
        if (session.ResumedFrom is { } earlier)
        {
            lines.AddRange(earlier.Calls.Take(RepeatedCalls)
                .SelectMany(call => CallLines(session, call, random, isSidechain: false)));
        }

        lines.Add(UserLine(session, session.Calls[0].StartedAt.AddSeconds(-2), random));
        for (var number = 0; number < session.Calls.Count; number++)
        {
            lines.AddRange(CallLines(session, session.Calls[number], random, isSidechain: false));
            if (number == 1 && session.AreSubAgentsInProgressLines)
            {
                var agentId = random.Hex(7);
                lines.AddRange(session.SubAgentCalls.Select(call => ProgressLine(session, call, agentId, random)));
            }
        }

        if (random.Chance(2_000))
        {
            lines.Add(SyntheticLine(session, session.Calls[^1].EndedAt.AddSeconds(1), random));
        }

        return lines;
    }

    private static IEnumerable<string> CallLines(
        DeveloperSession session, SampleCall call, SampleRandom random, bool isSidechain)
    {
        var requestId = "req_01" + random.Base62(20);
        var blocks = random.Between(2, 3);
        for (var block = 1; block <= blocks; block++)
        {
            var isLast = block == blocks;
            yield return JsonLine.Of(json =>
            {
                WriteHead(json, session, isSidechain, random);
                json.WriteString("type", "assistant");
                json.WriteString("timestamp", JsonLine.Milliseconds(call.StartedAt.AddMilliseconds((block - 1) * 400)));
                json.WriteString("requestId", requestId);
                json.WriteObject("message", message => WriteMessage(message, call, isLast));
            });
        }
    }

    private static string ProgressLine(
        DeveloperSession session, SampleCall call, string agentId, SampleRandom random) =>
        JsonLine.Of(json =>
        {
            WriteHead(json, session, isSidechain: false, random);
            json.WriteString("type", "progress");
            json.WriteString("timestamp", JsonLine.Milliseconds(call.StartedAt));
            json.WriteObject("data", data =>
            {
                data.WriteString("type", "agent_progress");
                data.WriteString("agentId", agentId);
                data.WriteObject("message", line =>
                {
                    line.WriteString("type", "assistant");
                    line.WriteString("timestamp", JsonLine.Milliseconds(call.StartedAt));
                    line.WriteString("requestId", "req_01" + random.Base62(20));
                    line.WriteString("uuid", random.Uuid());
                    line.WriteObject("message", message => WriteMessage(message, call, isLast: true));
                });
            });
        });

    private static string UserLine(DeveloperSession session, DateTimeOffset at, SampleRandom random) =>
        JsonLine.Of(json =>
        {
            WriteHead(json, session, isSidechain: false, random);
            json.WriteString("type", "user");
            json.WriteString("timestamp", JsonLine.Milliseconds(at));
            json.WriteObject("message", static message =>
            {
                message.WriteString("role", "user");
                message.WriteString("content", "");
            });
        });

    // The client's own error text: no call was made and nothing is billed.
    private static string SyntheticLine(DeveloperSession session, DateTimeOffset at, SampleRandom random) =>
        JsonLine.Of(json =>
        {
            WriteHead(json, session, isSidechain: false, random);
            json.WriteString("type", "assistant");
            json.WriteString("timestamp", JsonLine.Milliseconds(at));
            json.WriteBoolean("isApiErrorMessage", true);
            json.WriteObject("message", message =>
            {
                message.WriteString("id", random.Uuid());
                message.WriteString("type", "message");
                message.WriteString("role", "assistant");
                message.WriteString("model", "<synthetic>");
                message.WriteObject("usage", static usage =>
                {
                    usage.WriteNumber("input_tokens", 0);
                    usage.WriteNumber("output_tokens", 0);
                    usage.WriteNumber("cache_creation_input_tokens", 0);
                    usage.WriteNumber("cache_read_input_tokens", 0);
                });
            });
        });

    private static void WriteHead(Utf8JsonWriter json, DeveloperSession session, bool isSidechain, SampleRandom random)
    {
        json.WriteString("uuid", random.Uuid());
        json.WriteBoolean("isSidechain", isSidechain);
        json.WriteString("userType", "external");
        json.WriteString("cwd", session.WorkingDirectory);
        json.WriteString("sessionId", session.SessionId);
        json.WriteString("version", session.Version);
        json.WriteString("gitBranch", "main");
    }

    private static void WriteMessage(Utf8JsonWriter json, SampleCall call, bool isLast)
    {
        var meters = call.Meters;
        json.WriteString("id", call.RequestId);
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", call.Model.Id);
        json.WriteString("stop_reason", isLast ? "tool_use" : null);
        json.WriteObject("usage", usage =>
        {
            usage.WriteNumber("input_tokens", meters.UncachedInput);
            usage.WriteNumber("cache_creation_input_tokens", meters.CacheWrite5m + meters.CacheWrite1h);
            usage.WriteNumber("cache_read_input_tokens", meters.CacheRead);
            usage.WriteNumber("output_tokens", isLast ? meters.Output : 1);
            usage.WriteObject("cache_creation", creation =>
            {
                creation.WriteNumber("ephemeral_5m_input_tokens", meters.CacheWrite5m);
                creation.WriteNumber("ephemeral_1h_input_tokens", meters.CacheWrite1h);
            });
            usage.WriteString("service_tier", "standard");
        });
    }
}
