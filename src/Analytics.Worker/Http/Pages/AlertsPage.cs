using System.Globalization;
using System.Text;
using Analytics.Outputs.Rows;
using Analytics.Worker.Http.Security;
using Analytics.Worker.Http.Tables;

namespace Analytics.Worker.Http.Pages;

/// <summary>The page of alerts as the current generation has them; programs read the table <c>mart_alerts</c>.</summary>
internal static class AlertsPage
{
    private const string Query =
        """
        select
            rule_title,
            subject,
            mart,
            mart_column,
            comparison,
            limit_value,
            opened_value,
            worst_value,
            strftime(opened_at, '%Y-%m-%d') as opened,
            case when is_open then 'open' when is_withdrawn then 'withdrawn' else strftime(closed_at, '%Y-%m-%d') end as closed,
            strftime(delivered_at, '%Y-%m-%d %H:%M:%S') as delivered,
        from mart_alerts
        order by is_open desc, opened_at desc, rule_id, subject
        limit 500
        """;

    private static readonly string[] Headings =
    [
        "Alert", "Subject", "Mart", "Column", "Opens", "Limit", "Opened at value", "Worst value", "Opened", "Closed", "Delivered",
    ];

    /// <summary>Maps <c>/alerts</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/alerts", RenderAsync).RequireAuthorization(Roles.Viewer);

    private static async Task<IResult> RenderAsync(PublishedPool pool, CancellationToken cancellation)
    {
        var body = new StringBuilder("<p><a href=\"/\">Dashboard</a> · <a href=\"/jobs\">Jobs</a></p>\n");
        if (pool.Current() is not { } manifest)
        {
            return Html.Page("Alerts", body.Append("<p>Nothing is published yet.</p>").ToString());
        }

        body.Append(CultureInfo.InvariantCulture, $"<table><caption>Alerts of generation {manifest.Generation}</caption><tr>");
        foreach (var heading in Headings)
        {
            body.Append("<th>").Append(heading).Append("</th>");
        }

        body.Append("</tr>\n");
        await pool.UseAsync(
            database => database.ReadAsync(Query, reader => AppendAsync(body, reader, cancellation), cancellation), cancellation);
        return Html.Page("Alerts", body.Append("</table>").ToString());
    }

    private static async Task<bool> AppendAsync(
        StringBuilder body, System.Data.Common.DbDataReader reader, CancellationToken cancellation)
    {
        while (await reader.ReadAsync(cancellation))
        {
            body.Append("<tr>");
            for (var column = 0; column < reader.FieldCount; column++)
            {
                var value = reader.GetValue(column);
                body.Append(value is double ? "<td class=\"number\">" : "<td>")
                    .Append(Html.Text(value is DBNull ? "" : ValueText.Of(value))).Append("</td>");
            }

            body.Append("</tr>\n");
        }

        return true;
    }
}
