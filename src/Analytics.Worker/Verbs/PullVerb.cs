using System.CommandLine;
using Analytics.Domain;
using Analytics.Pipeline;
using Analytics.Worker.Terminal;

namespace Analytics.Worker.Verbs;

/// <summary><c>pull</c>: reports of providers over their API, and objects of buckets, into landing.</summary>
internal static class PullVerb
{
    /// <summary>The command.</summary>
    public static Command Create(VerbHost host)
    {
        var name = new Argument<string?>("name")
        {
            Description = "Only this one of Analytics:Pulls or Analytics:Buckets (default: all).",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("pull", "Brings what providers serve by API, and objects of buckets, into landing, for ingest.") { name };
        host.Bind(command, async (context, cancellation) =>
        {
            var pulls = new SourcePulls(context.Root, context.Settings.Options, context.Files, context.Time);
            var outcomes = await ProgressDisplay.RunAsync(
                context.Output,
                context.Time,
                progress => pulls.RunAsync(context.Parsed.GetValue(name), progress, cancellation));
            context.Output.Rows += outcomes.Sum(static outcome => outcome.FilesChanged);
            var code = outcomes.Any(static outcome => outcome.Failure is not null)
                ? ExitCode.DependencyUnreachable
                : ExitCode.Ok;
            if (context.Output.IsJson)
            {
                context.Output.Json(new { Pulls = outcomes });
                return code;
            }

            if (outcomes.Count == 0)
            {
                context.Output.Line("Nothing is to be pulled: declare reports in Analytics:Pulls, or Analytics:Buckets.");
            }

            foreach (var outcome in outcomes)
            {
                context.Output.Line(
                    $"{outcome.Name}: {(outcome.Windows is { } windows ? $"{windows} windows, " : "")}{outcome.Files} files, "
                    + $"{outcome.FilesChanged} of them new or changed");
                if (outcome.Failure is { } failure)
                {
                    context.Output.Error(failure);
                }
            }

            return code;
        });
        return command;
    }
}
