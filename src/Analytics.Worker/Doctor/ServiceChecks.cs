using System.Data.Common;
using Analytics.Domain;
using Analytics.Pipeline.Jobs;
using Analytics.Scheduling;
using Analytics.Worker.Http;
using Analytics.Worker.Http.Security;

namespace Analytics.Worker.Doctor;

/// <summary>Who can reach the service, and whether its jobs can be scheduled.</summary>
/// <param name="context">The verb's surroundings.</param>
internal sealed class ServiceChecks(VerbContext context)
{
    /// <summary>All checks of the service.</summary>
    public async Task<IReadOnlyList<DoctorCheck>> RunAsync(CancellationToken cancellation) =>
        [Exposure(), await SchedulerAsync(cancellation)];

    private DoctorCheck Exposure()
    {
        var http = context.Settings.Service.Http;
        var place = $"{http.Address}:{http.Port}";
        if (http.Authentication == AuthenticationMode.None)
        {
            return DoctorCheck.Warning(
                "exposure",
                $"{place}, without keys: whoever works on this machine may do everything",
                "Set Analytics:Service:Http:Authentication to Keys unless nobody else works here.");
        }

        var keys = new KeyStore(context.Root.KeyFile, context.Files).Keys.Count;
        return keys == 0
            ? DoctorCheck.Ok("exposure", $"{place}, no key yet: nobody is let in before 'keys add NAME --role admin'")
            : DoctorCheck.Ok("exposure", $"{place}, {keys} keys, {(http.IsEncrypted ? "encrypted" : "plain, this machine only")}");
    }

    private async Task<DoctorCheck> SchedulerAsync(CancellationToken cancellation)
    {
        var cluster = context.Settings.Options.Cluster;
        var place = cluster is null ? "in memory, runs in the data root" : $"clustered, runs in schema {cluster.Schema}";
        try
        {
            using var ledger = RunLedgers.Of(context.Root, context.Settings.Options, context.Files, context.Time);
            var paused = cluster is null && !context.Files.FileExists(context.Root.RunLedgerDatabase)
                ? 0
                : (await ledger.PausedAsync(cancellation)).Count;
            return DoctorCheck.Ok("scheduler", $"{JobScheduling.Name}, {place}, {paused} jobs paused");
        }
        catch (Exception fault) when (fault is DbException or IOException)
        {
            return DoctorCheck.Fault(
                "scheduler",
                $"{JobScheduling.Name}, {place}: {fault.Message}",
                "Start the database, or correct Analytics:Cluster.",
                ExitCode.DependencyUnreachable);
        }
    }
}
