using System.CommandLine;
using Analytics.Worker.Terminal;

namespace Analytics.Worker.Verbs;

/// <summary><c>verify</c>: whether the files on disk are still those that were committed.</summary>
internal static class VerifyVerb
{
    /// <summary>The command.</summary>
    public static Command Create(VerbHost host)
    {
        var command = new Command("verify", "Compares every file of the lake and of the generations with its recorded hash.");
        host.Bind(command, async (context, cancellation) =>
        {
            var report = await ProgressDisplay.RunAsync(
                context.Output, context.Time, progress => context.Pipeline.VerifyAsync(progress, cancellation));
            if (context.Output.IsJson)
            {
                context.Output.Json(report);
                return report.ExitCode;
            }

            foreach (var fault in report.Faults)
            {
                context.Output.Line($"{fault}");
            }

            context.Output.Line($"{report.FilesChecked} files checked, {report.Faults.Count} differ");
            return report.ExitCode;
        });
        return command;
    }
}
