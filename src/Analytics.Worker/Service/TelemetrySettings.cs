using System.ComponentModel.DataAnnotations;

namespace Analytics.Worker.Service;

/// <summary>Where figures and traces of the service go, section <c>Analytics:Service:Telemetry</c>.</summary>
internal sealed record TelemetrySettings
{
    /// <summary>
    /// OpenTelemetry collector that takes OTLP/HTTP, such as <c>http://127.0.0.1:4318</c>; null = nothing is sent. Headers,
    /// such as a key, come from the variable <c>OTEL_EXPORTER_OTLP_HEADERS</c>. Default null.
    /// </summary>
    [Url]
    public string? OtlpEndpoint { get; init; }

    /// <summary>Time between two deliveries of figures, seconds. Default 60; 1 to 3,600.</summary>
    [Range(1, 3_600)]
    public int IntervalSeconds { get; init; } = 60;
}
