using System.Net.Http.Headers;
using Analytics.Benchmarks.Surveys;
using Analytics.Engine;
using Analytics.Pipeline;

namespace Analytics.Benchmarks.Service;

/// <summary>
/// What the receiver takes while the load generator shares its machine: first at a steady rate, then with a <c>kill -9</c> in
/// the middle and senders that send again what was not acknowledged. In the end every span must be in the lake, once.
/// </summary>
internal sealed class ReceiverSurvey : ISurvey
{
    private const long DefaultSpans = 440_000;
    private const double SpansPerSecond = 22_000;
    private const double SpansPerSecondPromised = 20_000;
    private const double MillisecondsPromised = 250;
    private const int SpansPerRequest = 200;
    private const int CrashShare = 4;
    private const int WarmUpRequests = 200;
    private static readonly TimeSpan SendAgainAfter = TimeSpan.FromMilliseconds(100);

    private BenchService? service;

    /// <inheritdoc/>
    public string Name => "receiver";

    /// <inheritdoc/>
    public string Question =>
        "OTLP spans taken at a steady 22,000 a second, load generator on the same machine, and after a kill -9 under load";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> RunAsync(BenchmarkContext context, CancellationToken cancellation)
    {
        var root = new DataRoot(context.CreateFolder("data"));
        var key = await BenchService.RunAsync(context, root.Path, ["keys", "add", "bench", "--role", "sender"], cancellation);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var requests = (int)(context.Rows(DefaultSpans, 1) / SpansPerRequest) + 1;
        var body = new SpanBody(SpansPerRequest);
        service = await BenchService.StartAsync(context, root.Path, cancellation);
        try
        {
            // A service that has just started compiles its code: its first seconds are not what is sustained.
            await LoadAsync(client, body, 0, WarmUpRequests, cancellation);
            var steady = await LoadAsync(client, body, WarmUpRequests, requests, cancellation);
            var crashed = Math.Max(1, requests / CrashShare);
            await LoadWithCrashAsync(context, root, client, body, WarmUpRequests + requests, crashed, cancellation);
            var sent = (long)(WarmUpRequests + requests + crashed) * SpansPerRequest;
            await service.StopAsync(cancellation);
            await BenchService.RunAsync(context, root.Path, ["ingest"], cancellation);
            var (rows, distinct) = await CountAsync(context, root, cancellation);
            return
            [
                new Finding("acknowledged", requests * SpansPerRequest / steady.Seconds, "spans/s", SpansPerSecondPromised, null),
                new Finding(
                    $"p99 of a request of {SpansPerRequest} spans", steady.MillisecondsAt99, "ms", null, MillisecondsPromised),
                new Finding("lost after kill -9", sent - distinct, "spans", null, 0),
                new Finding("doubled after kill -9", rows - distinct, "spans", null, 0),
            ];
        }
        finally
        {
            service.Dispose();
        }
    }

    private Task<LoadResult> LoadAsync(
        HttpClient client, SpanBody body, int first, int requests, CancellationToken cancellation) => PacedLoad.RunAsync(
            requests,
            SpansPerSecond / SpansPerRequest,
            number => SendAsync(client, body.Of(first + number), cancellation),
            cancellation);

    private async Task LoadWithCrashAsync(
        BenchmarkContext context, DataRoot root, HttpClient client, SpanBody body, int first, int requests,
        CancellationToken cancellation)
    {
        var load = LoadAsync(client, body, first, requests, cancellation);
        await Task.Delay(TimeSpan.FromSeconds(requests * SpansPerRequest / SpansPerSecond / 2), cancellation);
        using var dead = service!;
        await dead.KillAsync(cancellation);
        service = await BenchService.StartAsync(context, root.Path, cancellation);
        await load;
    }

    /// <summary>Sends one body until it is acknowledged.</summary>
    private async Task SendAsync(HttpClient client, byte[] bytes, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                using var content = new ByteArrayContent(bytes);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
                using var answer = await client.PostAsync(new Uri(service!.Address, "/v1/traces"), content, cancellation);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // The service is down: an exporter tries again, too.
            }

            await Task.Delay(SendAgainAfter, cancellation);
        }
    }

    private static async Task<(long Rows, long Distinct)> CountAsync(
        BenchmarkContext context, DataRoot root, CancellationToken cancellation)
    {
        using var session = EngineSession.Open(context.Engine);
        var parts = SqlText.Literal(Path.Combine(root.Lake, "requests", "*", "*.parquet"));
        var rows = await session.ScalarAsync<long>($"select count(*) from read_parquet({parts})", null, cancellation);
        var distinct = await session.ScalarAsync<long>(
            $"select count(distinct request_id) from read_parquet({parts})", null, cancellation);
        return (rows, distinct);
    }
}
