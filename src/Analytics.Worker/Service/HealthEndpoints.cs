using Analytics.Outputs.Rows;
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
        routes.MapGet("/health/data", DataAsync).RequireAuthorization(Roles.Viewer);
    }

    private static async Task<IResult> DataAsync(PublishedPool pool, TimeProvider time, CancellationToken cancellation)
    {
        if (pool.Current() is not { } manifest)
        {
            return Problems.NotFound("Nothing is published yet.", "Run the job 'publish'.");
        }

        var invoices = await InvoiceState.ReadAsync(pool, cancellation);
        return Results.Json(
            new
            {
                manifest.Generation,
                manifest.CreatedAt,
                manifest.CommitNo,
                AgeSeconds = (long)(time.GetUtcNow() - manifest.CreatedAt).TotalSeconds,
                // Amounts as text: all their digits.
                Reconciliation = invoices.Select(static invoice => new
                {
                    invoice.Provider,
                    invoice.LatestDay,
                    BilledCostUsd = ValueText.Of(invoice.BilledUsd),
                    UnknownUsd = ValueText.Of(invoice.UnknownUsd),
                    invoice.OpenRows,
                }),
            },
            ApiJson.Options);
    }
}
