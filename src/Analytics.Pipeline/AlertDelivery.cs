using Analytics.Domain;
using Analytics.Lake.Ledger;
using Analytics.Outputs.Alerts;

namespace Analytics.Pipeline;

/// <summary>
/// Tells a receiver about the alerts that nobody was told of, oldest first, and notes each as soon as the receiver has it.
/// Killed in between, the next run tells that one alert again, with the same id.
/// </summary>
/// <param name="ledger">Where the alerts are.</param>
/// <param name="webhook">The receiver.</param>
/// <param name="options">Limits.</param>
/// <param name="titleOf">What a rule watches, for people.</param>
/// <param name="time">Clock.</param>
public sealed class AlertDelivery(
    ILedger ledger, AlertWebhook webhook, AlertOptions options, Func<string, string?> titleOf, TimeProvider time)
{
    /// <summary>Runs once.</summary>
    public async Task<AlertReport> RunAsync(CancellationToken cancellation)
    {
        await using var turn = await ledger.TakeTurnAsync(LedgerTurn.Alert, cancellation);
        var untold = (await ledger.SnapshotAsync(cancellation)).Alerts.Where(IsToBeTold)
            .OrderBy(static alert => alert.OpenedAt)
            .ToList();
        var failures = new List<AlertFailure>();
        var delivered = 0;
        foreach (var alert in untold.Take(options.AlertsPerRun))
        {
            var delivery = await webhook.DeliverAsync(AlertMessage.Of(alert, titleOf(alert.RuleId)), cancellation);
            if (delivery.Outcome == DeliveryOutcome.Delivered)
            {
                // Not cancelled: what was told must be noted, or it is told again.
                await ledger.MarkDeliveredAsync(alert, time.GetUtcNow(), CancellationToken.None);
                delivered++;
                continue;
            }

            failures.Add(new AlertFailure(alert.RuleId, alert.Subject, delivery.Reason));
            if (delivery.Outcome == DeliveryOutcome.Unreachable)
            {
                // Nobody is there for the others either.
                break;
            }
        }

        return new AlertReport(delivered, untold.Count - delivered, failures);
    }

    private bool IsToBeTold(AlertState alert) => alert is { DeliveredAt: null, IsWithdrawn: false }
        && (alert.ClosedAt is null || alert.OpenedAt > time.GetUtcNow().AddDays(-options.HistoryDays));
}

/// <summary>What telling people came to.</summary>
/// <param name="Delivered">Alerts that the receiver has now.</param>
/// <param name="Waiting">Alerts that nobody has been told of yet.</param>
/// <param name="Failures">Alerts that could not be delivered.</param>
public sealed record AlertReport(int Delivered, int Waiting, IReadOnlyList<AlertFailure> Failures)
{
    /// <summary>There is no receiver.</summary>
    public static AlertReport Nobody { get; } = new(0, 0, []) { HasReceiver = false };

    /// <summary>Whether somebody is to be told.</summary>
    public bool HasReceiver { get; private init; } = true;

    /// <summary>How a run that did this ends.</summary>
    public ExitCode ExitCode => Failures.Count == 0 ? ExitCode.Ok : ExitCode.DependencyUnreachable;
}

/// <summary>An alert that could not be delivered.</summary>
/// <param name="RuleId">Its rule.</param>
/// <param name="Subject">Whom or what it is about.</param>
/// <param name="Reason">What the receiver did, without secrets.</param>
public sealed record AlertFailure(string RuleId, string Subject, string Reason);
