using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Analytics.Domain;

namespace Analytics.EndToEnd.Tests.Service;

/// <summary>Whatever is sent to it, the receiver refuses it, answers the others meanwhile, and takes no memory for it.</summary>
public sealed class ReceiverAbuseTest : IDisposable
{
    private const int Seed = 20_261_122;
    private const long MemoryBytesMax = 512L * 1024 * 1024;

    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    [Survives(13, 15, 16, 31, 39)]
    public async Task Sender_OfWhateverHarms_IsRefusedWhileTheServiceLives()
    {
        var key = (await workspace.RunAsync("keys", "add", "collector", "--role", "sender")).Expect(ExitCode.Ok).Output.Trim();
        using var service = await RunningService.StartAsync(workspace, new Dictionary<string, string>
        {
            ["Analytics__Service__MinFreeMebibytes"] = "1",
            ["Analytics__Service__Http__RequestsPerSecond"] = "100000",
            ["Analytics__Service__Http__AnonymousRequestsPerSecond"] = "1000",
            ["Analytics__Service__Receiver__Sources__agents__Kind"] = "claude-code",
        });
        service.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var slow = Task.WhenAll(
            IsHungUpOnAsync(service, "GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Slow: "),
            IsHungUpOnAsync(
                service,
                $"POST /ingest/agents HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nContent-Length: 1000\r\n\r\n{{"));

        foreach (var (what, body, isPacked, expected) in Bodies())
        {
            var status = await SendAsync(service, "/v1/traces", body, isPacked);
            Assert.True(expected == status, $"{what}: {status}");
        }

        foreach (var name in (string[])["..%2f..%2fstate%2fkeys.json", "%2e%2e", "agents%00", "agents%2f..%2fotlp", "'%20or%201=1", "otlp%0a"])
        {
            var status = await SendAsync(service, $"/ingest/{name}", Encoding.UTF8.GetBytes("{}"), isPacked: false);
            Assert.True(
                status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.Forbidden, $"{name}: {status}");
        }

        await FuzzAsync(service);
        Assert.Equal("live\n", await service.Client.GetStringAsync("/health/live"));
        Assert.All(await slow, static isHungUpOn => Assert.True(isHungUpOn));
        using var process = Process.GetProcessById(service.ProcessId);
        Assert.InRange(process.WorkingSet64, 1, MemoryBytesMax);
        Assert.Equal(
            [], Directory.EnumerateFiles(workspace.Root.Landing, "*.jsonl", SearchOption.AllDirectories));
    }

    private static IEnumerable<(string What, byte[] Body, bool IsPacked, HttpStatusCode Expected)> Bodies() =>
    [
        ("more than a body may have", new byte[9 * 1024 * 1024], false, HttpStatusCode.RequestEntityTooLarge),
        ("a bomb of 256 MiB", Packed(256), true, HttpStatusCode.BadRequest),
        ("nested without end", Encoding.UTF8.GetBytes(new string('[', 200_000)), false, HttpStatusCode.BadRequest),
        ("no export", "[]"u8.ToArray(), false, HttpStatusCode.BadRequest),
        ("no text", [0xC3, 0x28, 0, 1], false, HttpStatusCode.BadRequest),
        ("packed and cut", Packed(1)[..^9], true, HttpStatusCode.BadRequest),
        ("not packed but said to be", "{}"u8.ToArray(), true, HttpStatusCode.BadRequest),
    ];

    private static async Task FuzzAsync(RunningService service)
    {
        var random = new Random(Seed);
        var good = Encoding.UTF8.GetBytes(AgentLog.Session([1]).TrimEnd());
        for (var body = 0; body < 200; body++)
        {
            // Cut within its object, so that whatever else happens to it, it is none.
            var bytes = good[..random.Next(1, good.Length - 1)];
            for (var flip = 0; flip < 3; flip++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var status = await SendAsync(service, body % 2 == 0 ? "/ingest/agents" : "/v1/traces", bytes, isPacked: false);
            Assert.True(status == HttpStatusCode.BadRequest, $"seed {Seed}, body {body}: {status}");
        }
    }

    // Sends the beginning of a request and nothing more: the service must not keep the connection for it.
    private static async Task<bool> IsHungUpOnAsync(RunningService service, string beginning)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, service.Client.BaseAddress!.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, patience.Token) > 0)
            {
            }

            return true;
        }
        catch (IOException)
        {
            // Reset, which is as much of an end.
            return true;
        }
        catch (OperationCanceledException)
        {
            // Still open after a minute.
            return false;
        }
    }

    private static async Task<HttpStatusCode> SendAsync(RunningService service, string path, byte[] body, bool isPacked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (isPacked)
        {
            request.Content.Headers.ContentEncoding.Add("gzip");
        }

        // Asked first: who only sends hears nothing but that the connection is gone.
        request.Headers.ExpectContinue = body.Length > 1024 * 1024;
        using var answer = await service.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private static byte[] Packed(int mebibytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            for (var block = 0; block < mebibytes; block++)
            {
                gzip.Write(new byte[1024 * 1024]);
            }
        }

        return packed.ToArray();
    }
}
