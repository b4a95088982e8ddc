using System.IO.Compression;
using Analytics.Dashboard;
using Analytics.Worker.Http.Security;

namespace Analytics.Worker.Http.Pages;

/// <summary>The web dashboard: a page without data, its script and its style; data come from the API of tables.</summary>
internal static class DashboardPage
{
    /// <summary>
    /// Only our own script and connections to nobody else. Charts carry styles of their own, which the browser counts as
    /// inline; they are made by script from numbers, never from text.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Maps <c>/</c> and the files below <c>/assets</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", static (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            return Results.Bytes(DashboardAssets.Page, "text/html; charset=utf-8");
        }).RequireAuthorization(Roles.Viewer);
        foreach (var file in DashboardAssets.Files)
        {
            routes.MapGet(file.Path, (HttpContext context) => Send(context, file)).RequireAuthorization(Roles.Viewer);
        }
    }

    private static IResult Send(HttpContext context, DashboardAsset file)
    {
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        context.Response.Headers.Vary = "Accept-Encoding";
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            return Results.Stream(new GZipStream(new MemoryStream(file.Gzip), CompressionMode.Decompress), file.MediaType);
        }

        context.Response.Headers.ContentEncoding = "gzip";
        return Results.Bytes(file.Gzip, file.MediaType);
    }
}
