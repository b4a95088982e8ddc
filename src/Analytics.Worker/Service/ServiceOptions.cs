using System.ComponentModel.DataAnnotations;
using Analytics.Pipeline;
using Analytics.Pipeline.Jobs;
using Analytics.Worker.Http;
using Analytics.Worker.Http.Receiver;

namespace Analytics.Worker.Service;

/// <summary>Settings of <c>serve</c>, section <c>Analytics:Service</c>. Unknown keys are refused.</summary>
internal sealed record ServiceOptions
{
    /// <summary>
    /// Time that work under way gets to finish or roll back after a stop was asked for, seconds. Default 60; 1 to 3,600.
    /// </summary>
    [Range(1, 3_600)]
    public int ShutdownSeconds { get; init; } = 60;

    /// <summary>Free space below which the service is not ready, MiB. Default 1,024; 1 to 16777216.</summary>
    [Range(1, 16 * 1024 * 1024)]
    public int MinFreeMebibytes { get; init; } = 1_024;

    /// <summary>How jobs are run.</summary>
    public JobRunnerOptions Jobs { get; init; } = new();

    /// <summary>What the service takes over HTTP.</summary>
    public ReceiverSettings Receiver { get; init; } = new();

    /// <summary>Where its figures and traces go.</summary>
    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>Where the service listens, and for whom.</summary>
    public HttpOptions Http { get; init; } = new();
}

/// <summary>Finds every fault of the service's settings at once.</summary>
internal static class ServiceOptionsValidation
{
    private const string Section = "Analytics:Service";

    /// <summary>All faults as sentences that name the setting.</summary>
    public static IReadOnlyList<string> Faults(ServiceOptions options)
    {
        var faults = new List<string>();
        PipelineOptionsValidation.AddAnnotated(faults, Section, options);
        PipelineOptionsValidation.AddAnnotated(faults, $"{Section}:Jobs", options.Jobs);
        if (options.Jobs.LeaseSeconds < 3 * options.Jobs.HeartbeatSeconds)
        {
            faults.Add($"{Section}:Jobs:LeaseSeconds: found {options.Jobs.LeaseSeconds}, expected three heartbeats "
                + $"({3 * options.Jobs.HeartbeatSeconds}) or more, so that one late beat costs no run. Raise it.");
        }

        PipelineOptionsValidation.AddAnnotated(faults, $"{Section}:Telemetry", options.Telemetry);
        options.Http.AddFaults(faults, $"{Section}:Http");
        options.Receiver.AddFaults(faults, $"{Section}:Receiver");
        return faults;
    }
}
