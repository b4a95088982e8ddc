namespace Analytics.Sources.Sample.Traffic;

/// <summary>Ordinary traffic of the product: sessions of few or many calls, few customers with most of them.</summary>
internal static class ProductTraffic
{
    /// <summary>A prompt below this is not cached automatically, in tokens.</summary>
    private const long SmallestCachedPrompt = 1_024;

    private const long CacheStepTokens = 128;

    private static readonly TimeSpan CacheLifetime = TimeSpan.FromMinutes(5);

    public static void Add(SampleWorld world)
    {
        foreach (var profile in FeatureProfile.All)
        {
            var random = world.Random($"traffic {profile.Feature} {profile.SeenBy} {profile.Model.Id}");
            var damagedFileSessions = profile.Feature == "classification" ? 30 : 0;
            for (var session = 0; session < profile.Sessions; session++)
            {
                AddSession(world, profile, random, isInDamagedFile: session < damagedFileSessions);
            }
        }
    }

    /// <summary>A call that nobody has seen yet: model, time and tokens only.</summary>
    public static SampleCall NewCall(
        SampleRandom random, SampleModel model, DateTimeOffset startedAt, TokenMeters meters) =>
        new()
        {
            RequestId = NewRequestId(model, random),
            Model = model,
            StartedAt = startedAt,
            DurationMilliseconds = DurationOf(meters, random),
            Meters = meters,
            SeenBy = SampleSightings.None,
        };

    /// <summary>A provider's response id in its usual shape.</summary>
    private static string NewRequestId(SampleModel model, SampleRandom random) => model.IdPrefix switch
    {
        "chatcmpl-" => "chatcmpl-" + random.Base62(20),
        "msg_01" => "msg_01" + random.Base62(20),
        _ => model.IdPrefix + random.Uuid(),
    };

    /// <summary>Time to answer: reading the prompt and writing the output, in milliseconds.</summary>
    private static long DurationOf(TokenMeters meters, SampleRandom random) =>
        random.Between(250, 900) + (meters.UncachedInput / 12) + (meters.Output * random.Between(9, 16));

    private static void AddSession(SampleWorld world, FeatureProfile profile, SampleRandom random, bool isInDamagedFile)
    {
        var customer = DrawCustomer(world, profile, random);
        var startedAt = SampleCalendar.DrawInstant(random, profile.IsOffPeakOnly);
        var calls = random.HeavyTail(1, 5_000, profile.MostDoublings);
        var tier = TierOf(profile, random);
        var sessionId = "s-" + random.Hex(12);
        var userId = "u" + random.Between(1, 9);
        var prompt = profile.FirstPromptTokens / 4 + random.Around(profile.FirstPromptTokens * 3 / 4);
        var cached = 0L;
        for (var number = 1L; number <= calls; number++)
        {
            var meters = MetersOf(profile, random, prompt, cached, tier);
            var call = NewCall(random, profile.Model, startedAt, meters) with
            {
                Tier = tier,
                SeenBy = profile.SeenBy,
                Customer = customer,
                UserId = userId,
                Feature = profile.Feature,
                SessionId = sessionId,
                OperationId = "op-" + random.Hex(12),
                ReasoningEffort = profile.ReasoningEffort,
                IsInDamagedFile = isInDamagedFile,
            };
            world.Add(call);
            var pause = TimeSpan.FromMilliseconds(random.Between(4_000, 90_000));
            startedAt = call.EndedAt + pause;
            cached = pause < CacheLifetime ? prompt : 0;
            prompt += meters.Output + random.Around(profile.GrowthTokens);
        }
    }

    private static SampleCustomer? DrawCustomer(SampleWorld world, FeatureProfile profile, SampleRandom random)
    {
        var customers = world.Company.Customers;
        var customer = customers[random.PickWeighted([.. customers.Select(static each => each.Weight)])];
        if (random.Chance(profile.UnattributedShare))
        {
            return null;
        }

        // A call seen twice must name one customer in both logs, so the customer whose gateway id moves makes none.
        return profile.SeenBy.HasFlag(SampleSightings.Service) && customer.Rank == SampleCompany.KeyGiverRank
            ? world.Company.Rank(SampleCompany.KeyTakerRank)
            : customer;
    }

    private static SampleTier TierOf(FeatureProfile profile, SampleRandom random) =>
        random.Chance(profile.PriorityShare) ? SampleTier.Priority
        : random.Chance(profile.BatchShare) ? SampleTier.Batch
        : SampleTier.Standard;

    private static TokenMeters MetersOf(
        FeatureProfile profile, SampleRandom random, long prompt, long cached, SampleTier tier)
    {
        var visible = random.Around(profile.VisibleTokens) + 1;
        var reasoning = profile.ReasoningPercent == 0 ? 0 : random.Around(visible * profile.ReasoningPercent / 100);
        var caching = tier == SampleTier.Batch ? PromptCaching.None : profile.Caching;
        var fresh = Math.Min(prompt, random.Between(20, 180));
        return caching switch
        {
            PromptCaching.ExplicitFiveMinutes =>
                Explicit(fresh, prompt - fresh, Math.Min(cached, prompt - fresh), visible, reasoning),
            PromptCaching.Automatic when cached >= SmallestCachedPrompt =>
                Automatic(prompt, cached / CacheStepTokens * CacheStepTokens, visible, reasoning),
            _ => new TokenMeters(prompt, 0, 0, 0, visible, reasoning),
        };
    }

    private static TokenMeters Explicit(long fresh, long prefix, long read, long visible, long reasoning) =>
        new(fresh, read, prefix - read, 0, visible, reasoning);

    private static TokenMeters Automatic(long prompt, long read, long visible, long reasoning) =>
        new(prompt - read, read, 0, 0, visible, reasoning);
}
