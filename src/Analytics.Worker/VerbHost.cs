using System.CommandLine;
using Analytics.Domain;
using Analytics.Domain.Jobs;
using Analytics.Engine;
using Analytics.Outputs;
using Analytics.Pipeline;
using Analytics.Sources;
using Analytics.SqlModels;
using Analytics.SqlModels.Declarations;
using Analytics.Worker.Settings;
using Analytics.Worker.Terminal;

namespace Analytics.Worker;

/// <summary>Runs a verb's body with its settings and turns how it ends into an exit code.</summary>
/// <param name="shared">Options of every verb.</param>
/// <param name="signals">Cancels the body.</param>
/// <param name="time">Clock of the run.</param>
/// <param name="caller">The job that runs the verb; null for a verb typed by hand.</param>
internal sealed class VerbHost(SharedOptions shared, StopSignals signals, TimeProvider time, VerbCaller? caller)
{
    /// <summary>Options of every verb.</summary>
    public SharedOptions Shared => shared;

    /// <summary>Signals of the process.</summary>
    public StopSignals Signals => signals;

    /// <summary>The sample company instead of the sources of the settings; an option of <c>run</c>.</summary>
    public Option<bool> Sample { get; } = new("--sample")
    {
        Description = "Takes the sample company instead of the configured sources, in a data root of its own.",
    };

    /// <summary>Gives a command its body.</summary>
    public void Bind(Command command, Func<VerbContext, CancellationToken, Task<ExitCode>> body) =>
        command.SetAction(async (parsed, cancellation) => (int)await RunAsync(parsed, body, cancellation));

    private async Task<ExitCode> RunAsync(
        ParseResult parsed, Func<VerbContext, CancellationToken, Task<ExitCode>> body, CancellationToken cancellation)
    {
        using var own = caller is not null ? null : TerminalOutput.ForProcess(
            parsed.GetValue(shared.Json), parsed.GetValue(shared.Quiet), parsed.GetValue(shared.NoColor));
        var output = own ?? caller!.Output;
        try
        {
            var settings = SettingsLoader.Load(
                new CommandLineSettings(
                    parsed.GetValue(shared.Data),
                    parsed.GetValue(shared.Sql),
                    parsed.GetValue(shared.Source) ?? [],
                    parsed.GetValue(Sample)));
            var context = new VerbContext(parsed, settings, output, time)
            {
                Fence = caller?.Fence,
                SourceArguments = [.. (parsed.GetValue(shared.Source) ?? []).SelectMany(static text => new[] { "--source", text })],
            };
            return await body(context, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            output.Error("Stopped. What was committed stays; the next run goes on from there.");
            return signals.ExitCode;
        }
        catch (Exception fault) when (FaultCodes.Of(fault) is { } code)
        {
            output.Error(fault.Message);
            return code;
        }
        catch (Exception fault)
        {
            // The outermost frame: whatever nobody foresaw must still end with a message and the documented code.
            output.Error($"Unexpected fault: {fault}");
            return ExitCode.Unexpected;
        }
    }
}

/// <summary>The job that runs a verb.</summary>
/// <param name="Output">Where the verb writes.</param>
/// <param name="Fence">What it shows when it commits.</param>
internal sealed record VerbCaller(TerminalOutput Output, RunFence Fence);

/// <summary>What a verb works with.</summary>
/// <param name="Parsed">Its command line.</param>
/// <param name="Settings">Settings, checked.</param>
/// <param name="Output">Where it writes.</param>
/// <param name="Time">Clock.</param>
internal sealed record VerbContext(ParseResult Parsed, LoadedSettings Settings, TerminalOutput Output, TimeProvider Time)
{
    /// <summary>The run that the verb belongs to; null for a verb typed by hand.</summary>
    public RunFence? Fence { get; init; }

    /// <summary>The sources of the command line as they were written there.</summary>
    public IReadOnlyList<string> SourceArguments { get; init; } = [];

    /// <summary>Folders of the run.</summary>
    public DataRoot Root => Settings.Root;

    /// <summary>File operations of this process.</summary>
    public IFileOps Files { get; } = new DiskFileOps();

    /// <summary>Readers, models and checks, with what is declared for them.</summary>
    public SqlProject Project => DeclarationFiles.Load(SqlProject.Load(Settings.SqlDirectory), Settings.JobsDirectory);

    /// <summary>The flow from sources to outputs.</summary>
    public AnalyticsPipeline Pipeline => new(Root, Project, Settings.Options, Files, Time)
    {
        Fence = Fence,
    };

    /// <summary>The generations of the data root.</summary>
    public GenerationStore Published => new(Root.Published, Files);

    /// <summary>The current generation for reading; its views reach into the lake.</summary>
    public PublishedDatabase OpenPublished() => Open(Published, []);

    /// <summary>The current generation, or the marts as known at an instant, which are built where they are not yet.</summary>
    /// <param name="knownAt">The instant; null = the current generation.</param>
    /// <param name="folders">Folders beside the lake that must be within reach.</param>
    /// <param name="cancellation">Stops the build.</param>
    public async Task<PublishedDatabase> OpenPublishedAsync(
        DateTimeOffset? knownAt, IReadOnlyList<string> folders, CancellationToken cancellation)
    {
        if (knownAt is not { } instant)
        {
            return Open(Published, folders);
        }

        var known = await ProgressDisplay.RunAsync(
            Output, Time, progress => Pipeline.PublishAsKnownAsync(instant, progress, cancellation));
        return Open(known.Published, [known.PricedDirectory, .. folders]);
    }

    private PublishedDatabase Open(GenerationStore store, IReadOnlyList<string> folders)
    {
        // A folder for each process: two that spill into one would overwrite each other's files.
        var temp = Path.Combine(Root.Temp, $"query-{Environment.ProcessId}");
        return PublishedDatabase.OpenCurrent(
            store, Settings.Options.Engine.ToEngineOptions(temp) with { AllowedDirectories = [Root.Lake, .. folders] });
    }
}
