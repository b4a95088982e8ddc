using System.Globalization;
using System.Text;
using Analytics.Domain;
using Analytics.Pipeline;

namespace Analytics.EndToEnd.Tests.Reconciliation;

/// <summary>
/// Calls and an invoice over some days of May 2026, each day with one cause, or all of them, why the two differ. Prices
/// of claude-sonnet-4-6: 3 USD per million input tokens and 15 USD per million output tokens, times 0.5 in batches and
/// times 1.1 in the region us.
/// </summary>
public sealed class BilledMonth : IAsyncLifetime, IDisposable
{
    private const string Model = "claude-sonnet-4-6";
    private readonly StringBuilder _log = new();
    private readonly StringBuilder _invoice = new();

    internal Workspace Workspace { get; } = new();

    public async Task InitializeAsync()
    {
        Bill("04", [Line("uncached_input_tokens", "150", tier: "batch")], Call("04T10:00", 1_000_000, 0));
        Bill("05", [Line("uncached_input_tokens", "330", geo: "us")], Call("05T10:00", 1_000_000, 0));
        Bill(
            "06",
            [Line("uncached_input_tokens", "300"), Line("output_tokens", "375")],
            Call("06T10:00", 1_000_000, 100_000));
        Bill(
            "07",
            [Line("uncached_input_tokens", "450"), Line("output_tokens", "225")],
            Call("07T10:00", 1_000_000, 100_000));
        Bill(
            "08",
            [Line("uncached_input_tokens", "495", geo: "us"), Line("output_tokens", "495", geo: "us")],
            Call("08T10:00", 1_000_000, 100_000));
        Bill(
            "10",
            [Line("uncached_input_tokens", "300")],
            Call("10T12:00", 1_000_000, 0),
            Call("10T23:30", 200_000, 0));
        Bill("11", [Line("uncached_input_tokens", "360")], Call("11T12:00", 1_000_000, 0));

        // A fifth off the list price: only the usage report tells it from a fifth less usage.
        Bill("15", [Line("uncached_input_tokens", "240")], Call("15T10:00", 1_000_000, 0));
        var sources = new Dictionary<string, SourceSettings>
        {
            ["usage"] = Source("anthropic-usage", "usage/page.json", UsageReport("2026-05-15", "2026-05-16", 1_000_000)),
            ["log"] = Source("claude-code", "log/session.jsonl", _log.ToString()),
            ["bill"] = Source(
                "anthropic-cost-report", "bill/page.json",
                $$"""{"data":[{{_invoice.ToString().TrimEnd(',')}}],"has_more":false}"""),
            ["gateway"] = Source("litellm", "gateway/calls.jsonl", string.Concat(
                Gateway("pacific-1", "2026-05-13T03:00:00Z", 1_000_000, "amber"),
                Gateway("pacific-2", "2026-05-13T12:00:00Z", 3_000_000, "blue"),
                Gateway("pacific-3", "2026-05-14T06:30:00Z", 1_000_000, "amber"))),
            ["focus"] = Source(
                "focus", "focus/google.csv",
                """
                BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ConsumedQuantity,ConsumedUnit,ProviderName,SkuMeter
                0.3,USD,2026-05-12T07:00:00Z,2026-05-13T07:00:00Z,Usage,1000000,Tokens,Google,gemini-2.5-flash input tokens
                1.2,USD,2026-05-13T07:00:00Z,2026-05-14T07:00:00Z,Usage,4000000,Tokens,Google,gemini-2.5-flash input tokens
                -0.1,USD,2026-05-13T07:00:00Z,2026-05-14T07:00:00Z,Credit,,,Google,
                """),
        };
        var report = await Workspace.RunPipelineAsync(sources);
        Assert.True(report.ExitCode == ExitCode.Ok, string.Join('\n', report.Build!.Failures));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => Workspace.Dispose();

    private static string Call(string time, long input, long output) => LogLines.Claude(
        $"call-{time}", $"2026-05-{time}:00Z", Model, new() { Input = input, Output = output }) + "\n";

    private static string Gateway(string id, string time, long input, string user) => LogLines.Gateway(
        id, time, "gemini", "gemini-2.5-flash", new() { Input = input }, user: user) + "\n";

    private static string Line(string meter, string cents, string tier = "standard", string geo = "global") =>
        $$"""
        {"currency":"USD","amount":"{{cents}}","cost_type":"tokens","token_type":"{{meter}}","description":"{{meter}} {{tier}} {{geo}}",
         "model":"{{Model}}","service_tier":"{{tier}}","context_window":"0-200k","inference_geo":"{{geo}}"}
        """;

    private static string UsageReport(string from, string to, long input) =>
        $$"""
        {"data":[{"starting_at":"{{from}}T00:00:00Z","ending_at":"{{to}}T00:00:00Z","results":[
            {"uncached_input_tokens":{{input}},"output_tokens":0,"model":"{{Model}}","service_tier":"standard",
             "context_window":"0-200k","inference_geo":"global"}]}],"has_more":false}
        """;

    private SourceSettings Source(string kind, string file, string text) =>
        new() { Kind = kind, Path = Workspace.Write(file, text + "\n") };

    private void Bill(string day, string[] lines, params string[] calls)
    {
        _log.AppendJoin("", calls);
        var next = int.Parse(day, CultureInfo.InvariantCulture) + 1;
        _invoice.Append(
            CultureInfo.InvariantCulture,
            $$"""{"starting_at":"2026-05-{{day}}T00:00:00Z","ending_at":"2026-05-{{next:00}}T00:00:00Z","results":[{{string.Join(',', lines)}}]},""");
    }
}
