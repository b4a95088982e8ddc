using System.CommandLine;
using System.Globalization;

namespace Analytics.Worker.Verbs;

/// <summary><c>--as-known-at INSTANT</c> of the verbs that read.</summary>
internal static class AsKnownOption
{
    /// <summary>The option; its value is UTC, null = the current generation.</summary>
    public static Option<DateTimeOffset?> Create() => new("--as-known-at")
    {
        Description = "Answers as it was known then: only what had been read, at prices known (ISO 8601, UTC unless it says).",
        HelpName = "INSTANT",
        CustomParser = static result =>
        {
            var text = result.Tokens[0].Value;
            if (DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var instant))
            {
                return instant;
            }

            result.AddError($"--as-known-at: '{text}' is no instant. Write it as 2026-01-31T00:00:00Z.");
            return null;
        },
    };
}
