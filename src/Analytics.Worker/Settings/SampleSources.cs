using System.Text.Json;
using Analytics.Pipeline;

namespace Analytics.Worker.Settings;

/// <summary>The sources of <c>sample-data/</c>, declared there in <c>sources.json</c>.</summary>
internal static class SampleSources
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Reads the declaration beside the program.</summary>
    /// <exception cref="InvalidSettingsException">The sample data is missing or its declaration unreadable.</exception>
    public static IReadOnlyDictionary<string, SourceSettings> Load()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "sample-data");
        var path = Path.Combine(folder, "sources.json");
        if (!File.Exists(path))
        {
            throw new InvalidSettingsException(
                $"{path} is missing. Build the worker again, or write it with 'sample --out {folder}'.");
        }

        try
        {
            var declared = JsonSerializer.Deserialize<List<Declaration>>(File.ReadAllBytes(path), Json) ?? [];
            return declared.ToDictionary(
                static source => source.Name,
                source => new SourceSettings
                {
                    Kind = source.Kind,
                    Path = Path.Combine(folder, source.Path),
                    ToleratedQuarantineRows = source.ToleratedQuarantineRows,
                },
                StringComparer.Ordinal);
        }
        catch (JsonException fault)
        {
            throw new InvalidSettingsException($"{path}: {fault.Message}", fault);
        }
    }

    private sealed record Declaration(string Name, string Kind, string Path, int ToleratedQuarantineRows = 0);
}
