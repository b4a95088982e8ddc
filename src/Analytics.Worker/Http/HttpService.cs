using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Analytics.Pipeline;
using Analytics.Scheduling;
using Analytics.Worker.Http.Pages;
using Analytics.Worker.Http.Receiver;
using Analytics.Worker.Http.Security;
using Analytics.Worker.Http.Tables;
using Analytics.Worker.Service;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Analytics.Worker.Http;

/// <summary>The HTTP side of the service: who may do what, limits, and the endpoints.</summary>
internal static class HttpService
{
    private const string CookieScheme = "cookie";
    private const string EitherScheme = "either";
    private const long BodyBytesMax = 1024 * 1024;

    /// <summary>Where the service listens, and what a connection may cost.</summary>
    public static void Configure(KestrelServerOptions kestrel, HttpOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(120);
        kestrel.Limits.MaxConcurrentConnections = 1_000;
        kestrel.Limits.MaxRequestLineSize = 8 * 1024;
        kestrel.Listen(options.ParseAddress(), options.Port, listen =>
        {
            if (options is { CertificatePath: { } certificate, CertificateKeyPath: { } key })
            {
                listen.UseHttps(System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPemFile(certificate, key));
            }
        });
    }

    /// <summary>Adds what the endpoints need.</summary>
    public static void AddServices(IServiceCollection services, HttpOptions options, DataRoot root)
    {
        services.AddDataProtection().SetApplicationName("analytics")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(root.State, "keyring")));
        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, null, scheme => scheme.ForwardDefaultSelector = context =>
                context.Request.Cookies.ContainsKey(CookieName(options)) && context.Request.Headers.Authorization.Count == 0
                    ? CookieScheme
                    : KeyAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null)
            .AddCookie(CookieScheme, cookie => ConfigureCookie(cookie, options));
        var authorization = services.AddAuthorizationBuilder();
        foreach (var role in Roles.All)
        {
            authorization.AddPolicy(role, policy => policy.RequireAuthenticatedUser().RequireRole(Roles.AtLeast(role)));
        }

        // An endpoint that says nothing about who may use it is for nobody but admins.
        authorization.SetFallbackPolicy(
            new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireRole(Roles.Admin).Build());
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = CookieName(options) + "-form";
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy =
                options.IsEncrypted ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        services.AddProblemDetails();
        services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new()
        {
            Timeout = TimeSpan.FromSeconds(options.QuerySeconds + 30),
        });
        services.AddRateLimiter(limiter => ConfigureLimits(limiter, options));
        AddCompression(services);
        services.AddSingleton<PublishedPool>().AddSingleton<GenerationFiles>().AddSingleton<TableCatalog>().AddSingleton<JobsPage>();
    }

    /// <summary>Maps everything, in the order in which a request passes.</summary>
    public static void Map(WebApplication app, HttpOptions options)
    {
        UseProxies(app, options);
        app.Use(static (context, next) => SecurityHeaders.InvokeAsync(context, _ => next(context)));
        app.UseWhen(
            static context => context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/assets"),
            static branch => branch.UseResponseCompression());
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use((context, next) => IsAllowedHost(context.Request.Host.Host, options)
            ? next(context)
            : Problems.Bad("This service has another name.", "Add the name to Analytics:Service:Http:AllowedHosts.")
                .ExecuteAsync(context));
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseRequestTimeouts();
        var antiforgery = app.Services.GetRequiredService<IAntiforgery>();
        app.Use(static (context, next) => DashboardAudit.InvokeAsync(context, _ => next(context)));
        app.Use((context, next) => CsrfGuard.InvokeAsync(context, _ => next(context), antiforgery));
        HealthEndpoints.Map(app);
        SignInPages.Map(app, CookieScheme);
        DashboardPage.Map(app);
        JobPages.Map(app);
        JobScheduling.MapDashboard(
            app, app.Services.GetRequiredService<IJobScheduler>(), Roles.Viewer, static user =>
                Roles.AtLeast(Roles.Operator).Any(user.IsInRole));
        AlertsPage.Map(app);
        TableEndpoints.Map(app);
        GenerationEndpoints.Map(app);
        OpenApiEndpoint.Map(app);
        ReceiverEndpoints.Map(app, app.Services.GetRequiredService<ServiceOptions>().Receiver.Limits);
    }

    /// <summary>
    /// Texts of the API, Arrow streams and the style sheet are compressed. Pages never are: they hold form tokens beside what a
    /// caller can choose, and the length of a compressed answer would tell them. Files have ranges, Parquet compresses itself.
    /// </summary>
    private static void AddCompression(IServiceCollection services) => services.AddResponseCompression(static compression =>
    {
        compression.EnableForHttps = true;
        compression.MimeTypes = ["application/json", "text/csv", "text/css", TableFormat.ArrowStream.MediaType];
    });

    // A browser takes the strict prefix only over an encrypted connection.
    private static string CookieName(HttpOptions options) => options.IsEncrypted ? "__Host-analytics" : "analytics";

    private static void ConfigureCookie(CookieAuthenticationOptions cookie, HttpOptions options)
    {
        cookie.Cookie.Name = CookieName(options);
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = options.IsEncrypted ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
        cookie.SlidingExpiration = false;
        cookie.LoginPath = "/login";
        cookie.Events.OnRedirectToLogin = static context =>
            context.HttpContext.ChallengeAsync(KeyAuthentication.SchemeName);
        cookie.Events.OnRedirectToAccessDenied = static context =>
            context.HttpContext.ForbidAsync(KeyAuthentication.SchemeName);
        cookie.Events.OnValidatePrincipal = static context =>
        {
            // A key that was removed signs everybody out who came in with it.
            var principal = context.Principal!;
            var keys = context.HttpContext.RequestServices.GetRequiredService<KeyStore>();
            if (!keys.IsCurrent(
                principal.FindFirstValue(KeyAuthentication.KeyIdClaim) ?? "", principal.FindFirstValue(ClaimTypes.Role) ?? ""))
            {
                context.RejectPrincipal();
            }

            return Task.CompletedTask;
        };
    }

    private static void ConfigureLimits(Microsoft.AspNetCore.RateLimiting.RateLimiterOptions limiter, HttpOptions options)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        {
            var isKnown = context.User.Identity?.IsAuthenticated == true;
            var caller = isKnown ? $"key {context.User.Identity!.Name}" : $"address {context.Connection.RemoteIpAddress}";
            var perSecond = isKnown ? options.RequestsPerSecond : options.AnonymousRequestsPerSecond;
            return RateLimitPartition.GetTokenBucketLimiter(caller, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = 3 * perSecond,
                TokensPerPeriod = perSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            });
        });
        limiter.OnRejected = static async (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
            await Problems.Of(StatusCodes.Status429TooManyRequests, "Too many requests.", "Wait a second.")
                .ExecuteAsync(rejected.HttpContext);
        };
    }

    private static void UseProxies(WebApplication app, HttpOptions options)
    {
        if (options.TrustedProxies.Count == 0)
        {
            return;
        }

        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in options.TrustedProxies)
        {
            forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
        }

        app.UseForwardedHeaders(forwarded);
    }

    // A foreign name that resolves to this machine must not let its pages talk to the service.
    private static bool IsAllowedHost(string host, HttpOptions options) =>
        host is "localhost" || host == options.Address || host == $"[{options.Address}]"
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address))
        || options.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase);
}
