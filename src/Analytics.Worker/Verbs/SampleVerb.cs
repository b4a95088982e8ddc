using System.CommandLine;
using Analytics.Domain;
using Analytics.Sources.Sample;

namespace Analytics.Worker.Verbs;

/// <summary><c>sample</c>: writes the sample company's files, the same bytes for the same seed.</summary>
internal static class SampleVerb
{
    /// <summary>The command.</summary>
    public static Command Create(VerbHost host)
    {
        var seed = new Option<ulong>("--seed")
        {
            Description = "Seed of every random choice.",
            DefaultValueFactory = static _ => SampleOptions.DefaultSeed,
        };
        var target = new Option<string>("--out")
        {
            Description = "Folder for the files; it is created.",
            HelpName = "DIR",
            Required = true,
        };
        var command = new Command(
            "sample", "Writes the sample company: logs, invoices, customers, and the truths planted in them.")
        {
            seed, target,
        };
        host.Bind(command, async (context, cancellation) =>
        {
            var options = new SampleOptions
            {
                Seed = context.Parsed.GetValue(seed),
                OutputDirectory = Path.GetFullPath(context.Parsed.GetRequiredValue(target)),
            };
            var report = await SampleGenerator.WriteAsync(options, context.Files, cancellation);
            if (context.Output.IsJson)
            {
                context.Output.Json(report);
            }
            else
            {
                context.Output.Line(
                    $"{report.Requests} requests in {report.Files.Count} files, {report.Bytes} bytes, "
                    + $"in {options.OutputDirectory}");
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
