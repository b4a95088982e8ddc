using Analytics.Domain.Jobs;

namespace Analytics.Worker.Service;

/// <summary>Every line that the service logs; ids are stable. No line ever carries a key or a request's text.</summary>
internal static partial class ServiceLog
{
    [LoggerMessage(100, LogLevel.Information, "Listening on {Address} with {Jobs} jobs, data root {Root}")]
    public static partial void Listening(ILogger logger, string address, int jobs, string root);

    [LoggerMessage(101, LogLevel.Information, "Stopping: no new work, what is under way is finished or rolled back")]
    public static partial void Stopping(ILogger logger);

    [LoggerMessage(102, LogLevel.Critical, "The scheduler died; the service ends with exit code {ExitCode}")]
    public static partial void Died(ILogger logger, int exitCode, Exception fault);

    [LoggerMessage(103, LogLevel.Warning, "There is no key, so nobody is let in: make one with 'keys add NAME --role admin'")]
    public static partial void NoKeys(ILogger logger);

    [LoggerMessage(110, LogLevel.Information, "Job {JobId} ended as {State} after {Seconds:0.0} s")]
    public static partial void JobEnded(ILogger logger, string jobId, RunState state, double seconds);

    [LoggerMessage(112, LogLevel.Error, "What was missed could not be made up for")]
    public static partial void CatchUpBroken(ILogger logger, Exception fault);

    [LoggerMessage(113, LogLevel.Warning, "Figures of jobs and invoices could not be read")]
    public static partial void FiguresUnread(ILogger logger, Exception fault);

    [LoggerMessage(111, LogLevel.Error, "Job {JobId} could not be run")]
    public static partial void JobBroken(ILogger logger, string jobId, Exception fault);
}
