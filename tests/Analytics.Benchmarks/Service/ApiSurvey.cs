using System.Globalization;
using System.Net.Http.Headers;
using Analytics.Benchmarks.Generation;
using Analytics.Benchmarks.Ingest;
using Analytics.Benchmarks.Surveys;
using Analytics.Outputs;
using Analytics.Pipeline;

namespace Analytics.Benchmarks.Service;

/// <summary>How long a whole table as Arrow takes while 200 of them are asked for each second.</summary>
internal sealed class ApiSurvey : ISurvey
{
    private const long DefaultLines = 40_000;
    private const int LinesPerRequest = 10;
    private const long WantedRows = 10_000;
    private const int WarmUpRequests = 100;
    private const double RequestsPerSecond = 200;
    private const double MillisecondsPromised = 50;
    private static readonly TimeSpan Period = TimeSpan.FromDays(31);

    /// <inheritdoc/>
    public string Name => "api";

    /// <inheritdoc/>
    public string Question => "a table of 10,000 rows as Arrow over HTTP, 200 requests a second, load generator on the same machine";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> RunAsync(BenchmarkContext context, CancellationToken cancellation)
    {
        var lines = context.Rows(DefaultLines, 1);
        var logs = context.CreateFolder("logs");
        Generate(Path.Combine(logs, "log.jsonl"), lines, context.Options.Seed);
        var (pipeline, root) = context.OpenPipeline("litellm", logs);
        await pipeline.RunAsync(new Progress<PipelineEvent>(), cancellation);
        var key = await BenchService.RunAsync(context, root.Path, ["keys", "add", "bench", "--role", "viewer"], cancellation);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var service = await BenchService.StartAsync(context, root.Path, cancellation);
        var table = Table(new GenerationStore(root.Published, context.Files).Current()!);
        var address = new Uri(service.Address, $"/api/v1/tables/{table.Name}.arrow");
        var requests = (int)(lines / LinesPerRequest);
        Task AskAsync(int number) => AskWholeAsync(client, address, cancellation);

        // A service that has just started compiles its code: its first seconds are not what is sustained.
        await PacedLoad.RunAsync(WarmUpRequests, RequestsPerSecond, AskAsync, cancellation);
        var load = await PacedLoad.RunAsync(requests, RequestsPerSecond, AskAsync, cancellation);
        var subject = string.Create(CultureInfo.InvariantCulture, $"{table.Name}, {table.Rows:#,0} rows");
        return
        [
            new Finding($"{subject}: p99", load.MillisecondsAt99, "ms", null, MillisecondsPromised),
            new Finding($"{subject}: answered", requests / load.Seconds, "requests/s", null, null),
        ];
    }

    // Read to the end and forgotten: megabytes kept for each answer would measure the collector of this process.
    private static async Task AskWholeAsync(HttpClient client, Uri address, CancellationToken cancellation)
    {
        using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        await response.Content.CopyToAsync(Stream.Null, cancellation);
    }

    /// <summary>The smallest table that has the rows, or the largest of all.</summary>
    private static ManifestTable Table(GenerationManifest manifest) =>
        manifest.Tables.Where(static table => table.Rows >= WantedRows).MinBy(static table => table.Rows)
        ?? manifest.Tables.MaxBy(static table => table.Rows)!;

    private static void Generate(string path, long count, int seed)
    {
        var lines = new LiteLlmLines(Period / count);
        var drawing = new Drawing(seed);
        using var file = new LineFile(path);
        for (var number = 0L; number < count; number++)
        {
            lines.Add(file, number, drawing);
        }
    }
}
