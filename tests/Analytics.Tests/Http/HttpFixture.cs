using System.Net.Http.Headers;
using Analytics.Worker;
using Analytics.Worker.Http;
using Analytics.Worker.Http.Security;
using Analytics.Worker.Service;
using Analytics.Worker.Settings;
using Analytics.Worker.Terminal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Analytics.Tests.Http;

/// <summary>The service in this process, on a free port and an empty data root, with one key of every role.</summary>
internal sealed class HttpFixture : IAsyncDisposable
{
    private readonly string folder;
    private readonly StopSignals signals = new();
    private readonly TerminalOutput output = new(Stream.Null, TextWriter.Null, false, true, false, false);

    private HttpFixture(string folder, HttpOptions options)
    {
        this.folder = folder;
        var jobs = Directory.CreateDirectory(Path.Combine(folder, "jobs")).FullName;
        File.WriteAllText(Path.Combine(jobs, "quiet.json"), """{"id": "quiet", "cron": "0 0 29 2 *", "verb": "build"}""");
        var loaded = SettingsLoader.Load(new CommandLineSettings(Path.Combine(folder, "data"), null, [], IsSample: false));
        var settings = loaded with { JobsDirectory = jobs, Service = loaded.Service with { Http = options } };
        var context = new VerbContext(
            WorkerCommandLine.Create(signals, caller: null).Parse(["serve"]), settings, output, TimeProvider.System);
        App = AnalyticsService.Build(context, signals);
        Keys = Roles.All.ToDictionary(
            static role => role,
            role => App.Services.GetRequiredService<KeyStore>().Add($"the-{role}", role, TimeProvider.System.GetUtcNow()));
    }

    public WebApplication App { get; }

    /// <summary>One key of every role, by role.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; }

    public Uri Address { get; private set; } = new("http://localhost");

    public static async Task<HttpFixture> StartAsync(HttpOptions? options = null)
    {
        var folder = Directory.CreateTempSubdirectory("http-test-").FullName;
        var fixture = new HttpFixture(folder, (options ?? new HttpOptions()) with { Port = 0, AnonymousRequestsPerSecond = 1_000 });
        await fixture.App.StartAsync();
        var server = fixture.App.Services.GetRequiredService<IServer>();
        fixture.Address = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return fixture;
    }

    /// <summary>A client that sends the key of a role, or none; cookies are kept where asked for.</summary>
    public HttpClient Client(string? role = null, bool keepsCookies = false)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = keepsCookies })
        {
            BaseAddress = Address,
        };
        if (role is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Keys[role]);
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        output.Dispose();
        signals.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
