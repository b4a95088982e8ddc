namespace Analytics.Sources.Sample.Writers;

/// <summary>
/// Declares the sample's sources the way settings do: name, kind (the reader) and path from the sample's root.
/// </summary>
internal static class SourcesWriter
{
    /// <summary>The source whose damage is planted, and so no news to whoever reads it.</summary>
    private const string DamagedSource = "sample-gateway";

    private static readonly (string Name, string Kind, string? Path)[] Sources =
    [
        (DamagedSource, "litellm", null),
        ("sample-service", "otel-genai", null),
        ("sample-claude-code", "claude-code", null),
        ("sample-codex", "codex", null),
        ("sample-anthropic-costs", "anthropic-cost-report", null),
        ("sample-openai-costs", "openai-costs", null),
        ("sample-google-invoice", "focus", null),
        ("sample-customers", "customers", null),
        ("sample-plans", "plans", null),
        ("sample-subscriptions", "subscriptions", null),
        ("sample-revenue", "revenue", null),
        ("sample-outcomes", "outcomes", null),
        ("sample-inference", "litellm", "inference"),
        ("sample-deployments", "deployments", null),
        ("sample-own-prices", "price-book", null),
    ];

    public static Task WriteAsync(SampleFolder folder, CancellationToken cancellation) => folder.WriteLinesAsync(
        "sources.json",
        [
            "[",
            .. Sources.Select((source, index) => JsonLine.Of(json =>
            {
                json.WriteString("name", source.Name);
                json.WriteString("kind", source.Kind);
                json.WriteString("path", source.Path ?? source.Kind);
                if (source.Name == DamagedSource)
                {
                    json.WriteNumber("tolerated_quarantine_rows", DamagedLines.RefusedLines);
                }
            }) + (index < Sources.Length - 1 ? "," : "")),
            "]",
        ],
        cancellation);
}
