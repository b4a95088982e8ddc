using System.Net;
using System.Text;
using Analytics.Domain.Network;
using Polly;
using Polly.Retry;

namespace Analytics.Sources.Pulls;

/// <summary>The provider does not give what is asked for; the message says what to do and holds no secret.</summary>
public sealed class PullFailedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Asks a provider's API for pages. What may pass is tried again, as late as the provider wishes; it follows no redirect,
/// uses no proxy, takes no answer beyond its size and time, and connects only to addresses that may be used.
/// </summary>
internal sealed class PullClient : IDisposable
{
    private const int ExplanationLetters = 300;

    private readonly string name;
    private readonly PullOptions options;
    private readonly PullReport report;
    private readonly PullKey key;
    private readonly HttpClient client;
    private readonly ResiliencePipeline<Answer> patience;

    /// <summary>Connects to nobody yet.</summary>
    public PullClient(string name, PullOptions options, PullKey key, TimeProvider time)
    {
        this.name = name;
        this.options = options;
        this.key = key;
        report = PullReport.Find(options.Kind)!;
        var handler = OutsideAddress.CreateHandler(
            options.AllowPrivateAddresses, $"Analytics:Pulls:{name}:{nameof(PullOptions.AllowPrivateAddresses)}");
        handler.AutomaticDecompression = DecompressionMethods.GZip;
        client = new HttpClient(handler)
        {
            BaseAddress = new Uri((options.BaseAddress ?? report.Address).TrimEnd('/') + "/"),
            Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
            MaxResponseContentBufferSize = options.PageMebibytes * 1024L * 1024,
        };
        patience = Patience(options, time);
    }

    /// <summary>One page of a window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="cursor">Where the page before said it is; null = the first.</param>
    /// <param name="cancellation">Stops asking.</param>
    /// <exception cref="PullFailedException">The provider does not give it.</exception>
    public async Task<PullPage> ReadAsync(PullWindow window, string? cursor, CancellationToken cancellation)
    {
        var answer = await patience.ExecuteAsync(async stop => await AskAsync(window, cursor, stop), cancellation);
        return answer.Page
            ?? throw new PullFailedException($"Pull {name}, window {window.Name}: {answer.Fault}", answer.Cause);
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    // One attempt is no retrying, which the strategy would not take.
    private static ResiliencePipeline<Answer> Patience(PullOptions options, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder<Answer> { TimeProvider = time };
        return options.Attempts == 1 ? builder.Build() : builder.AddRetry(new RetryStrategyOptions<Answer>
        {
            ShouldHandle = static attempt => ValueTask.FromResult(
                attempt.Outcome is { Result: { Page: null, MayPass: true } }),
            MaxRetryAttempts = options.Attempts - 1,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(options.RetryDelayMilliseconds),
            MaxDelay = TimeSpan.FromSeconds(options.LongestWaitSeconds),
            DelayGenerator = attempt => ValueTask.FromResult(
                Wish(options, attempt.Outcome is { Result: { } answer } ? answer.RetryAfter : null)),
        }).Build();
    }

    private async Task<Answer> AskAsync(PullWindow window, string? cursor, CancellationToken cancellation)
    {
        using var request = Request(window, cursor);
        try
        {
            using var response = await client.SendAsync(request, cancellation);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
            return response.StatusCode == HttpStatusCode.OK
                ? Taken(bytes)
                : Refused(response, bytes);
        }
        catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            return Passing($"no answer within {options.TimeoutSeconds} seconds. Try later.", fault);
        }
        catch (HttpRequestException fault)
        {
            return Passing($"{client.BaseAddress!.Host} could not be reached: {fault.Message}", fault);
        }
    }

    private HttpRequestMessage Request(PullWindow window, string? cursor)
    {
        var query = report.Query(window).Concat(cursor is null ? [] : [(Name: "page", Value: cursor)])
            .Select(static part => $"{Uri.EscapeDataString(part.Name)}={Uri.EscapeDataString(part.Value)}");
        var request = new HttpRequestMessage(HttpMethod.Get, $"{report.Path}?{string.Join('&', query)}");
        key.AddTo(request.Headers, report);
        request.Headers.UserAgent.ParseAdd("analytics");
        foreach (var (header, value) in report.Headers)
        {
            request.Headers.Add(header, value);
        }

        return request;
    }

    // Cut off on the way, or not what was promised: the first passes, and the second shows again.
    private Answer Taken(byte[] bytes)
    {
        try
        {
            return new Answer { Page = PullPage.Read(bytes, report) };
        }
        catch (InvalidDataException fault)
        {
            return Passing(
                $"{fault.Message}. Nothing of the window was taken; if this stays, the API has changed and this version cannot "
                + "read it.",
                fault);
        }
    }

    private Answer Refused(HttpResponseMessage response, byte[] bytes)
    {
        var status = (int)response.StatusCode;
        var answer = new Answer
        {
            Fault = $"{client.BaseAddress!.Host} answered {status}{Explained(bytes)}. {Advice(status)}",
            MayPass = status is 408 or 425 or 429 or >= 500,
            RetryAfter = response.Headers.RetryAfter?.Delta
                ?? (response.Headers.RetryAfter?.Date is { } date ? date - (response.Headers.Date ?? date) : null),
        };
        return answer;
    }

    private string Advice(int status) => status switch
    {
        401 or 403 => $"Check the key in {options.KeyFile ?? options.KeyVariable}: these reports need an admin key.",
        404 => $"Check Analytics:Pulls:{name}:{nameof(PullOptions.BaseAddress)}.",
        >= 300 and < 400 => "Redirects are not followed: give the final address.",
        408 or 425 or 429 or >= 500 => "The next run goes on where this one ended.",
        _ => "Nothing of the window was taken.",
    };

    private string Explained(byte[] bytes)
    {
        var text = key.Redact(Encoding.UTF8.GetString(bytes));
        var plain = string.Concat(text.Where(static letter => !char.IsControl(letter)).Take(ExplanationLetters)).Trim();
        return plain.Length == 0 ? "" : $" ({plain})";
    }

    private static TimeSpan? Wish(PullOptions options, TimeSpan? retryAfter)
    {
        var longest = TimeSpan.FromSeconds(options.LongestWaitSeconds);
        return retryAfter is { Ticks: > 0 } wish ? (wish < longest ? wish : longest) : null;
    }

    private static Answer Passing(string fault, Exception cause) => new() { Fault = fault, MayPass = true, Cause = cause };

    private sealed record Answer
    {
        public PullPage? Page { get; init; }

        public string Fault { get; init; } = "";

        public bool MayPass { get; init; }

        public TimeSpan? RetryAfter { get; init; }

        public Exception? Cause { get; init; }
    }
}
