using System.ComponentModel.DataAnnotations;
using System.Net;
using Analytics.Pipeline;
using Analytics.Pipeline.Jobs;

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

    /// <summary>Where the service listens.</summary>
    public HttpOptions Http { get; init; } = new();
}

/// <summary>Where the service listens.</summary>
internal sealed record HttpOptions
{
    /// <summary>Address of this machine. Default <c>127.0.0.1</c>.</summary>
    [Required]
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>Port; 0 takes any free one. Default 5080; 0 to 65,535.</summary>
    [Range(0, 65_535)]
    public int Port { get; init; } = 5080;

    /// <summary>The address as a number.</summary>
    public IPAddress ParseAddress() => IPAddress.Parse(Address);
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
        PipelineOptionsValidation.AddAnnotated(faults, $"{Section}:Http", options.Http);
        if (options.Jobs.LeaseSeconds < 3 * options.Jobs.HeartbeatSeconds)
        {
            faults.Add($"{Section}:Jobs:LeaseSeconds: found {options.Jobs.LeaseSeconds}, expected three heartbeats "
                + $"({3 * options.Jobs.HeartbeatSeconds}) or more, so that one late beat costs no run. Raise it.");
        }

        if (!IPAddress.TryParse(options.Http.Address, out var address))
        {
            faults.Add($"{Section}:Http:Address: found '{options.Http.Address}', expected an address such as 127.0.0.1 or ::1.");
        }
        else if (!IPAddress.IsLoopback(address))
        {
            faults.Add($"{Section}:Http:Address: found {address}, which other machines reach, expected a loopback address. "
                + "Use 127.0.0.1.");
        }

        return faults;
    }
}
