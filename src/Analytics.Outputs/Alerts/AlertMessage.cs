using System.Text.Json;
using Analytics.Domain;

namespace Analytics.Outputs.Alerts;

/// <summary>What is told about one alert: the same bytes at every attempt and after every restart of a state.</summary>
public sealed record AlertMessage
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Id of the event; whoever has seen it already may ignore the message.</summary>
    public required string Id { get; init; }

    /// <summary>The body, JSON.</summary>
    public required byte[] Body { get; init; }

    /// <summary>The message about an alert.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="title">What its rule watches, for people; null = the rule is not declared any more.</param>
    public static AlertMessage Of(AlertState alert, string? title)
    {
        var id = alert.ToEventId();
        return new AlertMessage
        {
            Id = id,
            Body = JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    Type = "alert.opened",
                    Timestamp = alert.OpenedAt,
                    Data = new
                    {
                        Id = id,
                        alert.RuleId,
                        Title = title,
                        alert.Subject,
                        alert.OpenedValue,
                        alert.WorstValue,
                        alert.LatestValue,
                        alert.LimitValue,
                        alert.OpenedAt,
                        alert.ClosedAt,
                    },
                },
                Format),
        };
    }
}
