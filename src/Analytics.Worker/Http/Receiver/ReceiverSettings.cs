using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Analytics.Pipeline;
using Analytics.Sources.Receiver;

namespace Analytics.Worker.Http.Receiver;

/// <summary>What the service takes over HTTP, section <c>Analytics:Service:Receiver</c>.</summary>
internal sealed partial record ReceiverSettings
{
    /// <summary>Sources of <c>POST /ingest/{source}</c> by name, beside <c>otlp</c>. Default none.</summary>
    public IReadOnlyDictionary<string, ReceivedSource> Sources { get; init; } =
        new Dictionary<string, ReceivedSource>(StringComparer.Ordinal);

    /// <summary>Limits.</summary>
    public ReceiverOptions Limits { get; init; } = new();

    /// <summary>Adds the faults of these settings as sentences.</summary>
    public void AddFaults(List<string> faults, string section)
    {
        PipelineOptionsValidation.AddAnnotated(faults, $"{section}:Limits", Limits);
        foreach (var (name, source) in Sources)
        {
            PipelineOptionsValidation.AddAnnotated(faults, $"{section}:Sources:{name}", source);
            if (!Name().IsMatch(name) || name == ReceiverService.OtlpSource)
            {
                faults.Add($"{section}:Sources:{name}: found this name, expected lower-case words joined by '-', other than "
                    + $"{ReceiverService.OtlpSource}. Rename the source.");
            }
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Name();
}

/// <summary>A source whose lines are sent to the service.</summary>
internal sealed record ReceivedSource
{
    /// <summary>Kind, which names the reader, such as <c>litellm</c>.</summary>
    [Required]
    [RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$", ErrorMessage = "The kind must be lower-case words joined by '-'.")]
    public string Kind { get; init; } = "";
}
