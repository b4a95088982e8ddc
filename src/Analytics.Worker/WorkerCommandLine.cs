using System.CommandLine;
using Analytics.Domain;
using Analytics.Worker.Verbs;

namespace Analytics.Worker;

/// <summary>The command line: all verbs, the options they share, and how a run ends.</summary>
internal static class WorkerCommandLine
{
    /// <summary>Parses and runs one command line.</summary>
    /// <returns>A number of <see cref="ExitCode"/>.</returns>
    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments)
    {
        using var signals = new StopSignals();
        var parsed = Create(signals, caller: null).Parse(arguments);
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        if (parsed.Errors.Count > 0)
        {
            configuration.Output = Console.Error;
            await parsed.InvokeAsync(configuration, CancellationToken.None);
            return (int)ExitCode.Usage;
        }

        return await parsed.InvokeAsync(configuration, signals.Token);
    }

    /// <summary>The whole tree of commands.</summary>
    /// <param name="signals">Ends a verb early.</param>
    /// <param name="caller">The job that runs a verb; null for the command line of the process.</param>
    public static RootCommand Create(StopSignals signals, VerbCaller? caller)
    {
        var shared = new SharedOptions();
        var host = new VerbHost(shared, signals, TimeProvider.System, caller);
        var root = new RootCommand("LLM cost analytics: usage logs and invoices in, answers about cost out.");
        shared.AddTo(root);
        root.Add(RunVerb.Create(host));
        root.Add(PullVerb.Create(host));
        root.Add(IngestVerb.Create(host));
        root.Add(BuildVerb.Create(host));
        root.Add(PublishVerb.Create(host));
        root.Add(CheckVerb.Create(host));
        root.Add(QueryVerb.Create(host));
        root.Add(ExportVerb.Create(host));
        root.Add(PriceVerb.Create(host));
        root.Add(QuarantineVerb.Create(host));
        root.Add(VerifyVerb.Create(host));
        root.Add(AlertsVerb.Create(host));
        root.Add(DoctorVerb.Create(host));
        root.Add(SampleVerb.Create(host));
        root.Add(BenchVerb.Create(host));
        root.Add(ServeVerb.Create(host));
        root.Add(RunsVerb.Create(host));
        root.Add(KeysVerb.Create(host));
        ServeVerb.BindTo(root, host);
        return root;
    }
}
