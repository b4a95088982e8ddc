using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Analytics.Tests.Outputs;

/// <summary>Somebody who wants to hear of alerts: a real HTTP server that answers as a test tells it.</summary>
internal sealed class AlertReceiver : IAsyncDisposable
{
    /// <summary>What it and the worker both know.</summary>
    public const string Secret = "canary-webhook-secret";

    private readonly WebApplication app;

    private AlertReceiver(WebApplication app) => this.app = app;

    /// <summary>What it heard, in order.</summary>
    public ConcurrentQueue<HeardAlert> Heard { get; } = [];

    /// <summary>How it answers the n-th request, from 1. Default 204.</summary>
    public Func<HttpContext, int, Task> Answer { get; set; } = static (context, _) =>
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    };

    /// <summary>Where it listens.</summary>
    public Uri Url { get; private set; } = new("http://localhost");

    public static async Task<AlertReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var receiver = new AlertReceiver(builder.Build());
        receiver.app.Run(receiver.HearAsync);
        await receiver.app.StartAsync();
        receiver.Url = new Uri(new Uri(receiver.app.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.First()), "/hook");
        return receiver;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task HearAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var id = context.Request.Headers["webhook-id"].ToString();
        var signed = $"{id}.{context.Request.Headers["webhook-timestamp"]}.{Encoding.UTF8.GetString(body.ToArray())}";
        var expected = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(signed)));
        Heard.Enqueue(new HeardAlert(
            id,
            context.Request.Headers["webhook-signature"].ToString() == $"v1,{expected}",
            JsonDocument.Parse(body.ToArray()).RootElement.GetProperty("data")));
        await Answer(context, Heard.Count);
    }
}

/// <summary>One request.</summary>
internal sealed record HeardAlert(string Id, bool IsSigned, JsonElement Data);
