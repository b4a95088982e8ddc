namespace Analytics.Worker.Http;

/// <summary>Errors as problem details (RFC 9457), without stack traces and without the caller's text.</summary>
internal static class Problems
{
    /// <summary>A problem with what to do about it.</summary>
    public static IResult Of(int status, string title, string detail) =>
        Results.Problem(statusCode: status, title: title, detail: detail);

    /// <summary>Nothing stands here.</summary>
    public static IResult NotFound(string title, string detail) => Of(StatusCodes.Status404NotFound, title, detail);

    /// <summary>The request cannot be understood.</summary>
    public static IResult Bad(string title, string detail) => Of(StatusCodes.Status400BadRequest, title, detail);
}
