namespace Analytics.Worker.Service;

/// <summary>Whether the process lives and whether it can work; terse, because anybody may ask.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", static () => Results.Text("live\n"));
        routes.MapGet("/health/ready", static async (ReadinessProbe probe, CancellationToken cancellation) =>
            (await probe.FaultsAsync(cancellation)).Count == 0
                ? Results.Text("ready\n")
                : Results.Text("not ready\n", statusCode: StatusCodes.Status503ServiceUnavailable));
    }
}
