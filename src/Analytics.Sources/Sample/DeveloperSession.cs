namespace Analytics.Sources.Sample;

/// <summary>One coding-agent session of a developer; its calls are in the order they were made.</summary>
/// <param name="Developer">Login name.</param>
/// <param name="Project">Folder the agent worked in, below the developer's work folder.</param>
/// <param name="SessionId">UUID of the session.</param>
/// <param name="Version">Version of the agent.</param>
/// <param name="Calls">Calls of the main agent.</param>
/// <param name="SubAgentCalls">Calls of sub-agents; empty for most sessions.</param>
/// <param name="AreSubAgentsInProgressLines">Older agents do so, newer ones write a file.</param>
/// <param name="ResumedFrom">Session whose first lines this one repeats, or null.</param>
internal sealed record DeveloperSession(
    string Developer,
    string Project,
    string SessionId,
    string Version,
    IReadOnlyList<SampleCall> Calls,
    IReadOnlyList<SampleCall> SubAgentCalls,
    bool AreSubAgentsInProgressLines,
    DeveloperSession? ResumedFrom)
{
    /// <summary>Folder the agent ran in, as its log names it.</summary>
    public string WorkingDirectory => $"/home/{Developer}/work/{Project}";

    /// <summary>The agent's folder name for <see cref="WorkingDirectory"/>.</summary>
    public string Slug => WorkingDirectory.Replace('/', '-');
}
