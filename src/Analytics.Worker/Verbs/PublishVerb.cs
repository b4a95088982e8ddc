using System.CommandLine;
using System.CommandLine.Parsing;
using Analytics.Domain;
using Analytics.Worker.Terminal;

namespace Analytics.Worker.Verbs;

/// <summary><c>publish</c>: the marts as a new generation, or a roll-back to a kept one.</summary>
internal static class PublishVerb
{
    /// <summary>The command.</summary>
    public static Command Create(VerbHost host)
    {
        var generation = new Option<int?>("--generation")
        {
            Description = "Points readers at a kept generation instead of writing one.",
            HelpName = "N",
        };
        generation.Validators.Add(static result => RequirePositive(result));
        var command = new Command("publish", "Writes the marts as an immutable generation and points readers at it.")
        {
            generation,
        };
        host.Bind(command, (context, cancellation) => context.Parsed.GetValue(generation) is { } number
            ? RollBackAsync(context, number, cancellation)
            : PublishAsync(context, cancellation));
        return command;
    }

    private static async Task<ExitCode> PublishAsync(VerbContext context, CancellationToken cancellation)
    {
        var report = await ProgressDisplay.RunAsync(
            context.Output, context.Time, progress => context.Pipeline.PublishAsync(progress, cancellation));
        StageReports.Write(context.Output, report);
        return report.ExitCode;
    }

    private static async Task<ExitCode> RollBackAsync(VerbContext context, int number, CancellationToken cancellation)
    {
        var manifest = await context.Pipeline.RollBackAsync(number, cancellation);
        if (context.Output.IsJson)
        {
            context.Output.Json(new { manifest.Generation, manifest.CreatedAt, manifest.CommitNo });
        }
        else
        {
            context.Output.Line($"Generation {manifest.Generation} of {manifest.CreatedAt:u} is current.");
        }

        return ExitCode.Ok;
    }

    private static void RequirePositive(OptionResult result)
    {
        if (result.GetValueOrDefault<int?>() is < 1)
        {
            result.AddError("--generation: a number of 1 or more expected.");
        }
    }
}
