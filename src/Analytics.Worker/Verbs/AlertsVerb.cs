using System.CommandLine;
using System.Globalization;
using Analytics.Domain;
using Analytics.Pipeline;
using Analytics.Worker.Terminal;

namespace Analytics.Worker.Verbs;

/// <summary><c>alerts list</c> and <c>alerts deliver</c>: what left its limits, and telling somebody.</summary>
internal static class AlertsVerb
{
    private static readonly TextColumn[] Columns =
    [
        new("rule"), new("subject"), new("opened"), new("closed"), new("value", IsNumber: true), new("limit", IsNumber: true),
        new("delivered"),
    ];

    /// <summary>The command with its two verbs.</summary>
    public static Command Create(VerbHost host)
    {
        var list = new Command("list", "Shows the alerts of the last build, latest first.");
        host.Bind(list, ListAsync);
        var deliver = new Command(
            "deliver", "Posts alerts that nobody was told of to Analytics:Alerts:WebhookUrl, each once.");
        host.Bind(deliver, DeliverAsync);
        return new Command("alerts", "What left its limits, and telling somebody.") { list, deliver };
    }

    private static async Task<ExitCode> ListAsync(VerbContext context, CancellationToken cancellation)
    {
        var alerts = await context.Pipeline.AlertsAsync(cancellation);
        if (context.Output.IsJson)
        {
            context.Output.Json(new { Alerts = alerts });
        }
        else
        {
            TextTable.Write(context.Output.Text, Columns, [.. alerts.Select(Row)]);
        }

        return ExitCode.Ok;
    }

    private static async Task<ExitCode> DeliverAsync(VerbContext context, CancellationToken cancellation)
    {
        var report = await context.Pipeline.DeliverAlertsAsync(cancellation);
        context.Output.Rows += report.Delivered;
        if (context.Output.IsJson)
        {
            context.Output.Json(report);
            return report.ExitCode;
        }

        context.Output.Line(report.HasReceiver
            ? $"{report.Delivered} alerts delivered, {report.Waiting} waiting"
            : "Nobody is to be told: set Analytics:Alerts:WebhookUrl.");
        foreach (var failure in report.Failures)
        {
            context.Output.Error($"{failure.RuleId} {failure.Subject}: {failure.Reason}");
        }

        return report.ExitCode;
    }

    private static IReadOnlyList<string> Row(AlertState alert) =>
    [
        alert.RuleId,
        alert.Subject,
        $"{alert.OpenedAt:u}",
        alert.IsWithdrawn ? "withdrawn" : alert.ClosedAt is { } closed ? $"{closed:u}" : "",
        Number(alert.WorstValue),
        Number(alert.LimitValue),
        alert.DeliveredAt is { } delivered ? $"{delivered:u}" : "",
    ];

    private static string Number(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
