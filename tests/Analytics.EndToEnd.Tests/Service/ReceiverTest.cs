using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Analytics.Domain;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Analytics.EndToEnd.Tests.Service;

/// <summary>What services send reaches the tables: once, all of it, and whatever happens to the process.</summary>
public sealed class ReceiverTest : IDisposable
{
    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task Traces_OfTheRealExporter_BecomePricedRequests()
    {
        var key = await KeyAsync();
        using (var service = await RunningService.StartAsync(workspace, Settings()))
        {
            Export(service.Client.BaseAddress!, key, calls: 5);
            await StopAsync(service);
        }

        (await workspace.RunAsync("run")).Expect(ExitCode.Ok);

        Assert.Equal(5, workspace.Scalar<long>("select count(*) from priced_requests where is_priced"));
        Assert.Equal(5 * 1_000, workspace.Scalar<long>("select sum(uncached_input_tokens)::bigint from priced_requests"));
    }

    [Fact]
    public async Task Traces_AsJsonAndGzip_AreTakenAndSentTwiceCountOnce()
    {
        var key = await KeyAsync();
        using (var service = await RunningService.StartAsync(workspace, Settings()))
        {
            foreach (var round in Enumerable.Range(0, 2))
            {
                Assert.Equal(HttpStatusCode.OK, await SendAsync(service, key, "/v1/traces", Spans("a"), isPacked: round == 1));
            }

            Assert.Equal(HttpStatusCode.OK, await SendAsync(service, key, "/v1/traces", Spans("a", "b"), isPacked: false));
            await StopAsync(service);
        }

        (await workspace.RunAsync("run")).Expect(ExitCode.Ok);

        Assert.Equal(2, workspace.Scalar<long>("select count(*) from priced_requests"));
    }

    [Fact]
    public async Task Lines_OfADeclaredSource_AreReadByItsReader()
    {
        var key = await KeyAsync();
        var settings = Settings();
        settings["Analytics__Service__Receiver__Sources__agents__Kind"] = "claude-code";
        using (var service = await RunningService.StartAsync(workspace, settings))
        {
            Assert.Equal(HttpStatusCode.OK, await SendAsync(service, key, "/ingest/agents", AgentLog.Session([1, 2]), isPacked: true));
            Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(service, key, "/ingest/agents", "{\"cut", isPacked: false));
            Assert.Equal(HttpStatusCode.NotFound, await SendAsync(service, key, "/ingest/unknown", "{}", isPacked: false));
            await StopAsync(service);
        }

        using var run = WorkerRun.Start(
            ["run", "--data", workspace.Root.Path, "--sql", Path.Combine(Workspace.Repository, "sql")], settings);
        (await run.ResultAsync()).Expect(ExitCode.Ok);

        Assert.Equal(2, workspace.Scalar<long>("select count(*) from priced_requests"));
    }

    [Fact]
    [Survives(4)]
    public async Task Sender_WhenTheDiskIsNearlyFull_IsToldToComeAgain()
    {
        var key = await KeyAsync();
        var settings = Settings();
        settings["Analytics__Service__MinFreeMebibytes"] = $"{16 * 1024 * 1024}";
        using var service = await RunningService.StartAsync(workspace, settings);
        using var request = Request(key, "/v1/traces", Spans("a"), isPacked: false);

        using var answer = await service.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(60), answer.Headers.RetryAfter?.Delta);
    }

    /// <summary>Killed under load, the service has every span that it acknowledged; senders send the rest again.</summary>
    [Fact]
    [Survives(1)]
    public async Task Load_WithKillsInBetween_LosesNothingAndDoublesNothing()
    {
        var key = await KeyAsync();
        var waiting = new ConcurrentQueue<int>(Enumerable.Range(0, 3_000));
        var acknowledged = new ConcurrentBag<int>();
        for (var round = 0; !waiting.IsEmpty; round++)
        {
            Assert.True(round < 20, "The load never ended.");
            using var service = await RunningService.StartAsync(workspace, Settings());
            var senders = Task.WhenAll(Enumerable.Range(0, 16).Select(_ => SendAllAsync(service, key, waiting, acknowledged)));
            if (round < 2)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(700));
                await service.SignalAsync("KILL");
            }

            await senders;
            if (round >= 2)
            {
                await StopAsync(service);
            }
        }

        Assert.Equal(Enumerable.Range(0, 3_000), acknowledged.Order());
        (await workspace.RunAsync("run")).Expect(ExitCode.Ok);
        Assert.Equal(3_000, workspace.Scalar<long>("select count(*) from priced_requests"));
        Assert.Equal(3_000, workspace.Scalar<long>("select count(distinct request_id) from priced_requests"));
    }

    private static async Task SendAllAsync(
        RunningService service, string key, ConcurrentQueue<int> waiting, ConcurrentBag<int> acknowledged)
    {
        while (waiting.TryDequeue(out var number))
        {
            try
            {
                if (await SendAsync(service, key, "/v1/traces", Spans($"span-{number}"), isPacked: false) == HttpStatusCode.OK)
                {
                    acknowledged.Add(number);
                    continue;
                }
            }
            catch (HttpRequestException)
            {
                waiting.Enqueue(number);
                return;
            }

            waiting.Enqueue(number);
            await Task.Delay(50);
        }
    }

    private static async Task<HttpStatusCode> SendAsync(
        RunningService service, string key, string path, string body, bool isPacked)
    {
        using var request = Request(key, path, body, isPacked);
        using var answer = await service.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private static HttpRequestMessage Request(string key, string path, string body, bool isPacked)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        if (isPacked)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            {
                gzip.Write(bytes);
            }

            bytes = packed.ToArray();
        }

        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bytes) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (isPacked)
        {
            request.Content.Headers.ContentEncoding.Add("gzip");
        }

        return request;
    }

    private static void Export(Uri address, string key, int calls)
    {
        using var source = new ActivitySource("tests");
        using var provider = Sdk.CreateTracerProviderBuilder()
            .AddSource(source.Name)
            .SetResourceBuilder(ResourceBuilder.CreateDefault().AddService("shop"))
            .AddOtlpExporter(exporter =>
            {
                exporter.Endpoint = new Uri(address, "/v1/traces");
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.Headers = $"Authorization=Bearer {key}";
            })
            .Build();
        for (var call = 0; call < calls; call++)
        {
            using var span = source.StartActivity("chat claude-sonnet-4-5", ActivityKind.Client);
            span!.SetTag("gen_ai.operation.name", "chat");
            span.SetTag("gen_ai.provider.name", "anthropic");
            span.SetTag("gen_ai.request.model", "claude-sonnet-4-5");
            span.SetTag("gen_ai.usage.input_tokens", 1_000);
            span.SetTag("gen_ai.usage.output_tokens", 100);
        }

        Assert.True(provider.ForceFlush(30_000));
    }

    private static string Spans(params string[] names) =>
        $$"""
        {"resourceSpans": [{"resource": {"attributes": []}, "scopeSpans": [{"spans": [
        {{string.Join(",\n", names.Select(static name =>
            $$$"""
            {"traceId": "{{{Hex(name)}}}{{{Hex(name)}}}", "spanId": "{{{Hex(name)}}}", "name": "chat",
             "startTimeUnixNano": "1767225600000000000", "endTimeUnixNano": "1767225601000000000", "attributes": [
               {"key": "gen_ai.provider.name", "value": {"stringValue": "anthropic"}},
               {"key": "gen_ai.request.model", "value": {"stringValue": "claude-sonnet-4-5"}},
               {"key": "gen_ai.usage.input_tokens", "value": {"intValue": "10"}},
               {"key": "gen_ai.usage.output_tokens", "value": {"intValue": "1"}}]}
            """))}}
        ]}]}]}
        """;

    private static string Hex(string name) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..16];

    private static async Task StopAsync(RunningService service)
    {
        await service.SignalAsync("TERM");
        (await service.ResultAsync()).Expect(ExitCode.Ok);
    }

    private static Dictionary<string, string> Settings() => new()
    {
        ["Analytics__Service__MinFreeMebibytes"] = "1",
        ["Analytics__Service__Http__RequestsPerSecond"] = "100000",
        ["Analytics__Stability__QuietSeconds"] = "0",
    };

    private async Task<string> KeyAsync() =>
        (await workspace.RunAsync("keys", "add", "collector", "--role", "sender")).Expect(ExitCode.Ok).Output.Trim();
}
