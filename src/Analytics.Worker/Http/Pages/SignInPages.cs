using Analytics.Worker.Http.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace Analytics.Worker.Http.Pages;

/// <summary>Signing in with a key, so that a browser need not send it again.</summary>
internal static class SignInPages
{
    /// <summary>Maps the pages and what they need.</summary>
    public static void Map(IEndpointRouteBuilder routes, string cookieScheme)
    {
        routes.MapGet("/assets/style.css", Html.StyleSheet).AllowAnonymous();
        routes.MapGet("/login", static (HttpContext context, IAntiforgery antiforgery) => Form(context, antiforgery, ""))
            .AllowAnonymous();
        routes.MapPost("/login", async (HttpContext context, IAntiforgery antiforgery, KeyStore keys) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            if (keys.Find(form["key"].ToString().Trim()) is not { } key)
            {
                return Form(context, antiforgery, "<p class=\"failed\">This key is not known.</p>");
            }

            await context.SignInAsync(cookieScheme, KeyAuthentication.PrincipalOf(key, cookieScheme));
            return Results.Redirect("/");
        }).AllowAnonymous();
        routes.MapPost("/logout", async (HttpContext context) =>
        {
            await context.SignOutAsync(cookieScheme);
            return Results.Redirect("/login");
        }).RequireAuthorization(Roles.Viewer);
    }

    private static IResult Form(HttpContext context, IAntiforgery antiforgery, string note)
    {
        var token = antiforgery.GetAndStoreTokens(context);
        return Html.Page(
            "Sign in",
            $"""
            {note}
            <form method="post" action="/login">
            <input type="hidden" name="{Html.Text(token.FormFieldName)}" value="{Html.Text(token.RequestToken!)}">
            <p><label>Key<br><input type="password" name="key" autocomplete="current-password" required></label></p>
            <p><button>Sign in</button></p>
            </form>
            <p>The verb <code>keys add</code> makes a key.</p>
            """);
    }
}
