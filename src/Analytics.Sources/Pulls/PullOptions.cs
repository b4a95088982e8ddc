using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Analytics.Domain.Network;

namespace Analytics.Sources.Pulls;

/// <summary>A report that a provider serves over its API, section <c>Analytics:Pulls:NAME</c>.</summary>
public sealed record PullOptions
{
    /// <summary>What is pulled; also the reader of its pages. One of <see cref="PullReport.Kinds"/>.</summary>
    [Required]
    public string Kind { get; init; } = "";

    /// <summary>Environment variable that holds the key; null = <see cref="KeyFile"/> names a file. Default null.</summary>
    [RegularExpression("^[A-Za-z_][A-Za-z0-9_]*$", ErrorMessage = "Give the name of an environment variable, never the key itself.")]
    public string? KeyVariable { get; init; }

    /// <summary>File that holds the key; null = <see cref="KeyVariable"/> names a variable. Default null.</summary>
    public string? KeyFile { get; init; }

    /// <summary>First day that is wanted, UTC. What the provider no longer has is left out. Required.</summary>
    [Required]
    public DateOnly? Since { get; init; }

    /// <summary>
    /// Days after its end during which a window is pulled again, because providers correct what they said; null = what the
    /// provider advises. Default null; 0 to 366.
    /// </summary>
    [Range(0, 366)]
    public int? LookbackDays { get; init; }

    /// <summary>Address of the API; null = that of the provider. It must be https. Default null.</summary>
    public string? BaseAddress { get; init; }

    /// <summary>
    /// Whether the address may lead into a private network or to this machine, then also with http. Default false.
    /// </summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>Time that one answer may take, seconds. Default 60; 1 to 600.</summary>
    [Range(1, 600)]
    public int TimeoutSeconds { get; init; } = 60;

    /// <summary>Attempts for one page in one run. Default 6; 1 to 20.</summary>
    [Range(1, 20)]
    public int Attempts { get; init; } = 6;

    /// <summary>
    /// Wait before the second attempt, milliseconds; it doubles with every further one, with chance in it. Default 1,000; 1 to
    /// 60,000.
    /// </summary>
    [Range(1, 60_000)]
    public int RetryDelayMilliseconds { get; init; } = 1_000;

    /// <summary>Longest wait between two attempts, also when the provider asks for more, seconds. Default 120; 1 to 3,600.</summary>
    [Range(1, 3_600)]
    public int LongestWaitSeconds { get; init; } = 120;

    /// <summary>Largest page taken, MiB. Default 64; 1 to 1,024.</summary>
    [Range(1, 1_024)]
    public int PageMebibytes { get; init; } = 64;

    /// <summary>Whether a pull may be called so: a folder has the same name.</summary>
    public static bool IsName(string name) => Regex.IsMatch(name, "^[a-z0-9]+(-[a-z0-9]+)*$");

    /// <summary>Adds what the annotations cannot say.</summary>
    /// <param name="faults">Sentences so far.</param>
    /// <param name="section">Configuration key of these settings.</param>
    public void AddFaults(ICollection<string> faults, string section)
    {
        if (PullReport.Find(Kind) is null)
        {
            faults.Add($"{section}:{nameof(Kind)}: found '{Kind}', expected one of {string.Join(", ", PullReport.Kinds)}.");
        }

        if ((KeyVariable is null) == (KeyFile is null))
        {
            faults.Add($"{section}: found {(KeyFile is null ? "neither" : "both")} of {nameof(KeyVariable)} and "
                + $"{nameof(KeyFile)}, expected one. Name the place of the key, never the key.");
        }

        if (BaseAddress is { } address
            && !(OutsideAddress.TryRead(address, AllowPrivateAddresses, out var url) && url.Query.Length == 0))
        {
            faults.Add($"{section}:{nameof(BaseAddress)}: expected an address such as https://api.example.com, without a user "
                + $"and a query; http needs {nameof(AllowPrivateAddresses)}. Correct the address.");
        }
    }
}
