using System.CommandLine;
using Analytics.Worker.Reports;
using Analytics.Worker.Terminal;

namespace Analytics.Worker.Verbs;

/// <summary><c>run</c>: everything once, then what it says.</summary>
internal static class RunVerb
{
    /// <summary>The command.</summary>
    public static Command Create(VerbHost host)
    {
        var command = new Command("run", "Everything once: ingest, build, check, publish, and the main answers.")
        {
            host.Sample,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(host.Sample) && result.GetValue(host.Shared.Source) is { Length: > 0 })
            {
                result.AddError("--sample and --source exclude each other: run the sample in a data root of its own.");
            }
        });
        host.Bind(command, async (context, cancellation) =>
        {
            var report = await ProgressDisplay.RunAsync(
                context.Output, context.Time, progress => context.Pipeline.RunAsync(progress, cancellation));
            if (report.Publish is null)
            {
                StageReports.Write(context.Output, report);
                return report.ExitCode;
            }

            var answers = await RunAnswers.ReadAsync(context, cancellation);
            if (context.Output.IsJson)
            {
                context.Output.Json(new { Run = StageReports.ToJson(report), Answers = answers.ToJson() });
                return report.ExitCode;
            }

            StageReports.Write(context.Output, report);
            answers.Write(context.Output);
            OutputPlaces.Write(context);
            return report.ExitCode;
        });
        return command;
    }
}
