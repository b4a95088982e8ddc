using Analytics.Lake.Ingest;
using Analytics.Outputs;
using Analytics.Pipeline;
using Analytics.SqlModels;
using Analytics.Worker.Terminal;

namespace Analytics.Worker.Verbs;

/// <summary>What the stages of a run did, as lines or as one JSON object.</summary>
internal static class StageReports
{
    /// <summary>Writes the report as the result of a verb.</summary>
    public static void Write(TerminalOutput output, RunReport report)
    {
        output.Rows += report.Ingest?.Report.RowsRead ?? 0;
        if (output.IsJson)
        {
            output.Json(ToJson(report));
            return;
        }

        foreach (var line in Lines(report))
        {
            output.Line(line);
        }
    }

    /// <summary>The report as an object for JSON.</summary>
    public static object ToJson(RunReport report) => new
    {
        report.ExitCode,
        Ingest = report.Ingest is { } ingest ? new { ingest.Report, ingest.StillChanging } : null,
        Build = report.Build is { } build
            ? new
            {
                build.CommitNo, build.DaysBuilt, build.IsMartsRebuilt, build.RebuiltParts, build.BuiltWithOneThread,
                Failures = build.Failures.Select(FailureJson),
            }
            : null,
        Publish = report.Publish is { } publish
            ? new
            {
                publish.Manifest.Generation, publish.Manifest.CreatedAt, publish.IsNew, publish.Directory,
                publish.PostgresTables, publish.BucketFiles,
            }
            : null,
    };

    /// <summary>The report as lines.</summary>
    public static IEnumerable<string> Lines(RunReport report) =>
    [
        .. report.Ingest is { } ingest ? IngestLines(ingest) : [],
        .. report.Build is { } build ? BuildLines(build) : [],
        .. report.Publish is { } publish ? PublishLines(publish) : [],
    ];

    private static IEnumerable<string> IngestLines(IngestStage stage)
    {
        var report = stage.Report;
        yield return $"ingest   {report.FilesRead} files read, {report.FilesUnchanged + report.FilesSameBytes} known already: "
            + $"{report.RowsRead} rows = {report.RowsAccepted} accepted + {report.RowsQuarantined} quarantined "
            + $"+ {report.RowsDuplicate} repeated";
        foreach (var (reason, rows) in report.Reasons)
        {
            yield return $"         {rows} rows in quarantine: {reason}";
        }

        foreach (var refused in report.Refused)
        {
            yield return $"         refused {refused.Path}: {refused.Reason}";
        }

        foreach (var path in stage.StillChanging)
        {
            yield return $"         left for the next run, still being written: {path}";
        }
    }

    private static IEnumerable<string> BuildLines(BuildReport report)
    {
        yield return report.DaysBuilt.Count == 0
            ? $"build    no day changed, marts {(report.IsMartsRebuilt ? "rebuilt" : "kept")}"
            : $"build    {report.DaysBuilt.Count} days from {report.DaysBuilt[0]:yyyy-MM-dd} to "
                + $"{report.DaysBuilt[^1]:yyyy-MM-dd}, marts {(report.IsMartsRebuilt ? "rebuilt" : "kept")}";
        foreach (var path in report.RebuiltParts)
        {
            yield return $"         made again from its source, because it was not what was committed: {path}";
        }

        if (report.BuiltWithOneThread is { } fault)
        {
            yield return "         built with one thread, because memory did not suffice for all (raise "
                + $"Analytics:Engine:MemoryLimitMebibytes): {fault.ReplaceLineEndings(" ")}";
        }

        foreach (var failure in report.Failures)
        {
            yield return $"CHECK FAILED {failure}";
        }

        if (report.Failures.Count > 0)
        {
            yield return "Nothing was published; the last generation stays in place.";
        }
    }

    private static IEnumerable<string> PublishLines(PublishReport report)
    {
        yield return $"publish  generation {report.Manifest.Generation} {(report.IsNew ? "is new" : "has this content already")}, "
            + $"{report.Manifest.Tables.Count} tables in {report.Directory}";
        if (report.PostgresTables is { } written)
        {
            yield return $"         PostgreSQL: {written.Count} tables written, the others were up to date";
        }

        if (report.BucketFiles is { } uploaded)
        {
            yield return $"         bucket: {uploaded} files uploaded, the others were there";
        }
    }

    private static object FailureJson(CheckFailure failure) => new
    {
        failure.Name,
        failure.Path,
        failure.Why,
        Rows = failure.Rows.Total,
        Sample = failure.Rows.ToString(),
    };}
