using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Analytics.Domain;
using Analytics.Engine;

namespace Analytics.SqlModels;

/// <summary>
/// SQL of what the models find below them: raw tables over the parts of a snapshot, its files, the settings.
/// </summary>
internal sealed class LakeViews(SqlProject project, LakeSnapshot snapshot, ModelBuildOptions options, IFileOps files)
{
    private static readonly JsonSerializerOptions FileJson =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly ILookup<string, LakePart> partsByDataset =
        snapshot.Parts.OrderBy(static part => part.Path, StringComparer.Ordinal).ToLookup(static part => part.Dataset);

    /// <summary>The last day of a request in the lake; else of any event; null for a lake without events.</summary>
    public DateOnly? AsOfDate =>
        partsByDataset["requests"].Max(static part => part.EventDate)
            ?? snapshot.Parts.Max(static part => part.EventDate);

    private string FilesPath => Path.Combine(options.StagingDirectory, "files.json");

    private string AlertsPath => Path.Combine(options.StagingDirectory, "alerts.json");

    private string MarksPath => Path.Combine(options.StagingDirectory, "marks.json");

    private string PublicationsPath => Path.Combine(options.StagingDirectory, "publications.json");

    /// <summary>Datasets the models know, ordinal order.</summary>
    private IEnumerable<string> Datasets => project.Columns.Select(static column => column.Table)
        .Where(RawTables.IsDataset)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    /// <summary>
    /// Creates <c>raw_files</c>, <c>settings</c>, and all raw tables; datasets with event days show no day yet.
    /// </summary>
    public string Create() =>
        CreateFiles()
        + SessionObjects.Settings(options.ReportingTimeZone, AsOfDate, options.KnownAt)
        + SessionObjects.EmptyTable(RawTables.ChunkDays, RawTables.ColumnsOf(RawTables.ChunkDays, project.Columns))
        + SessionObjects.EmptyTable(RawTables.AlertValues, RawTables.AlertValuesColumns)
        + CreateFrom(AlertsPath, snapshot.Alerts, RawTables.AlertStates, RawTables.AlertStatesColumns)
        + CreateFrom(MarksPath, snapshot.VersionMarks, RawTables.VersionMarks, RawTables.VersionMarksColumns)
        + CreateFrom(
            PublicationsPath, snapshot.Publications, RawTables.Publications, RawTables.PublicationsColumns)
        + string.Create(
            CultureInfo.InvariantCulture,
            $"insert into {RawTables.Publications} values ({snapshot.CommitNo}, null);\n")
        + string.Concat(Datasets.Select(dataset => View(dataset, static _ => false)));

    /// <summary>Deletes what <see cref="Create"/> laid down for DuckDB to read once.</summary>
    public void Discard()
    {
        files.DeleteFile(FilesPath);
        files.DeleteFile(AlertsPath);
        files.DeleteFile(MarksPath);
        files.DeleteFile(PublicationsPath);
    }

    /// <summary>Shows the given days of a dataset, and what it holds without a day.</summary>
    public string ShowDays(string dataset, IReadOnlySet<DateOnly> days) => View(dataset, days.Contains);

    /// <summary>Shows all of a dataset.</summary>
    public string ShowAll(string dataset) => View(dataset, static _ => true);

    private string View(string dataset, Func<DateOnly, bool> isShown)
    {
        var columns = RawTables.ColumnsOf($"raw_{dataset}", project.Columns);
        var own = columns.Except(RawTables.CommitColumns).ToImmutableArray();
        var paths = partsByDataset[dataset].Where(part => part.EventDate is not { } day || isShown(day))
            .Select(static part => part.Path)
            .ToList();
        var view = $"create or replace temp view raw_{dataset} as ";
        if (paths.Count == 0)
        {
            return $"{view}{SessionObjects.EmptyQuery(columns)};\n";
        }

        // The empty branch gives columns that older parts lack; the optimizer takes it out.
        var names = string.Join(", ", own.Select(static column => $"parts.{SqlText.Identifier(column.Name)}"));
        return $"{view}select {names}, commits.ingested_at, commits.commit_no, commits.is_superseded from (\n"
            + $"{SessionObjects.EmptyQuery(own)} union all by name\n"
            + $"select * from read_parquet({SqlText.PathList(paths)}, union_by_name = true)\n) as parts\n"
            + "left join file_commits as commits using (file_id, reader_version);\n";
    }

    private string CreateFiles() =>
        CreateFrom(FilesPath, snapshot.Files, RawTables.Files, RawTables.FileColumns)
        + "create or replace temp table file_commits as "
        + "select file_id, reader_version, min(ingested_at) as ingested_at, "
        + $"min(commit_no) as commit_no, bool_and(is_superseded) as is_superseded from {RawTables.Files} "
        + "group by file_id, reader_version;\n";

    // As a file, because a lake can have more source files than a statement should have literals.
    private string CreateFrom<T>(
        string path, IReadOnlyList<T> rows, string table, ImmutableArray<(string Name, string Type)> columns)
    {
        using (var stream = files.Create(path))
        {
            foreach (var row in rows)
            {
                JsonSerializer.Serialize(stream, row, FileJson);
                stream.WriteByte((byte)'\n');
            }
        }

        var types = columns.Select(static column =>
            $"{SqlText.Identifier(column.Name)}: {SqlText.Literal(column.Type)}");
        return $"create or replace temp table {table} as "
            + $"select * from read_json({SqlText.Literal(path)}, format = 'newline_delimited', "
            + $"columns = {{{string.Join(", ", types)}}});\n";
    }
}
