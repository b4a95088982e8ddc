using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Analytics.Tests.Sources.Pulls;

/// <summary>A provider's API as a test tells it to answer, with what it was asked.</summary>
internal sealed class ReportServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private ReportServer(WebApplication app) => this.app = app;

    /// <summary>Path and query of every request, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Header of the key of every request, in order.</summary>
    public ConcurrentQueue<string> Keys { get; } = [];

    /// <summary>Answers a request; the number counts from 1.</summary>
    public Func<HttpContext, int, Task> Answer { get; set; } = static (context, _) => context.Response.WriteAsync(Page());

    /// <summary>Where it listens.</summary>
    public string Address { get; private set; } = "";

    public static async Task<ReportServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var server = new ReportServer(builder.Build());
        server.app.Run(server.HearAsync);
        await server.app.StartAsync();
        server.Address = server.app.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return server;
    }

    /// <summary>A page of daily costs, as OpenAI writes it.</summary>
    /// <param name="next">Cursor of the next page; null = the last.</param>
    /// <param name="days">Start of a day in Unix seconds, and its dollars.</param>
    public static string Page(string? next = null, params (long Start, string Usd)[] days)
    {
        var buckets = days.Select(static day =>
            $$"""
            {"object":"bucket","start_time":{{day.Start}},"end_time":{{day.Start + 86_400}},"results":[
              {"object":"organization.costs.result","amount":{"value":{{day.Usd}},"currency":"usd"},
               "line_item":"gpt-5.4, output_tokens","project_id":"proj_a","api_key_id":"key_1","quantity":null,
               "quantity_unit":null}]}
            """);
        return $$"""
            {"object":"page","data":[{{string.Join(',', buckets)}}],
             "has_more":{{(next is null ? "false" : "true")}},"next_page":{{(next is null ? "null" : $"\"{next}\"")}}}
            """;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task HearAsync(HttpContext context)
    {
        Asked.Enqueue(context.Request.Path + context.Request.QueryString.ToString());
        Keys.Enqueue(context.Request.Headers.Authorization.ToString() + context.Request.Headers["x-api-key"]);
        await Answer(context, Asked.Count);
    }
}
