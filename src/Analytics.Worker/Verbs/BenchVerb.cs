using System.CommandLine;
using System.Globalization;
using Analytics.Benchmarks;
using Analytics.Benchmarks.Surveys;
using Analytics.Domain;
using Analytics.Worker.Terminal;

namespace Analytics.Worker.Verbs;

/// <summary><c>bench</c>: how fast this is next to others, on generated data, on this machine.</summary>
internal static class BenchVerb
{
    /// <summary>The command.</summary>
    public static Command Create(VerbHost host)
    {
        var defaults = new BenchmarkOptions { SqlDirectory = "" };
        string[] names = [.. BenchmarkSuite.Names, .. BenchmarkSuite.SurveyNames];
        var only = new Option<string?>("--only")
        {
            Description = $"Runs one benchmark: {string.Join(", ", names)}.",
            HelpName = "NAME",
        };
        only.AcceptOnlyFromAmong(names);
        var kind = new Option<string?>("--kind")
        {
            Description = "Kind of source that the survey of readers is about (default: all).", HelpName = "NAME",
        };
        var rows = Number<long?>("--rows", "Lines of session files or rows of a table (default: those of the published figures).", null);
        var megabytes = Number("--megabytes", "Size of generated logs, MiB.", defaults.Megabytes);
        var rounds = Number("--rounds", "Times each side is run, in turn.", defaults.Rounds);
        var seed = new Option<int>("--seed") { Description = "Seed of the data.", DefaultValueFactory = _ => defaults.Seed };
        var keep = new Option<string?>("--keep") { Description = "Keeps data and results in this folder.", HelpName = "DIR" };
        var command = new Command("bench", "Measures speed next to DuckDB alone and to ccusage, on generated data.")
        {
            only, kind, rows, megabytes, rounds, seed, keep,
        };
        host.Bind(command, async (context, cancellation) =>
        {
            var options = defaults with
            {
                SqlDirectory = context.Settings.SqlDirectory,
                Only = context.Parsed.GetValue(only),
                Kind = context.Parsed.GetValue(kind),
                Rows = context.Parsed.GetValue(rows),
                Megabytes = context.Parsed.GetValue(megabytes),
                Rounds = context.Parsed.GetValue(rounds),
                Seed = context.Parsed.GetValue(seed),
                KeepDirectory = context.Parsed.GetValue(keep) is { } folder ? Path.GetFullPath(folder) : null,
            };
            var report = await new BenchmarkSuite(options, context.Files, context.Time)
                .RunAsync(new Progress<string>(context.Output.Note), cancellation);
            Write(context.Output, report);
            return report.HasFault ? ExitCode.CheckFailed : ExitCode.Ok;
        });
        return command;
    }

    private static Option<T> Number<T>(string name, string description, T value)
    {
        var option = new Option<T>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }]
                && !(long.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0))
            {
                result.AddError($"{name} '{text}': a whole number from 1 expected.");
            }
        });
        return option;
    }

    private static void Write(TerminalOutput output, BenchmarkReport report)
    {
        if (output.IsJson)
        {
            output.Json(report);
            return;
        }

        var machine = report.Machine;
        output.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{machine.Processor}, {machine.Cores} cores, {machine.MemoryGibibytes} GiB, {machine.System}, {machine.Runtime}, "
            + $"DuckDB {machine.DuckDb}, load {machine.LoadAtStart}, seed {report.Seed}"));
        WriteBenchmarks(output, report);
        foreach (var survey in report.Surveys)
        {
            Write(output, survey);
        }
    }

    private static void WriteBenchmarks(TerminalOutput output, BenchmarkReport report)
    {
        if (report.Results.Count == 0)
        {
            return;
        }

        TextTable.Write(
            output.Text,
            [
                new("benchmark"), new("MiB", true), new("rows", true), new("ours s", true), new("reference s", true),
                new("ratio", true), new("target", true), new("ours CPU s", true), new("reference CPU s", true), new("CPU ratio", true),
            ],
            [.. report.Results.Select(Cells)]);
        foreach (var result in report.Results)
        {
            output.Line($"{result.Name}: {result.Fault ?? result.Skipped ?? result.Comparison}");
        }
    }

    private static void Write(TerminalOutput output, SurveyResult survey)
    {
        output.Line("");
        output.Line($"{survey.Name}: {survey.Question}");
        TextTable.Write(
            output.Text,
            [
                new("of"), new("figure", true), new("at least", true), new("at most", true), new("by CPU", true),
                new("without fixed cost", true), new("unit"), new("kept"),
            ],
            [.. survey.Findings.Select(Cells)]);
    }

    private static string[] Cells(Finding finding) =>
    [
        finding.Subject,
        Text(finding.Value, "#,0.##"),
        Text(finding.AtLeast, "#,0.##"),
        Text(finding.AtMost, "#,0.##"),
        Text(finding.ByCpu, finding.ByCpu < 100 ? "#,0.##" : "#,0"),
        Text(finding.ByMoreCpu, finding.ByMoreCpu < 100 ? "#,0.##" : "#,0"),
        finding.Unit,
        finding.IsReached ? "yes" : "no",
    ];

    private static string[] Cells(BenchmarkResult result) =>
    [
        result.Name,
        Text(result.Data?.Bytes / (double)(1 << 20), "0"),
        Text(result.Data?.Rows, "0"),
        Text(result.OursSeconds, "0.00"),
        Text(result.ReferenceSeconds, "0.00"),
        Text(result.Ratio, "0.00"),
        Text(result.TargetRatio, "0.00"),
        Text(result.OursCpuSeconds, "0.00"),
        Text(result.ReferenceCpuSeconds, "0.00"),
        Text(result.CpuRatio, "0.00"),
    ];

    private static string Text(double? number, string format) => number?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
