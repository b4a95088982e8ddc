using System.CommandLine;
using Analytics.Worker.Service;

namespace Analytics.Worker.Verbs;

/// <summary><c>serve</c>, also without a verb: the service.</summary>
internal static class ServeVerb
{
    /// <summary>The command.</summary>
    public static Command Create(VerbHost host)
    {
        var command = new Command("serve", "Runs the jobs of jobs/*.json and answers over HTTP until it is stopped.");
        BindTo(command, host);
        return command;
    }

    /// <summary>Makes the service the body of a command.</summary>
    public static void BindTo(Command command, VerbHost host) => host.Bind(
        command, (context, cancellation) => AnalyticsService.RunAsync(context, host.Signals, cancellation));
}
