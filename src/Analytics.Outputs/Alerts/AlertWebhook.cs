using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Analytics.Domain.Network;

namespace Analytics.Outputs.Alerts;

/// <summary>How telling somebody ended.</summary>
public enum DeliveryOutcome
{
    /// <summary>The receiver said that it has the message.</summary>
    Delivered,

    /// <summary>The receiver does not want it; trying again at once would change nothing.</summary>
    Refused,

    /// <summary>Nobody answered, or only with a fault that may pass.</summary>
    Unreachable,
}

/// <summary>How telling somebody ended, and why.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">Why it was not delivered, without secrets; empty when it was.</param>
public sealed record Delivery(DeliveryOutcome Outcome, string Reason);

/// <summary>
/// Posts messages, signed as Standard Webhooks 1.0 says: headers <c>webhook-id</c>, <c>webhook-timestamp</c> and
/// <c>webhook-signature</c>. It follows no redirect, uses no proxy, reads no answer beyond its head, and connects only to
/// addresses that <see cref="OutsideAddress"/> lets pass.
/// </summary>
public sealed class AlertWebhook : IDisposable
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    private readonly AlertOptions options;
    private readonly Uri url;
    private readonly WebhookSecret secret;
    private readonly TimeProvider time;
    private readonly HttpClient client;

    /// <summary>Connects to nobody yet.</summary>
    /// <param name="options">Where to, and how patiently; with an address, already validated.</param>
    /// <param name="secret">Signs.</param>
    /// <param name="time">Clock, for timestamps and waits.</param>
    public AlertWebhook(AlertOptions options, WebhookSecret secret, TimeProvider time)
    {
        this.options = options;
        this.secret = secret;
        this.time = time;
        url = new Uri(options.WebhookUrl!);
        client = new HttpClient(OutsideAddress.CreateHandler(
            options.AllowPrivateAddresses, $"Analytics:Alerts:{nameof(AlertOptions.AllowPrivateAddresses)}"))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Tells the receiver, again and again where that may help. It may hear twice of one id, never of none.</summary>
    public async Task<Delivery> DeliverAsync(AlertMessage message, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (delivery, wish) = await TryAsync(message, cancellation);
            if (delivery.Outcome != DeliveryOutcome.Unreachable || attempt >= options.Attempts)
            {
                return delivery;
            }

            await Task.Delay(DelayAfter(attempt, wish), time, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task<(Delivery Delivery, TimeSpan? Wish)> TryAsync(AlertMessage message, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.TimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        using var request = Request(message);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return (Judge(answer.StatusCode), answer.Headers.RetryAfter?.Delta);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (Unreachable($"{url.Host} did not answer within {options.TimeoutSeconds} seconds"), null);
        }
        catch (HttpRequestException fault)
        {
            return (Unreachable($"{url.Host} could not be reached: {fault.Message}"), null);
        }
    }

    private HttpRequestMessage Request(AlertMessage message)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(message.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", secret.Sign(message.Id, timestamp, message.Body));
        return request;
    }

    private Delivery Judge(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => new Delivery(DeliveryOutcome.Delivered, ""),
        408 or 425 or 429 or >= 500 => Unreachable($"{url.Host} answered {(int)status}"),
        >= 300 and < 400 => new Delivery(
            DeliveryOutcome.Refused, $"{url.Host} answered {(int)status}; redirects are not followed, give its final address"),
        _ => new Delivery(DeliveryOutcome.Refused, $"{url.Host} answered {(int)status}"),
    };

    private static Delivery Unreachable(string reason) => new(DeliveryOutcome.Unreachable, reason);

    /// <summary>Doubling, with chance in it, so that many workers do not come back at the same moment.</summary>
    private TimeSpan DelayAfter(int attempt, TimeSpan? wish)
    {
        var most = TimeSpan.FromMilliseconds(options.RetryDelayMilliseconds) * Math.Pow(2, attempt - 1);
        var delay = wish ?? (most < LongestDelay ? most : LongestDelay) * (0.5 + (Random.Shared.NextDouble() / 2));
        return delay < LongestDelay ? delay : LongestDelay;
    }
}
