using System.CommandLine;
using Analytics.Domain;
using Analytics.Pipeline;
using Analytics.Worker.Doctor;

namespace Analytics.Worker.Verbs;

/// <summary><c>doctor</c>: whether a run would work here, and what to do where it would not.</summary>
internal static class DoctorVerb
{
    /// <summary>The command.</summary>
    public static Command Create(VerbHost host)
    {
        var command = new Command("doctor", "Checks settings, disk, DuckDB and what is published; each finding names its fix.");
        host.Bind(command, RunAsync);
        return command;
    }

    private static async Task<ExitCode> RunAsync(VerbContext context, CancellationToken cancellation)
    {
        List<DoctorCheck> checks =
        [
            .. new SettingsChecks(context.Settings, context.Files).Run(),
            .. AlertChecks(context),
            .. await new ServiceChecks(context).RunAsync(cancellation),
            .. new DiskChecks(context.Root, context.Files).Run(),
            .. await new EngineChecks(context.Published, context.Files).RunAsync(cancellation),
            new LeftoverChecks(context.Root, context.Published, context.Files, context.Time).Run(),
        ];
        if (context.Output.IsJson)
        {
            context.Output.Json(new { Checks = checks });
        }
        else
        {
            foreach (var check in checks)
            {
                context.Output.Line($"{check.Status.ToString().ToLowerInvariant(),-8} {check.Name}: {check.Found}");
                if (check.Fix.Length > 0)
                {
                    context.Output.Line($"         -> {check.Fix}");
                }
            }
        }

        return checks.FirstOrDefault(static check => check.Status == CheckStatus.Fault)?.ExitCode ?? ExitCode.Ok;
    }

    private static IEnumerable<DoctorCheck> AlertChecks(VerbContext context)
    {
        if (context.Settings.Options.Alerts.WebhookUrl is not { } url)
        {
            return [DoctorCheck.Ok("alerts", "nobody is told of them: Analytics:Alerts:WebhookUrl is not set")];
        }

        try
        {
            context.Pipeline.ReadAlertSecret();
            return [DoctorCheck.Ok("alerts", $"posted to {new Uri(url).Host}, with a secret")];
        }
        catch (InvalidSettingsException fault)
        {
            return [DoctorCheck.Fault("alerts", fault.Message, "Put the secret in place.", ExitCode.InvalidConfiguration)];
        }
    }
}
