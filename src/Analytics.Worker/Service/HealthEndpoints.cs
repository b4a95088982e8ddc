using System.Data.Common;
using Analytics.Outputs.Rows;
using Analytics.Worker.Http;
using Analytics.Worker.Http.Security;
using Analytics.Worker.Http.Tables;

namespace Analytics.Worker.Service;

/// <summary>Whether the process lives and whether it can work; terse, because anybody may ask.</summary>
internal static class HealthEndpoints
{
    /// <summary>What of the invoices nothing explains yet, amounts with all their digits.</summary>
    private const string Reconciliation =
        """
        select
            provider,
            max(period_end_date) as latest_day,
            sum(billed_cost_usd) as billed_cost_usd,
            sum(unknown_usd) as unknown_usd,
            count(*) filter (status = 'open') as open_rows,
        from mart_invoice_reconciliation
        group by provider
        order by provider
        """;

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

        var reconciliation = await pool.UseAsync(
            database => database.ReadAsync(Reconciliation, reader => ReadAsync(reader, cancellation), cancellation), cancellation);
        return Results.Json(
            new
            {
                manifest.Generation,
                manifest.CreatedAt,
                manifest.CommitNo,
                AgeSeconds = (long)(time.GetUtcNow() - manifest.CreatedAt).TotalSeconds,
                Reconciliation = reconciliation,
            },
            ApiJson.Options);
    }

    private static async Task<IReadOnlyList<object>> ReadAsync(DbDataReader reader, CancellationToken cancellation)
    {
        var providers = new List<object>();
        while (await reader.ReadAsync(cancellation))
        {
            providers.Add(new
            {
                Provider = ValueText.Of(reader.GetValue(0)),
                LatestDay = ValueText.Of(reader.GetValue(1)),
                BilledCostUsd = ValueText.Of(reader.GetValue(2)),
                UnknownUsd = ValueText.Of(reader.GetValue(3)),
                OpenRows = ValueText.Of(reader.GetValue(4)),
            });
        }

        return providers;
    }
}
