using Analytics.Worker.Http;
using Analytics.Worker.Http.Security;
using Analytics.Worker.Http.Tables;

namespace Analytics.Worker.Service;

/// <summary>Whether the process lives and whether it can work; terse, because anybody may ask.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps <c>/health/live</c>, <c>/health/ready</c> and, for those with a key, <c>/health/data</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", static () => Results.Text("live\n")).AllowAnonymous();
        routes.MapGet("/health/ready", static async (ReadinessProbe probe, CancellationToken cancellation) =>
            (await probe.FaultsAsync(cancellation)).Count == 0
                ? Results.Text("ready\n")
                : Results.Text("not ready\n", statusCode: StatusCodes.Status503ServiceUnavailable)).AllowAnonymous();
        routes.MapGet("/health/data", static (PublishedPool pool, TimeProvider time) => pool.Current() is not { } manifest
            ? Problems.NotFound("Nothing is published yet.", "Run the job 'publish'.")
            : Results.Json(
                new
                {
                    manifest.Generation,
                    manifest.CreatedAt,
                    manifest.CommitNo,
                    AgeSeconds = (long)(time.GetUtcNow() - manifest.CreatedAt).TotalSeconds,
                },
                ApiJson.Options)).RequireAuthorization(Roles.Viewer);
    }
}
