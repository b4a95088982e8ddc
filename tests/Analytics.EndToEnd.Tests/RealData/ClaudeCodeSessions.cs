using Analytics.Pipeline;

namespace Analytics.EndToEnd.Tests.RealData;

/// <summary>The 123 real sessions of five developers, through the pipeline once.</summary>
public sealed class ClaudeCodeSessions : IAsyncLifetime, IDisposable
{
    /// <summary>The sessions below the public data.</summary>
    internal const string Folder = "agent-logs/entire-claude-code";

    private RunReport? _report;

    /// <summary>How the run went.</summary>
    public RunReport Report => _report!;

    internal Workspace Workspace { get; } = new();

    public async Task InitializeAsync()
    {
        if (PublicData.IsThere)
        {
            _report = await Workspace.RunPipelineAsync("claude-code", PublicData.Path(Folder));
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => Workspace.Dispose();
}
