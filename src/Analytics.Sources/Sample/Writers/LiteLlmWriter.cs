using System.Globalization;

namespace Analytics.Sources.Sample.Writers;

/// <summary>
/// The gateway's log: a packed file per week, one week not packed in parts, and the file of damaged lines.
/// </summary>
internal static class LiteLlmWriter
{
    /// <summary>The last day stands in a plain file, so that one log can be read with the naked eye.</summary>
    private static readonly DateOnly PlainDay = SampleCalendar.LastDay;

    public static async Task WriteAsync(SampleWorld world, SampleFolder folder, CancellationToken cancellation)
    {
        var lines = new LiteLlmLines(world);
        var calls = world.SeenBy(SampleSightings.Gateway).Where(static call => !call.IsInDamagedFile).ToList();
        var weeks = calls
            .Where(static call => call.Day < PlainDay)
            .GroupBy(static call => SampleCalendar.WeekOf(call.Day));
        foreach (var week in weeks)
        {
            var path = $"litellm/spend-logs-week-{week.Key.ToString(CultureInfo.InvariantCulture)}.jsonl";
            await folder.WritePackedLinesAsync(path, week.Select(lines.LineOf), cancellation).ConfigureAwait(false);
        }

        await folder.WriteLinesAsync(
            $"litellm/spend-logs-{PlainDay:yyyy-MM-dd}.jsonl",
            calls.Where(static call => call.Day >= PlainDay).Select(lines.LineOf),
            cancellation).ConfigureAwait(false);
        await folder.WriteAsync(
            DamagedLines.Path, DamagedLines.Create(world, lines).Content, cancellation).ConfigureAwait(false);
    }
}
