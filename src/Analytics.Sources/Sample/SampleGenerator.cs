using Analytics.Domain;
using Analytics.Sources.Sample.Planted;
using Analytics.Sources.Sample.Traffic;
using Analytics.Sources.Sample.Truth;
using Analytics.Sources.Sample.Writers;

namespace Analytics.Sources.Sample;

/// <summary>
/// Writes one small company over six weeks: gateway, service and coding-agent logs, invoices, customers and revenue,
/// with planted truths that truth.json states exactly. Prices and sums are the generator's own; it shares no code
/// with the models.
/// </summary>
public static class SampleGenerator
{
    /// <summary>
    /// Writes all files below <see cref="SampleOptions.OutputDirectory"/>. The same seed gives the same bytes, apart
    /// from how the machine's zlib packs the <c>.gz</c> files, whose content is the same.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static async Task<SampleReport> WriteAsync(
        SampleOptions options, IFileOps files, CancellationToken cancellation)
    {
        var world = new SampleWorld(options.Seed);
        var truths = PlantedTruths.Create();
        ProductTraffic.Add(world);
        DeveloperTraffic.Add(world);
        foreach (var truth in truths)
        {
            truth.Plant(world);
        }

        var folder = new SampleFolder(options.OutputDirectory, files);
        await LiteLlmWriter.WriteAsync(world, folder, cancellation).ConfigureAwait(false);
        await OtelWriter.WriteAsync(world, folder, cancellation).ConfigureAwait(false);
        await ClaudeCodeWriter.WriteAsync(world, folder, cancellation).ConfigureAwait(false);
        await CodexWriter.WriteAsync(world, folder, cancellation).ConfigureAwait(false);
        await AnthropicCostReportWriter.WriteAsync(world, folder, cancellation).ConfigureAwait(false);
        await OpenAiCostsWriter.WriteAsync(world, folder, cancellation).ConfigureAwait(false);
        await FocusWriter.WriteAsync(world, folder, cancellation).ConfigureAwait(false);
        await InferenceWriter.WriteAsync(world, folder, cancellation).ConfigureAwait(false);
        await CompanyWriter.WriteAsync(world, folder, cancellation).ConfigureAwait(false);
        await SourcesWriter.WriteAsync(folder, cancellation).ConfigureAwait(false);
        await TruthWriter.WriteAsync(world, truths, folder, cancellation).ConfigureAwait(false);
        return new SampleReport(folder.Files, folder.Bytes, world.Calls.Count);
    }
}
