namespace Analytics.Sources.Sample.Writers;

/// <summary>
/// Declares the sample's sources the way settings do: name, kind (the reader) and path from the sample's root.
/// </summary>
internal static class SourcesWriter
{
    /// <summary>The source whose damage is planted, and so no news to whoever reads it.</summary>
    private const string DamagedSource = "sample-gateway";

    private static readonly (string Name, string Kind)[] Sources =
    [
        (DamagedSource, "litellm"),
        ("sample-service", "otel-genai"),
        ("sample-claude-code", "claude-code"),
        ("sample-codex", "codex"),
        ("sample-anthropic-costs", "anthropic-cost-report"),
        ("sample-openai-costs", "openai-costs"),
        ("sample-google-invoice", "focus"),
        ("sample-customers", "customers"),
        ("sample-plans", "plans"),
        ("sample-subscriptions", "subscriptions"),
        ("sample-revenue", "revenue"),
        ("sample-outcomes", "outcomes"),
    ];

    public static Task WriteAsync(SampleFolder folder, CancellationToken cancellation) => folder.WriteLinesAsync(
        "sources.json",
        [
            "[",
            .. Sources.Select((source, index) => JsonLine.Of(json =>
            {
                json.WriteString("name", source.Name);
                json.WriteString("kind", source.Kind);
                json.WriteString("path", source.Kind);
                if (source.Name == DamagedSource)
                {
                    json.WriteNumber("tolerated_quarantine_rows", DamagedLines.RefusedLines);
                }
            }) + (index < Sources.Length - 1 ? "," : "")),
            "]",
        ],
        cancellation);
}
