using System.Globalization;
using System.Text.Json;
using Analytics.Domain;
using Analytics.EndToEnd.Tests.Dashboard;
using Analytics.Pipeline;

namespace Analytics.EndToEnd.Tests.SampleTruths;

/// <summary>The committed sample through the pipeline once, beside what was planted in it.</summary>
public sealed class SampleRun : IAsyncLifetime, IDisposable
{
    private static readonly string Folder = Path.Combine(Workspace.Repository, "sample-data");

    /// <summary>truth.json.</summary>
    public JsonElement Truth { get; } =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "truth.json"))).RootElement;

    internal Workspace Workspace { get; } = new();

    public async Task InitializeAsync()
    {
        var declared = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Folder, "sources.json"))).RootElement;
        var report = await Workspace.RunPipelineAsync(declared.EnumerateArray().ToDictionary(
            static source => source.GetProperty("name").GetString()!,
            static source => new SourceSettings
            {
                Kind = source.GetProperty("kind").GetString()!,
                Path = Path.Combine(Folder, source.GetProperty("path").GetString()!),
                ToleratedQuarantineRows = source.TryGetProperty("tolerated_quarantine_rows", out var rows) ? rows.GetInt32() : 0,
            }));
        Assert.True(report.ExitCode == ExitCode.Ok, string.Join('\n', report.Build!.Failures));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => Workspace.Dispose();

    /// <summary>Sums by name as the marts have them; an absent name is the empty text.</summary>
    internal IReadOnlyDictionary<string, decimal> Sums(string name, string sum, string from) => Workspace
        .Query<(string Name, decimal Sum)>($"select {name} as name, {sum} as total from {from} group by name")
        .ToDictionary(static row => row.Name, static row => row.Sum, StringComparer.Ordinal);

    /// <summary>The same as planted.</summary>
    internal static IReadOnlyDictionary<string, decimal> Planted(JsonElement amounts) =>
        amounts.EnumerateObject().ToDictionary(
            static amount => amount.Name, static amount => Number(amount.Value), StringComparer.Ordinal);

    /// <summary>A number, or an amount written as text so that no digit is lost.</summary>
    internal static decimal Number(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? decimal.Parse(value.GetString()!, CultureInfo.InvariantCulture)
        : value.GetDecimal();
}

/// <summary>The tests that share the run.</summary>
[CollectionDefinition(Name)]
public sealed class SampleCases : ICollectionFixture<SampleRun>, ICollectionFixture<Browser>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "sample";
}
