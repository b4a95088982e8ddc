using System.ComponentModel.DataAnnotations;
using Analytics.Domain.Network;

namespace Analytics.Outputs.Alerts;

/// <summary>Who is told about alerts, section <c>Analytics:Alerts</c>.</summary>
public sealed record AlertOptions
{
    /// <summary>Environment variable that holds the secret where no file is named.</summary>
    public const string SecretVariable = "ANALYTICS_WEBHOOK_SECRET";

    /// <summary>
    /// Address that every alert is posted to; null = nobody is told. It must be https, and no secret may stand in it,
    /// because settings are shown. Default null.
    /// </summary>
    public string? WebhookUrl { get; init; }

    /// <summary>
    /// File that holds the secret of the signature, 16 letters or more; null = the environment variable
    /// <c>ANALYTICS_WEBHOOK_SECRET</c>. Default null.
    /// </summary>
    public string? SecretFile { get; init; }

    /// <summary>
    /// Whether the address may lead into a private network or to this machine, then also with http. Default false.
    /// </summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>Time that one attempt may take, seconds. Default 10; 1 to 60.</summary>
    [Range(1, 60)]
    public int TimeoutSeconds { get; init; } = 10;

    /// <summary>Attempts for one alert in one run; the next run tries again. Default 5; 1 to 10.</summary>
    [Range(1, 10)]
    public int Attempts { get; init; } = 5;

    /// <summary>
    /// Wait before the second attempt, milliseconds; it doubles with every further one, up to half a minute, and up to half
    /// of it is left to chance. Default 1,000; 10 to 30,000.
    /// </summary>
    [Range(10, 30_000)]
    public int RetryDelayMilliseconds { get; init; } = 1_000;

    /// <summary>Alerts that one run tells at most; the rest waits for the next run. Default 100; 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int AlertsPerRun { get; init; } = 100;

    /// <summary>
    /// Age beyond which a closed alert is not told any more, days between the opening and the run, so that a first start on
    /// years of data rings for nothing that is long over. Default 35; 1 to 3,660.
    /// </summary>
    [Range(1, 3_660)]
    public int HistoryDays { get; init; } = 35;

    /// <summary>Adds what the annotations cannot say.</summary>
    /// <param name="faults">Sentences so far.</param>
    /// <param name="section">Configuration key of these settings.</param>
    public void AddFaults(ICollection<string> faults, string section)
    {
        if (WebhookUrl is { } address && !OutsideAddress.TryRead(address, AllowPrivateAddresses, out _))
        {
            faults.Add($"{section}:{nameof(WebhookUrl)}: expected an address such as https://alerts.example.com/hook, without "
                + $"a user or password, for the receiver knows us by the signature; http needs {nameof(AllowPrivateAddresses)}. "
                + "Correct the address.");
        }
    }
}
