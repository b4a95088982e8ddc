using System.CommandLine;
using Analytics.Worker.Terminal;

namespace Analytics.Worker.Verbs;

/// <summary><c>check</c>: builds what is stale and runs all checks, without publishing.</summary>
internal static class CheckVerb
{
    /// <summary>The command.</summary>
    public static Command Create(VerbHost host)
    {
        var command = new Command("check", "Runs every check over the marts; offending rows are shown, nothing is published.");
        host.Bind(command, async (context, cancellation) =>
        {
            var report = await ProgressDisplay.RunAsync(
                context.Output, context.Time, progress => context.Pipeline.BuildAsync(progress, cancellation));
            StageReports.Write(context.Output, report);
            return report.ExitCode;
        });
        return command;
    }
}
