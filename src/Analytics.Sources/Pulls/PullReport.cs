using System.Globalization;

namespace Analytics.Sources.Pulls;

/// <summary>A report of a provider's API: where it is, what to ask, and how long its answers change.</summary>
public sealed record PullReport
{
    private static readonly PullReport[] All =
    [
        OpenAi("openai-costs", "v1/organization/costs", ["project_id", "line_item", "api_key_id"]),
        OpenAi(
            "openai-usage", "v1/organization/usage/completions",
            ["project_id", "user_id", "api_key_id", "model", "batch", "service_tier"]),
        Anthropic("anthropic-cost-report", "v1/organizations/cost_report", ["workspace_id", "description"]),
        Anthropic(
            "anthropic-usage", "v1/organizations/usage_report/messages",
            ["api_key_id", "context_window", "inference_geo", "model", "service_tier", "workspace_id"]),
        new()
        {
            Kind = "openrouter-activity",
            Address = "https://openrouter.ai",
            Path = "api/v1/activity",
            Query = static window => [("date", Day(window.From))],
            Step = WindowStep.Day,
            IsPaged = false,
            DaysServed = 30,
            // "The last 30 completed UTC days": what is served is final, and the day after it is early enough to ask again.
            LookbackDays = 1,
        },
    ];

    /// <summary>Kinds that can be pulled; each is the kind of a reader.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. All.Select(static report => report.Kind)];

    /// <summary>Kind of the report and of its reader.</summary>
    public required string Kind { get; init; }

    /// <summary>Address of the provider.</summary>
    public required string Address { get; init; }

    /// <summary>Path below the address, without a slash at either end.</summary>
    public required string Path { get; init; }

    /// <summary>What to ask for a window, without the page.</summary>
    public required Func<PullWindow, IReadOnlyList<(string Name, string Value)>> Query { get; init; }

    /// <summary>How much one window covers.</summary>
    public required WindowStep Step { get; init; }

    /// <summary>Whether answers come in pages, with <c>has_more</c> and <c>next_page</c>.</summary>
    public required bool IsPaged { get; init; }

    /// <summary>Days back from yesterday that the provider still has; null = all. Then a day is served once it is over.</summary>
    public int? DaysServed { get; init; }

    /// <summary>Days after its end during which a window may still change.</summary>
    public required int LookbackDays { get; init; }

    /// <summary>Header that takes the key; null = <c>Authorization: Bearer</c>.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The report of a kind, or null.</summary>
    public static PullReport? Find(string kind) => All.FirstOrDefault(report => report.Kind == kind);

    // No date of finality is published; the last days grow for a while.
    private static PullReport OpenAi(string kind, string path, IReadOnlyList<string> groups) => new()
    {
        Kind = kind,
        Address = "https://api.openai.com",
        Path = path,
        Query = window =>
        [
            ("start_time", Seconds(window.From)), ("end_time", Seconds(window.Until)), ("bucket_width", "1d"), ("limit", "31"),
            .. groups.Select(static group => ("group_by[]", group)),
        ],
        Step = WindowStep.Month,
        IsPaged = true,
        LookbackDays = 3,
    };

    // "Re-read the last 30 days": amounts are corrected for about as long.
    private static PullReport Anthropic(string kind, string path, IReadOnlyList<string> groups) => new()
    {
        Kind = kind,
        Address = "https://api.anthropic.com",
        Path = path,
        Query = window =>
        [
            ("starting_at", $"{Day(window.From)}T00:00:00Z"), ("ending_at", $"{Day(window.Until)}T00:00:00Z"),
            ("bucket_width", "1d"), ("limit", "31"), .. groups.Select(static group => ("group_by[]", group)),
        ],
        Step = WindowStep.Month,
        IsPaged = true,
        LookbackDays = 30,
        KeyHeader = "x-api-key",
        Headers = [("anthropic-version", "2023-06-01")],
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Seconds(DateOnly day) =>
        new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
