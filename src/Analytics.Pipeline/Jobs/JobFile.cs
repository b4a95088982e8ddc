using System.Text.RegularExpressions;
using Analytics.Domain.Declarations;
using Analytics.Domain.Jobs;

namespace Analytics.Pipeline.Jobs;

/// <summary>The job that one file of <c>jobs/</c> declares.</summary>
internal static partial class JobFile
{
    private const int MaxLimitMinutes = 24 * 60;
    private const int MaxRetries = 10;
    private const int MaxDelaySeconds = 3_600;

    /// <summary>The job; what is wrong goes to the object's faults, and then there may be none.</summary>
    public static JobDefinition? Read(DeclaredObject file)
    {
        var id = file.RequiredText("id");
        if (!Name().IsMatch(id))
        {
            file.FaultAt("id", $"'id' is '{id}', expected lower-case words joined by '-'. Write it like \"ingest-hourly\".");
        }

        if (!CronSchedule.TryParse(file.RequiredText("cron"), out var schedule, out var fault))
        {
            file.FaultAt("cron", $"cron: {fault}. Write it like \"*/5 * * * *\" (UTC).");
        }

        var verb = file.RequiredText("verb");
        var arguments = file.Texts("arguments");
        var limitMinutes = file.WholeNumber("time_limit_minutes", 1, MaxLimitMinutes) ?? 60;
        var retries = file.WholeNumber("retries", 0, MaxRetries) ?? 2;
        var delaySeconds = file.WholeNumber("retry_delay_seconds", 1, MaxDelaySeconds) ?? 30;
        var overlap = Choice(file, "overlap", OverlapPolicy.Skip);
        var catchUp = Choice(file, "catch_up", CatchUpPolicy.Latest);
        file.RefuseOthers();
        return schedule is null
            ? null
            : new JobDefinition(
                id,
                schedule,
                verb,
                arguments,
                TimeSpan.FromMinutes(limitMinutes),
                retries,
                TimeSpan.FromSeconds(delaySeconds),
                overlap,
                catchUp);
    }

    private static T Choice<T>(DeclaredObject file, string name, T standard)
        where T : struct, Enum =>
        Enum.TryParse<T>(
            file.Word(name, [.. Enum.GetNames<T>().Select(static choice => choice.ToLowerInvariant())]),
            ignoreCase: true,
            out var chosen) ? chosen : standard;

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Name();
}
