using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Analytics.Tests.Worker;

/// <summary>Takes what a service sends to an OpenTelemetry collector, and keeps its bytes as text.</summary>
internal sealed class FigureCollector : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentQueue<string> bodies = new();

    /// <summary>Listens on a free port.</summary>
    public FigureCollector()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        }

        listener.Prefixes.Add(Address);
        listener.Start();
        _ = TakeAsync();
    }

    /// <summary>Where to send.</summary>
    public string Address { get; }

    /// <summary>Whether a name was in anything sent so far.</summary>
    public bool Heard(string name) => bodies.Any(body => body.Contains(name, StringComparison.Ordinal));

    public void Dispose() => listener.Close();

    private async Task TakeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                bodies.Enqueue(Encoding.Latin1.GetString(body.ToArray()));
                context.Response.Close();
            }
        }
        catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }
}
