using Analytics.Pipeline;

namespace Analytics.EndToEnd.Tests.RealData;

/// <summary>One run of the pipeline over the public fixtures of all kinds.</summary>
public sealed class FixtureFiles : IAsyncLifetime, IDisposable
{
    /// <summary>Folders of Claude Code files of which nothing but that they are readable is published.</summary>
    internal static readonly string[] OtherClaudeFolders =
        ["agentsview", "claude-code-log", "tokscale"];

    /// <summary>How the run went; null without the data.</summary>
    public RunReport? Report { get; private set; }

    internal Workspace Workspace { get; } = new();

    public async Task InitializeAsync()
    {
        if (PublicData.IsThere)
        {
            Report = await Workspace.RunPipelineAsync(Sources());
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => Workspace.Dispose();

    private static Dictionary<string, SourceSettings> Sources()
    {
        var sources = new Dictionary<string, SourceSettings>
        {
            ["claude-tracelab"] = Source("claude-code", "claude-code/tracelab/session.content-stripped.jsonl"),
            ["claude-alpha"] = Source("claude-code", "claude-code/ccusage/projects/project-alpha"),
            ["claude-beta"] = Source("claude-code", "claude-code/ccusage/projects/project-beta"),
            ["codex-tracelab"] = Source("codex", "codex/tracelab"),
            ["codex-ccusage"] = Source("codex", "codex/ccusage"),
            ["codex-agentsview"] = Source("codex", "codex/agentsview"),
            ["gemini-cli"] = new() { Kind = "gemini-cli", Path = PublicData.Path("fixtures/gemini-cli/agentsview") },
            ["opencode"] = Source("opencode", "opencode"),
            ["pi"] = Source("pi", "pi"),
            ["cursor"] = Source("cursor", "cursor-admin"),
            ["copilot"] = Source("otel-genai", "otlp-json/agentsview"),
            ["litellm-spend"] = Source("litellm", "litellm/spend_logs_payload.json"),
            ["litellm-payload"] = Source("litellm", "litellm/standard_logging_payload.json"),
            ["focus-sample"] = Source("focus", "focus/sample-1.0"),
            ["aws-cur"] = Source("aws-cur", "aws-cur"),
            ["azure-trace"] = Source("azure-trace", "self-hosted"),
            ["litellm-prices"] = Source("litellm-prices", "prices/litellm"),
            ["genai-prices"] = Source("genai-prices-yaml", "prices/genai-prices"),
            ["models-dev"] = Source("models-dev-model", "prices/models.dev"),
        };
        foreach (var file in new[] { "trace", "logs", "metrics", "events" })
        {
            sources[$"otlp-{file}"] = Source("otel-genai", $"otlp-json/opentelemetry-proto/{file}.json");
        }

        foreach (var folder in OtherClaudeFolders.Append("claude-code-transcripts"))
        {
            sources[$"claude-{folder}"] = Source("claude-code", $"claude-code/{folder}");
        }

        foreach (var path in Directory.GetFiles(PublicData.Path("fixtures/langfuse/traces")))
        {
            var name = Path.GetFileName(path);
            var trace = name[..name.LastIndexOf("-20", StringComparison.Ordinal)];
            sources[$"langfuse-{trace}"] = new() { Kind = "langfuse", Path = path };
        }

        foreach (var path in Directory.GetFiles(PublicData.Path("fixtures/focus/spec-v1.2")))
        {
            var example = Path.GetFileNameWithoutExtension(path).Replace('_', '-');
            sources[$"focus-{example}"] = new() { Kind = "focus", Path = path };
        }

        return sources;
    }

    private static SourceSettings Source(string kind, string path) =>
        new() { Kind = kind, Path = PublicData.Path(Path.Combine("fixtures", path)) };
}
