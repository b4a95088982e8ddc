using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Analytics.Domain;
using Analytics.Domain.Jobs;
using Analytics.Pipeline;
using Analytics.Worker.Terminal;

namespace Analytics.Worker.Service;

/// <summary>A job runs a verb in this process, just as it would be typed.</summary>
/// <param name="signals">What a cancelled verb returns.</param>
/// <param name="sharedArguments">Options of the service that its jobs inherit, such as <c>--data</c>.</param>
internal sealed class VerbJob(StopSignals signals, IReadOnlyList<string> sharedArguments) : IPipelineJob
{
    /// <summary>Verbs that make no sense at a fixed time, or would run the service within itself.</summary>
    private static readonly HashSet<string> NoJobs =
        new(StringComparer.Ordinal) { "serve", "runs", "keys", "query", "bench", "sample", "doctor" };

    private static readonly InvocationConfiguration Invocation = new()
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };

    /// <summary>What is wrong with the command line of a job; null when nothing is.</summary>
    public string? FaultOf(JobDefinition job)
    {
        var parsed = Parse(job, caller: null);
        var verb = (parsed.CommandResult.Parent as CommandResult)?.Command is null
            ? null
            : parsed.CommandResult.Command.Name;
        if (verb is null || NoJobs.Contains(job.Verb))
        {
            var verbs = WorkerCommandLine.Create(signals, caller: null).Subcommands
                .Select(static command => command.Name).Where(static name => !NoJobs.Contains(name));
            return $"found '{job.Verb}', expected one of {string.Join(", ", verbs)}. Correct the verb.";
        }

        return parsed.Errors.Count == 0
            ? null
            : $"found '{string.Join(' ', [job.Verb, .. job.Arguments])}', expected what the command line takes: "
                + $"{string.Join(' ', parsed.Errors.Select(static error => error.Message))} See '{job.Verb} --help'.";
    }

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(JobContext context, CancellationToken cancellation)
    {
        using var results = new MemoryStream();
        await using var notes = new StringWriter();
        using var output = new TerminalOutput(
            results, notes, isJson: false, isQuiet: true, isInteractive: false, hasColor: false)
        {
            Progress = new StepProgress(context.Progress),
        };
        var code = (ExitCode)await Parse(context.Job, new VerbCaller(output, new RunFence(context.Job.Id, context.FencingToken)))
            .InvokeAsync(Invocation, cancellation);
        if (code is ExitCode.Interrupted or ExitCode.Terminated)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return new JobResult(code, output.Rows, TerminalOutput.Printable(Encoding.UTF8.GetString(results.ToArray()) + notes));
    }

    private ParseResult Parse(JobDefinition job, VerbCaller? caller) => WorkerCommandLine.Create(signals, caller)
        .Parse([job.Verb, .. job.Arguments, .. sharedArguments]);

    private sealed class StepProgress(IProgress<JobProgress> target) : IProgress<PipelineEvent>
    {
        public void Report(PipelineEvent value) => target.Report(new JobProgress(
            value.Stage.ToString().ToLowerInvariant(), value.Item, value.Done, value.Total, value.Unit));
    }
}
