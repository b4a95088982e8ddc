using System.Text.RegularExpressions;
using Analytics.Engine;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Ingest;

/// <summary>Tells readers that can only drop or reshape a record from those that multiply, join or sort them.</summary>
internal static partial class StraightPlan
{
    private static readonly HashSet<string> RowByRow = ["PROJECTION", "FILTER", "READ_JSON"];

    /// <summary>
    /// Whether the reader hands line_no on untouched: wherever the word stands, it is alone on its line.
    /// </summary>
    public static bool PassesLineNumbersOn(Reader reader) => reader.File.Text.Split('\n')
        .Where(static line => !line.TrimStart().StartsWith("--", StringComparison.Ordinal))
        .All(static line => !line.Contains("line_no", StringComparison.OrdinalIgnoreCase) || PlainItem().IsMatch(line));

    /// <summary>
    /// Whether DuckDB's plan of the reader has row-by-row steps only; the view <c>source_records</c> is there.
    /// </summary>
    public static async Task<bool> IsStraightAsync(
        EngineSession session, Reader reader, CancellationToken cancellation)
    {
        var plan = await session.QueryAsync<PlanRow>(
            $"explain (format json) select * from (\n{reader.File.Text}\n) as produced", null, cancellation);
        return plan.Count > 0 && plan.All(static row =>
            StepName().Matches(row.ExplainValue).All(static step => RowByRow.Contains(step.Groups[1].Value.Trim())));
    }

    [GeneratedRegex(@"\A\s*line_no,?\s*\z")]
    private static partial Regex PlainItem();

    [GeneratedRegex("\"name\":\\s*\"([^\"]*)\"")]
    private static partial Regex StepName();

    private sealed record PlanRow
    {
        public string ExplainValue { get; init; } = "";
    }
}
