namespace Analytics.Sources.Sample.Traffic;

/// <summary>Coding-agent sessions of five developers: Claude Code and Codex.</summary>
internal static class DeveloperTraffic
{
    private const int ClaudeSessions = 26;

    private const int CodexSessions = 14;

    /// <summary>Codex keeps its context below this, in tokens.</summary>
    private const long CodexContextTokens = 250_000;

    private static readonly string[] Developers = ["ines", "jonas", "mei", "omar", "petra"];

    private static readonly long[] DeveloperWeights = [60, 20, 10, 7, 3];

    private static readonly string[] Projects = ["billing-api", "search-core", "web-app"];

    public static void Add(SampleWorld world)
    {
        var random = world.Random("claude code");
        for (var session = 0; session < ClaudeSessions; session++)
        {
            AddClaudeSession(world, random, session);
        }

        random = world.Random("codex");
        for (var session = 0; session < CodexSessions; session++)
        {
            AddCodexSession(world, random);
        }
    }

    private static void AddClaudeSession(SampleWorld world, SampleRandom random, int number)
    {
        // Every ninth session resumes an earlier one and repeats its first lines, as the agent does.
        var resumed = number % 9 == 8 ? world.DeveloperSessions[number - 3] : null;
        var startedAt = resumed is null
            ? SampleCalendar.DrawInstant(random, isOffPeakOnly: false)
            : resumed.Calls[^1].EndedAt.AddHours(1);
        var developer = resumed?.Developer ?? Developers[random.PickWeighted(DeveloperWeights)];
        var project = resumed?.Project ?? Projects[random.Between(0, Projects.Length - 1)];
        var hasSubAgents = number % 4 == 1;
        var isOldVersion = number % 8 == 1;
        var sessionId = random.Uuid();
        var author = new Author(sessionId, developer);
        var calls = ClaudeCalls(random, SampleModels.Opus48, startedAt, 4 + random.HeavyTail(7, 4_500, 3), author);
        var helpersStartAt = calls[1].EndedAt.AddSeconds(2);
        var subAgentCalls = hasSubAgents
            ? ClaudeCalls(random, SampleModels.Haiku45, helpersStartAt, random.Between(4, 11), author)
            : [];
        var version = isOldVersion ? "2.1.12" : "2.1.157";
        AddSession(world, new DeveloperSession(
            developer, project, sessionId, version, calls, subAgentCalls, isOldVersion, resumed));
    }

    private static List<SampleCall> ClaudeCalls(
        SampleRandom random, SampleModel model, DateTimeOffset startedAt, long count, Author author)
    {
        var calls = new List<SampleCall>();
        var context = 0L;
        var writesForAnHour = model == SampleModels.Opus48 && random.Chance(4_000);
        for (var number = 0; number < count; number++)
        {
            var written = number == 0 ? random.Between(14_000, 24_000) : random.HeavyTail(300, 5_000, 5);
            var output = random.HeavyTail(60, 5_500, 5);
            var fresh = random.Between(2, 12);
            var meters = writesForAnHour
                ? new TokenMeters(fresh, context, 0, written, output, 0)
                : new TokenMeters(fresh, context, written, 0, output, 0);
            calls.Add(NewCall(random, model, startedAt, meters, author) with { SeenBy = SampleSightings.ClaudeCode });
            context += written;
            startedAt = calls[^1].EndedAt.AddMilliseconds(random.Between(1_000, 60_000));
        }

        return calls;
    }

    private static void AddCodexSession(SampleWorld world, SampleRandom random)
    {
        var startedAt = SampleCalendar.DrawInstant(random, isOffPeakOnly: false);
        var developer = Developers[random.PickWeighted(DeveloperWeights)];
        var project = Projects[random.Between(0, Projects.Length - 1)];
        var sessionId = random.Uuid();
        var calls = new List<SampleCall>();
        var context = random.Between(8_000, 12_000);
        var read = 0L;
        var count = 5 + random.HeavyTail(7, 4_500, 3);
        for (var number = 0; number < count && context < CodexContextTokens; number++)
        {
            var visible = random.HeavyTail(40, 5_000, 5);
            var reasoning = random.HeavyTail(16, 6_000, 6);
            var meters = new TokenMeters(context - read, read, 0, 0, visible, reasoning);
            calls.Add(NewCall(random, SampleModels.Gpt54, startedAt, meters, new Author(sessionId, developer)) with
            {
                SeenBy = SampleSightings.Codex,
                ReasoningEffort = "high",
            });
            read = context / 128 * 128;
            context += visible + reasoning + random.HeavyTail(200, 5_500, 6);
            startedAt = calls[^1].EndedAt.AddMilliseconds(random.Between(1_000, 60_000));
        }

        AddSession(world, new DeveloperSession(developer, project, sessionId, "0.142.0", calls, [], false, null));
    }

    // Agent logs tell time in milliseconds.
    private static SampleCall NewCall(
        SampleRandom random, SampleModel model, DateTimeOffset startedAt, TokenMeters meters, Author author) =>
        ProductTraffic.NewCall(
            random, model, startedAt.AddTicks(-(startedAt.Ticks % TimeSpan.TicksPerMillisecond)), meters) with
        {
            UserId = author.Developer,
            SessionId = author.SessionId,
        };

    private static void AddSession(SampleWorld world, DeveloperSession session)
    {
        world.DeveloperSessions.Add(session);
        foreach (var call in session.Calls.Concat(session.SubAgentCalls))
        {
            world.Add(call);
        }
    }

    private readonly record struct Author(string SessionId, string Developer);
}
