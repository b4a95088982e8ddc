using System.Data.Common;
using Analytics.Worker.Http.Tables;

namespace Analytics.Worker.Service;

/// <summary>What of a provider's invoices nothing explains yet.</summary>
/// <param name="Provider">Who is paid; null = the invoice names nobody.</param>
/// <param name="LatestDay">Last day that an invoice speaks of.</param>
/// <param name="BilledUsd">All that was billed, USD; null = no amount in USD.</param>
/// <param name="UnknownUsd">The part without an explanation, USD.</param>
/// <param name="OpenRows">Parts of periods that wait for an explanation.</param>
internal sealed record InvoiceState(
    string? Provider, DateOnly? LatestDay, decimal? BilledUsd, decimal? UnknownUsd, long OpenRows)
{
    private const string Query =
        """
        select
            provider,
            max(period_end_date) as latest_day,
            sum(billed_cost_usd)::decimal(28, 12) as billed_cost_usd,
            sum(unknown_usd)::decimal(28, 12) as unknown_usd,
            count(*) filter (status = 'open') as open_rows,
        from mart_invoice_reconciliation
        group by provider
        order by provider
        """;

    /// <summary>Reads the current generation, by provider.</summary>
    public static Task<IReadOnlyList<InvoiceState>> ReadAsync(PublishedPool pool, CancellationToken cancellation) =>
        pool.UseAsync(
            database => database.ReadAsync(Query, reader => ReadAsync(reader, cancellation), cancellation), cancellation);

    private static async Task<IReadOnlyList<InvoiceState>> ReadAsync(DbDataReader reader, CancellationToken cancellation)
    {
        var providers = new List<InvoiceState>();
        while (await reader.ReadAsync(cancellation))
        {
            providers.Add(new InvoiceState(
                reader.IsDBNull(0) ? null : reader.GetString(0),
                reader.IsDBNull(1) ? null : reader.GetFieldValue<DateOnly>(1),
                reader.IsDBNull(2) ? null : reader.GetDecimal(2),
                reader.IsDBNull(3) ? null : reader.GetDecimal(3),
                reader.GetInt64(4)));
        }

        return providers;
    }
}
