using System.CommandLine;
using Analytics.Domain;
using Analytics.Worker.Terminal;

namespace Analytics.Worker.Verbs;

/// <summary><c>verify</c>: whether the files on disk are still those that were committed.</summary>
internal static class VerifyVerb
{
    /// <summary>The command.</summary>
    public static Command Create(VerbHost host)
    {
        var repair = new Option<bool>("--repair")
        {
            Description = "Makes again what differs: parts of the lake from the bytes they were made from, where these still are; "
                + "the generation in force by publishing it anew.",
        };
        var command = new Command("verify", "Compares every file of the lake and of the generations with its recorded hash.")
        {
            repair,
        };
        host.Bind(command, async (context, cancellation) =>
        {
            if (context.Parsed.GetValue(repair))
            {
                return await RepairAsync(context, cancellation);
            }

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

    private static async Task<ExitCode> RepairAsync(VerbContext context, CancellationToken cancellation)
    {
        var report = await ProgressDisplay.RunAsync(
            context.Output, context.Time, progress => context.Pipeline.RepairAsync(progress, cancellation));
        var code = report.Left.Count == 0 ? ExitCode.Ok : ExitCode.CheckFailed;
        if (context.Output.IsJson)
        {
            context.Output.Json(report);
            return code;
        }

        foreach (var path in report.Rebuilt)
        {
            context.Output.Line($"made again: {path}");
        }

        foreach (var path in report.Removed)
        {
            context.Output.Line($"removed with its generation, which was not in force: {path}");
        }

        foreach (var fault in report.Left)
        {
            context.Output.Line($"{fault}");
        }

        context.Output.Line($"{report.Rebuilt.Count} files made again, {report.Removed.Count} removed, {report.Left.Count} differ still");
        return code;
    }
}
