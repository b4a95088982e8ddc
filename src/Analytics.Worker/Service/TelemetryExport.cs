using Analytics.Pipeline;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Analytics.Worker.Service;

/// <summary>Sends figures and traces to a collector while the service runs, and the rest when it stops.</summary>
/// <param name="settings">Where to, and how often.</param>
internal sealed class TelemetryExport(TelemetrySettings settings) : IHostedService
{
    private const int LastFlushMilliseconds = 5_000;

    private TracerProvider? traces;
    private MeterProvider? figures;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.OtlpEndpoint is not { } endpoint)
        {
            return Task.CompletedTask;
        }

        var address = new Uri(endpoint.TrimEnd('/') + "/");
        var resource = ResourceBuilder.CreateDefault().AddService("analytics");
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(PipelineTelemetry.Name)
            .AddOtlpExporter(exporter => Configure(exporter, new Uri(address, "v1/traces")))
            .Build();
        figures = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(PipelineTelemetry.Name)
            .AddOtlpExporter((exporter, reader) =>
            {
                Configure(exporter, new Uri(address, "v1/metrics"));
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = settings.IntervalSeconds * 1_000;
            })
            .Build();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        // A collector that hangs must not keep the service from ending.
        traces?.Shutdown(LastFlushMilliseconds);
        figures?.Shutdown(LastFlushMilliseconds);
        traces?.Dispose();
        figures?.Dispose();
        return Task.CompletedTask;
    }

    private static void Configure(OtlpExporterOptions exporter, Uri address)
    {
        exporter.Endpoint = address;
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
    }
}
