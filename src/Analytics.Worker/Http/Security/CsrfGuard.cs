using Microsoft.AspNetCore.Antiforgery;

namespace Analytics.Worker.Http.Security;

/// <summary>
/// Lets a browser change something only from a page of ours: it must say that the request is its own
/// (<c>Sec-Fetch-Site</c>, <c>Origin</c>) and show the token of the form. Callers with a key in a header need neither,
/// because no foreign page can make a browser send that header.
/// </summary>
internal static class CsrfGuard
{
    /// <summary>Checks every request that may change something.</summary>
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next, IAntiforgery antiforgery)
    {
        if (IsSafe(context.Request) || KeyAuthentication.HasKey(context.Request) || IsOfAMachine(context))
        {
            await next(context);
            return;
        }

        if (!IsOwn(context.Request) || !await antiforgery.IsRequestValidAsync(context))
        {
            await Problems.Of(
                StatusCodes.Status403Forbidden, "The request did not come from a page of this service.",
                "Load the page again and use its buttons, or send a key in a header.").ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    private static bool IsSafe(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);

    // Where nobody needs a key, a foreign page could send what it likes; but it says where it comes from, or shows a cookie.
    private static bool IsOfAMachine(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<SentByMachines>() is not null
        && context.Request.Cookies.Count == 0
        && IsOwn(context.Request);

    private static bool IsOwn(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        return site is "" or "same-origin"
            && (origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}");
    }
}

/// <summary>Marks an endpoint that programs send to and browsers never do: without cookies and from no page.</summary>
internal sealed class SentByMachines;
