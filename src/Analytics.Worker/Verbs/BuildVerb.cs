using System.CommandLine;
using Analytics.Worker.Terminal;

namespace Analytics.Worker.Verbs;

/// <summary><c>build</c>: the days that changed, then the marts, then the checks.</summary>
internal static class BuildVerb
{
    /// <summary>The command.</summary>
    public static Command Create(VerbHost host)
    {
        var command = new Command("build", "Builds the days that changed and the marts, and runs the checks.");
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
