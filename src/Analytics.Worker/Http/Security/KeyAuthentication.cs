using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Analytics.Worker.Service;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Analytics.Worker.Http.Security;

/// <summary>
/// Knows a caller by the key in <c>Authorization: Bearer</c>; where the settings ask for no keys, by coming from this very
/// machine without a proxy in between.
/// </summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> scheme, ILoggerFactory logging, UrlEncoder encoder, KeyStore keys, HttpOptions options)
    : AuthenticationHandler<AuthenticationSchemeOptions>(scheme, logging, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "key";

    /// <summary>Claim that says how the caller is known.</summary>
    public const string KeyIdClaim = "key_id";

    private const string Bearer = "Bearer ";

    private static readonly string[] ForwardingHeaders =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"];

    /// <summary>Whether a request shows a key in its header; no foreign page can make a browser send that.</summary>
    public static bool HasKey(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    /// <summary>Who a key is.</summary>
    public static ClaimsPrincipal PrincipalOf(StoredKey key, string scheme) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, key.Name), new Claim(ClaimTypes.Role, key.Role), new Claim(KeyIdClaim, key.Id)], scheme));

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return Task.FromResult(keys.Find(header[Bearer.Length..].Trim()) is { } key
                ? AuthenticateResult.Success(new AuthenticationTicket(PrincipalOf(key, SchemeName), SchemeName))
                : AuthenticateResult.Fail("The key is not known."));
        }

        return Task.FromResult(options.Authentication == AuthenticationMode.None && IsLocal()
            ? AuthenticateResult.Success(new AuthenticationTicket(
                new ClaimsPrincipal(new ClaimsIdentity(
                    [new Claim(ClaimTypes.Name, "local"), new Claim(ClaimTypes.Role, Roles.Admin)], SchemeName)),
                SchemeName))
            : AuthenticateResult.NoResult());
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // A browser is led to the sign-in page; everything else is told plainly.
        if (HttpMethods.IsGet(Request.Method) && Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            Response.Redirect("/login");
            return Task.CompletedTask;
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Of(
            StatusCodes.Status401Unauthorized, "A key is needed.", "Send it as 'Authorization: Bearer KEY'; 'keys add' makes one.")
            .ExecuteAsync(Context);
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Problems.Of(
        StatusCodes.Status403Forbidden, "The key's role does not allow this.", "Use a key of a higher role.").ExecuteAsync(Context);

    // A proxy on this machine makes everybody look local, which its headers give away.
    private bool IsLocal() => Context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !ForwardingHeaders.Any(Request.Headers.ContainsKey);
}
