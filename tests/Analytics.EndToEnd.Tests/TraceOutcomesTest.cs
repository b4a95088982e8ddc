using Analytics.Domain;
using Analytics.Pipeline;

namespace Analytics.EndToEnd.Tests;

/// <summary>One file of traces read twice: for its calls, and for what it says about the tasks they served.</summary>
public sealed class TraceOutcomesTest
{
    private const string Calls =
        """
        {"resourceSpans":[{"resource":{"attributes":[{"key":"tenant.id","value":{"stringValue":"acme"}}]},"scopeSpans":[{"spans":[
        {"traceId":"AA","spanId":"01","parentSpanId":"00","startTimeUnixNano":"1788429634000000000",
        "endTimeUnixNano":"1788429636000000000","attributes":[
        {"key":"gen_ai.provider.name","value":{"stringValue":"anthropic"}},
        {"key":"gen_ai.request.model","value":{"stringValue":"claude-opus-4-8"}},
        {"key":"gen_ai.usage.input_tokens","value":{"intValue":"1000"}},
        {"key":"gen_ai.usage.output_tokens","value":{"intValue":"100"}},
        {"key":"task.id","value":{"stringValue":"t-1"}}]},
        {"traceId":"AA","spanId":"00","startTimeUnixNano":"1788429634000000000","endTimeUnixNano":"1788429637000000000",
        "attributes":[{"key":"task.id","value":{"stringValue":"t-1"}},{"key":"task.resolved","value":{"boolValue":true}},
        {"key":"feature","value":{"stringValue":"tickets"}}]}]}]}]}
        """;

    private const string Evaluation =
        """
        {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"traceId":"BB","timeUnixNano":"1788429637000000000",
        "eventName":"gen_ai.evaluation.result","attributes":[
        {"key":"gen_ai.evaluation.name","value":{"stringValue":"IntentResolution"}},
        {"key":"gen_ai.evaluation.score.label","value":{"stringValue":"fail"}},
        {"key":"feature","value":{"stringValue":"tickets"}}]}]}]}]}
        """;

    [Fact]
    public async Task Run_OneFileOfTwoSources_GivesCostAndOutcomesOfItsTasks()
    {
        using var workspace = new Workspace();
        var path = workspace.Write("traces.jsonl", $"{Calls.ReplaceLineEndings("")}\n{Evaluation.ReplaceLineEndings("")}\n");

        var report = await workspace.RunPipelineAsync(new Dictionary<string, SourceSettings>
        {
            ["calls"] = new() { Kind = "otel-genai", Path = path },
            ["outcomes"] = new() { Kind = "otel-outcomes", Path = path },
        });

        Assert.True(report.ExitCode == ExitCode.Ok, string.Join('\n', report.Build!.Failures));
        Assert.Equal(
            (2, 1, 0.0075m),
            workspace.Query<(long, long, decimal)>(
                """
                select sum(tasks)::bigint, sum(resolved_tasks)::bigint, sum(model_cost_usd) from mart_resolved_costs
                where feature = 'tickets'
                """).Single());
        Assert.Equal(
            ["calls 1", "outcomes 2"],
            workspace.Query<string>(
                "select source || ' ' || sum(rows_accepted) from mart_data_quality where source in ('calls', 'outcomes') "
                + "group by source order by source"));
    }
}
