namespace Analytics.Sources.Sample;

/// <summary>Everything that happened in the six weeks; traffic and planted truths fill it, writers read it.</summary>
internal sealed class SampleWorld(ulong seed)
{
    private readonly List<SampleCall> calls = [];

    public ulong Seed { get; } = seed;

    public SampleCompany Company { get; } = SampleCompany.Create(seed);

    public List<DeveloperSession> DeveloperSessions { get; } = [];

    public List<TaskOutcome> Outcomes { get; } = [];

    public IReadOnlyList<SampleCall> Calls => calls;

    public SampleRandom Random(string stream) => new(Seed, stream);

    public void Add(SampleCall call) => calls.Add(call);

    /// <summary>Replaces the calls that match, which keeps all other calls and their order as they are.</summary>
    public void Rewrite(Func<SampleCall, bool> matches, Func<SampleCall, SampleCall> rewrite)
    {
        for (var index = 0; index < calls.Count; index++)
        {
            if (matches(calls[index]))
            {
                calls[index] = rewrite(calls[index]);
            }
        }
    }

    /// <summary>Calls one observer saw, in the order they started.</summary>
    public IEnumerable<SampleCall> SeenBy(SampleSightings observer) => calls
        .Where(call => call.SeenBy.HasFlag(observer))
        .OrderBy(static call => call.StartedAt)
        .ThenBy(static call => call.RequestId, StringComparer.Ordinal);

    /// <summary>The customer who answers for a call on its day, or null when the log names none.</summary>
    public string? CustomerIdOf(SampleCall call) =>
        call.Customer is null ? null : Company.OwnerOf(call.Customer, call.SeenBy, call.Day).CustomerId;
}

/// <summary>Whether a task was solved, and the human time it took besides.</summary>
internal sealed record TaskOutcome(
    string TaskId,
    string CustomerId,
    string Feature,
    string FirstModel,
    DateTimeOffset ClosedAt,
    bool IsResolved,
    int HumanMinutes);
