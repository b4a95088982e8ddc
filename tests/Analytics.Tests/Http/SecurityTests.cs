using System.Net;
using System.Text.RegularExpressions;
using Analytics.Domain.Jobs;
using Analytics.Worker.Http;
using Analytics.Worker.Http.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Analytics.Tests.Http;

/// <summary>Who may do what over HTTP, from the outside.</summary>
public sealed partial class SecurityTests(SecurityTests.SharedService shared) : IClassFixture<SecurityTests.SharedService>
{
    /// <summary>One service for all tests that leave it as it was.</summary>
    public sealed class SharedService : IAsyncLifetime
    {
        internal HttpFixture Service { get; private set; } = null!;

        public async Task InitializeAsync() => Service = await HttpFixture.StartAsync();

        public async Task DisposeAsync() => await Service.DisposeAsync();
    }

    /// <summary>What anybody may ask; everything else wants a key.</summary>
    private static readonly HashSet<string> Open =
        ["GET /health/live", "GET /health/ready", "GET /login", "GET /assets/style.css"];

    private readonly HttpFixture service = shared.Service;

    [Fact]
    [Survives(37)]
    public async Task EveryEndpoint_WithoutAKey_IsClosed()
    {
        using var client = service.Client();
        var endpoints = Endpoints().ToList();

        Assert.True(endpoints.Count >= 15, "Fewer endpoints than expected were found.");
        foreach (var (method, path) in endpoints)
        {
            using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
            var isClosed = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
            Assert.True(isClosed != Open.Contains($"{method} {path}"), $"{method} {path} answered {answer.StatusCode}");
        }
    }

    [Fact]
    [Survives(37)]
    public async Task EveryEndpoint_WithAWrongKey_IsClosed()
    {
        using var client = service.Client();
        var wrong = service.Keys[Roles.Admin][..^1] + (service.Keys[Roles.Admin][^1] == '0' ? '1' : '0');
        foreach (var (method, path) in Endpoints().Where(static endpoint => !Open.Contains($"{endpoint.Method} {endpoint.Path}")))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.Add("Authorization", $"Bearer {wrong}");
            using var answer = await client.SendAsync(request);
            Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized || path == "/login", $"{method} {path}: {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData(Roles.Viewer, "GET", "/jobs", HttpStatusCode.OK)]
    [InlineData(Roles.Viewer, "GET", "/api/v1/runs", HttpStatusCode.OK)]
    [InlineData(Roles.Viewer, "POST", "/jobs/quiet/pause", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Viewer, "GET", "/api/v1/audit", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Operator, "POST", "/jobs/quiet/pause", HttpStatusCode.Found)]
    [InlineData(Roles.Operator, "POST", "/jobs/unknown/pause", HttpStatusCode.NotFound)]
    [InlineData(Roles.Operator, "GET", "/api/v1/audit", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Admin, "GET", "/api/v1/audit", HttpStatusCode.OK)]
    [InlineData(Roles.Sender, "GET", "/api/v1/tables", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Sender, "GET", "/jobs", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Viewer, "GET", "/api/v1/tables", HttpStatusCode.NotFound)]
    public async Task Endpoint_WithAKey_FollowsItsRole(string role, string method, string path, HttpStatusCode expected)
    {
        using var client = service.Client(role);

        using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Removed_Key_OpensNothingAnyMore()
    {
        await using var own = await HttpFixture.StartAsync();
        using var client = own.Client(Roles.Viewer);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/jobs")).StatusCode);

        own.App.Services.GetRequiredService<KeyStore>().Remove("the-viewer");

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/jobs")).StatusCode);
    }

    [Fact]
    public async Task EveryAnswer_BearsTheHeaders()
    {
        using var client = service.Client();
        foreach (var path in (string[])["/health/live", "/login", "/api/v1/tables", "/no-such-page"])
        {
            using var answer = await client.GetAsync(path);
            Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Fact]
    [Survives(38)]
    public async Task SignedIn_Browser_ActsOnlyFromOurPages()
    {
        await PauseAsync(isPaused: false);
        using var browser = service.Client(keepsCookies: true);
        var token = await TokenOfAsync(browser, "/login");
        using var signedIn = await PostAsync(browser, "/login", token, ("key", service.Keys[Roles.Operator]));
        Assert.Equal("/", signedIn.Headers.Location?.OriginalString);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").First(static value => value.StartsWith("analytics=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        token = await TokenOfAsync(browser, "/jobs");

        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(browser, "/jobs/quiet/pause", "")).StatusCode);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await PostAsync(browser, "/jobs/quiet/pause", token, ("Sec-Fetch-Site", "cross-site"))).StatusCode);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await PostAsync(browser, "/jobs/quiet/pause", token, ("Origin", "https://evil.example"))).StatusCode);
        Assert.Empty(await PausedAsync());
        Assert.Equal(HttpStatusCode.Found, (await PostAsync(browser, "/jobs/quiet/pause", token)).StatusCode);
        Assert.Equal(["quiet"], await PausedAsync());
        await PauseAsync(isPaused: false);
    }

    [Fact]
    [Survives(38)]
    public async Task EveryPost_OfASignedInBrowserWithoutTheFormsToken_IsRefused()
    {
        using var browser = service.Client(keepsCookies: true);
        await PostAsync(browser, "/login", await TokenOfAsync(browser, "/login"), ("key", service.Keys[Roles.Admin]));
        var posts = Endpoints().Where(static endpoint => endpoint.Method == "POST").ToList();

        Assert.True(posts.Count >= 6, "Fewer endpoints than expected were found.");
        foreach (var (_, path) in posts)
        {
            using var answer = await PostAsync(browser, path, "");
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{path}: {answer.StatusCode}");
        }
    }

    [Fact]
    [Survives(38)]
    public async Task Login_WithoutTheFormsToken_IsRefused()
    {
        using var browser = service.Client(keepsCookies: true);

        using var answer = await PostAsync(browser, "/login", "", ("key", service.Keys[Roles.Admin]));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Action_OfAnOperator_IsAudited()
    {
        using var client = service.Client(Roles.Operator);

        await client.PostAsync("/jobs/quiet/pause", null);

        var entry = (await service.App.Services.GetRequiredService<IRunLedger>().AuditAsync(10, default))[0];
        Assert.Equal(
            ("the-operator", "operator", "pause", "quiet", "paused"),
            (entry.Actor, entry.Role, entry.Action, entry.Subject, entry.Outcome));
    }

    [Fact]
    public async Task Host_OfAnotherName_IsRefused()
    {
        using var client = service.Client(Roles.Admin);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/jobs");
        request.Headers.Host = "rebound.example";

        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Browser_WithoutAKey_IsLedToTheSignIn()
    {
        using var client = service.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/jobs");
        request.Headers.Add("Accept", "text/html");

        using var answer = await client.SendAsync(request);

        Assert.Equal((HttpStatusCode.Found, "/login"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData("X-Forwarded-For", HttpStatusCode.Unauthorized)]
    [InlineData("Forwarded", HttpStatusCode.Unauthorized)]
    [Survives(37)]
    public async Task WithoutAuthentication_OnlyThisMachineItselfIsLetIn(string? header, HttpStatusCode expected)
    {
        await using var open = await HttpFixture.StartAsync(new HttpOptions { Authentication = AuthenticationMode.None });
        using var client = open.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/jobs");
        if (header is not null)
        {
            request.Headers.Add(header, "203.0.113.7");
        }

        Assert.Equal(expected, (await client.SendAsync(request)).StatusCode);
    }

    [Fact]
    [Survives(38)]
    public async Task WithoutAuthentication_AForeignPageChangesNothing()
    {
        await using var open = await HttpFixture.StartAsync(new HttpOptions { Authentication = AuthenticationMode.None });
        using var client = open.Client();

        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync("/jobs/quiet/pause", null)).StatusCode);
        using var lines = new HttpRequestMessage(HttpMethod.Post, "/ingest/otlp") { Content = new StringContent("{}") };
        lines.Headers.Add("Origin", "https://evil.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(lines)).StatusCode);
    }

    [Fact]
    [Survives(39)]
    public async Task Caller_WithoutAKeyAndPatience_IsSlowedDown()
    {
        await using var narrow = await HttpFixture.StartAsync(new HttpOptions { RequestsPerSecond = 1 });
        using var client = narrow.Client(Roles.Viewer);
        var answers = new List<HttpStatusCode>();
        for (var request = 0; request < 30; request++)
        {
            using var answer = await client.GetAsync("/api/v1/generations");
            answers.Add(answer.StatusCode);
            Assert.True(answer.StatusCode != HttpStatusCode.TooManyRequests || answer.Headers.RetryAfter is not null);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    [Fact]
    public void OpenApi_Paths_AreThoseThatAreMapped()
    {
        var documented = (Dictionary<string, object>)OpenApiEndpoint.Document()["paths"];

        Assert.Equal(
            Routes().Select(static route => route.Split(':')[0] is var path && route.Contains(':', StringComparison.Ordinal)
                    ? path + route[route.IndexOf('}', StringComparison.Ordinal)..] : route)
                .Where(static route => route.StartsWith("/api/", StringComparison.Ordinal)).Distinct().Order(),
            documented.Keys.Order());
    }

    [Theory]
    [InlineData("0.0.0.0", AuthenticationMode.None, false, 2)]
    [InlineData("0.0.0.0", AuthenticationMode.Keys, false, 1)]
    [InlineData("0.0.0.0", AuthenticationMode.Keys, true, 0)]
    [InlineData("0.0.0.0", AuthenticationMode.None, true, 1)]
    [InlineData("::1", AuthenticationMode.None, false, 0)]
    [InlineData("localhost", AuthenticationMode.Keys, false, 1)]
    public void Address_OthersCanReach_NeedsKeysAndEncryption(string address, object mode, bool hasProxy, int faultCount)
    {
        var faults = new List<string>();

        new HttpOptions
        {
            Address = address,
            Authentication = (AuthenticationMode)mode,
            TrustedProxies = hasProxy ? ["10.0.0.1"] : [],
        }.AddFaults(faults, "Http");

        Assert.Equal(faultCount, faults.Count);
    }

    private async Task<IReadOnlySet<string>> PausedAsync() =>
        await service.App.Services.GetRequiredService<IRunLedger>().PausedAsync(default);

    private Task PauseAsync(bool isPaused) =>
        service.App.Services.GetRequiredService<IRunLedger>().PauseAsync("quiet", isPaused, default);

    private IEnumerable<string> Routes() => service.App.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>().Select(static endpoint => endpoint.RoutePattern.RawText!);

    private IEnumerable<(string Method, string Path)> Endpoints() =>
        service.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(
            static endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]).Select(method =>
                (method, Placeholder().Replace(endpoint.RoutePattern.RawText!, static name => name.Value == "{id}" ? "quiet" : "1"))));

    private static async Task<string> TokenOfAsync(HttpClient browser, string path)
    {
        var page = await browser.GetStringAsync(path);
        return WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value);
    }

    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient browser, string path, string token, params (string Name, string Value)[] more)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(
            [
                new("__RequestVerificationToken", token),
                .. more.Where(static field => field.Name == "key").Select(static field => KeyValuePair.Create(field.Name, field.Value)),
            ]),
        };
        foreach (var (name, value) in more.Where(static field => field.Name != "key"))
        {
            request.Headers.Add(name, value);
        }

        return await browser.SendAsync(request);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Placeholder();
}
