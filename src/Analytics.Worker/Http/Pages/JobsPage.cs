using System.Globalization;
using System.Text;
using Analytics.Domain.Jobs;
using Analytics.Pipeline.Jobs;
using Analytics.Scheduling;
using Microsoft.AspNetCore.Antiforgery;

namespace Analytics.Worker.Http.Pages;

/// <summary>The page of all jobs: schedule, last and next runs, progress, rows, errors, and what can be done.</summary>
internal sealed class JobsPage(JobCatalog jobs, JobRunner runner, IRunLedger ledger, IJobScheduler scheduler)
{
    private const int RunsShown = 50;

    /// <summary>Renders it.</summary>
    public async Task<IResult> RenderAsync(bool mayAct, AntiforgeryTokenSet token, CancellationToken cancellation)
    {
        var runs = await ledger.RunsAsync(null, RunsShown, cancellation);
        var paused = await ledger.PausedAsync(cancellation);
        var body = new StringBuilder();
        body.Append("<p><a href=\"/\">Dashboard</a> · <a href=\"/alerts\">Alerts</a></p>\n")
            .Append("<table><caption>Jobs</caption><tr><th>Job</th><th>Schedule (UTC)</th><th>Command</th><th>Last run</th>")
            .Append("<th>Next run</th><th></th></tr>\n");
        foreach (var job in jobs.Jobs)
        {
            var last = runs.FirstOrDefault(run => run.JobId == job.Id);
            var next = await scheduler.NextAsync(job.Id, cancellation);
            var isPaused = paused.Contains(job.Id);
            body.Append("<tr>").Append(Cell(job.Id)).Append(Cell(job.Schedule.Text))
                .Append(Cell(string.Join(' ', [job.Verb, .. job.Arguments])))
                .Append(last is null ? Cell("never") : StateCell(last))
                .Append(Cell(isPaused ? "paused" : next is { } time ? Time(time) : ""))
                .Append("<td>").Append(mayAct ? Buttons(job, last, isPaused, token) : "").Append("</td></tr>\n");
        }

        body.Append("</table>\n<table><caption>Runs, latest first</caption><tr><th>Job</th><th>Interval to</th><th>Attempt</th>")
            .Append("<th>State</th><th>Started</th><th>Seconds</th><th>Rows</th><th>Progress</th><th>Output</th></tr>\n");
        foreach (var run in runs)
        {
            body.Append("<tr>").Append(Cell(run.JobId)).Append(Cell(Time(run.IntervalTo))).Append(Number(run.Attempt))
                .Append(StateCell(run)).Append(Cell(Time(run.StartedAt)))
                .Append(Cell(run.EndedAt is { } ended
                    ? (ended - run.StartedAt).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)
                    : ""))
                .Append(Number(run.Rows)).Append(Cell(ProgressOf(run)))
                .Append("<td><pre>").Append(Html.Text(run.Output)).Append("</pre></td></tr>\n");
        }

        body.Append("</table>\n").Append(Html.Button("/logout", "Sign out", token));
        return Html.Page("Jobs", body.ToString());
    }

    private static string Buttons(JobDefinition job, JobRun? last, bool isPaused, AntiforgeryTokenSet token)
    {
        var path = $"/jobs/{job.Id}";
        var retry = last is { State: not (RunState.Succeeded or RunState.Running) }
            ? Html.Button($"{path}/retry", "Retry", token, ("run", last.RunId))
            : "";
        return Html.Button($"{path}/run", "Run now", token) + retry
            + (isPaused ? Html.Button($"{path}/resume", "Resume", token) : Html.Button($"{path}/pause", "Pause", token));
    }

    private string ProgressOf(JobRun run) =>
        run.State == RunState.Running && runner.UnderWay.TryGetValue(run.RunId, out var progress) && progress != default
            ? progress.ToString()
            : run.Progress;

    private static string StateCell(JobRun run)
    {
        var state = run.State.ToString().ToLowerInvariant();
        var note = run.ExitCode is { } code and not 0 ? $" ({code.ToString(CultureInfo.InvariantCulture)})" : "";
        return $"<td class=\"{state}\">{state}{note}</td>";
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Cell(string text) => $"<td>{Html.Text(text)}</td>";

    private static string Number(long number) =>
        $"<td class=\"number\">{number.ToString(CultureInfo.InvariantCulture)}</td>";
}
