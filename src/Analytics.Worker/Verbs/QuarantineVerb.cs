using System.CommandLine;
using Analytics.Domain;
using Analytics.Lake.Quarantine;
using Analytics.Worker.Terminal;

namespace Analytics.Worker.Verbs;

/// <summary><c>quarantine list</c> and <c>quarantine replay</c>: what was rejected, and the way back.</summary>
internal static class QuarantineVerb
{
    /// <summary>The command with its two verbs.</summary>
    public static Command Create(VerbHost host)
    {
        var list = new Command("list", "Shows rejected rows by file and reason, and files refused whole.");
        host.Bind(list, ListAsync);
        var replay = new Command(
            "replay", "Reads files with rejected rows again where their reader is newer; twice changes nothing.");
        host.Bind(replay, ReplayAsync);
        return new Command("quarantine", "Rejected rows and refused files.") { list, replay };
    }

    private static async Task<ExitCode> ListAsync(VerbContext context, CancellationToken cancellation)
    {
        var quarantine = await context.Pipeline.QuarantineAsync(cancellation);
        if (context.Output.IsJson)
        {
            context.Output.Json(quarantine);
            return ExitCode.Ok;
        }

        TextTable.Write(
            context.Output.Text,
            [new("source"), new("file", IsPath: true), new("reason"), new("rows", IsNumber: true)],
            [.. quarantine.Rows.Select(static row => new[] { row.Source, row.Path, row.Reason, $"{row.Rows}" })]);
        foreach (var refused in quarantine.Refused)
        {
            context.Output.Line($"refused {refused.Path}: {refused.Reason}");
        }

        context.Output.Line();
        context.Output.Line("Line, offset and raw text of each: query \"from quarantine\"");
        return ExitCode.Ok;
    }

    private static async Task<ExitCode> ReplayAsync(VerbContext context, CancellationToken cancellation)
    {
        var report = await ProgressDisplay.RunAsync(
            context.Output, context.Time, progress => context.Pipeline.ReplayAsync(progress, cancellation));
        if (context.Output.IsJson)
        {
            context.Output.Json(report);
        }
        else
        {
            Write(context.Output, report);
        }

        return report.Ingest.ExitCode;
    }

    private static void Write(TerminalOutput output, ReplayReport report)
    {
        output.Line($"{report.Ingest.FilesRead} files read again: {report.Ingest.RowsAccepted} rows accepted, "
            + $"{report.Ingest.RowsQuarantined} in quarantine");
        foreach (var path in report.Lost)
        {
            output.Line($"lost {path}: its bytes are neither there nor in landing; what was read of it stays");
        }

        if (report.Ingest.FilesRead > 0)
        {
            output.Line("Run 'publish' to bring the change into the marts.");
        }
    }
}
