using System.CommandLine;
using System.Globalization;
using Analytics.Domain;
using Analytics.Domain.Jobs;
using Analytics.Pipeline.Jobs;
using Analytics.Worker.Terminal;

namespace Analytics.Worker.Verbs;

/// <summary><c>runs</c>: what the service's jobs did and do.</summary>
internal static class RunsVerb
{
    private const int LimitMax = 10_000;

    private static readonly TextColumn[] Columns =
    [
        new("job"), new("interval to"), new("attempt", IsNumber: true), new("state"), new("started"),
        new("seconds", IsNumber: true), new("rows", IsNumber: true), new("code", IsNumber: true), new("progress"),
    ];

    /// <summary>The command.</summary>
    public static Command Create(VerbHost host)
    {
        var job = new Option<string?>("--job") { Description = "Only runs of this job.", HelpName = "ID" };
        var limit = new Option<int>("--limit")
        {
            Description = $"Shows the latest so many, 1 to {LimitMax}.",
            HelpName = "N",
            DefaultValueFactory = static _ => 20,
        };
        limit.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > LimitMax)
            {
                result.AddError($"--limit: a number from 1 to {LimitMax} expected.");
            }
        });
        var command = new Command("runs", "Lists runs of jobs, latest first; works while the service runs.") { job, limit };
        host.Bind(command, async (context, cancellation) =>
        {
            var runs = await ReadAsync(
                context, context.Parsed.GetValue(job), context.Parsed.GetValue(limit), cancellation);
            if (context.Output.IsJson)
            {
                context.Output.Json(new { Runs = runs });
            }
            else
            {
                TextTable.Write(context.Output.Text, Columns, [.. runs.Select(Row)]);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<IReadOnlyList<JobRun>> ReadAsync(
        VerbContext context, string? job, int limit, CancellationToken cancellation)
    {
        var options = context.Settings.Options;
        if (options.Cluster is null && !context.Files.FileExists(context.Root.RunLedgerDatabase))
        {
            return [];
        }

        using var ledger = RunLedgers.Of(context.Root, options, context.Files, context.Time);
        return await ledger.RunsAsync(job, limit, cancellation);
    }

    private static IReadOnlyList<string> Row(JobRun run) =>
    [
        run.JobId,
        $"{run.IntervalTo:u}",
        run.Attempt.ToString(CultureInfo.InvariantCulture),
        run.State.ToString().ToLowerInvariant(),
        $"{run.StartedAt:u}",
        run.EndedAt is { } ended
            ? (ended - run.StartedAt).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)
            : "",
        run.Rows.ToString(CultureInfo.InvariantCulture),
        run.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "",
        run.Progress,
    ];
}
