using System.CommandLine;
using Analytics.Worker.Terminal;

namespace Analytics.Worker.Verbs;

/// <summary><c>ingest</c>: new bytes of all sources into the lake.</summary>
internal static class IngestVerb
{
    /// <summary>The command.</summary>
    public static Command Create(VerbHost host)
    {
        var command = new Command("ingest", "Reads what is new in all sources into the lake.");
        host.Bind(command, async (context, cancellation) =>
        {
            var report = await ProgressDisplay.RunAsync(
                context.Output, context.Time, progress => context.Pipeline.IngestAsync(progress, cancellation));
            StageReports.Write(context.Output, report);
            return report.ExitCode;
        });
        return command;
    }
}
