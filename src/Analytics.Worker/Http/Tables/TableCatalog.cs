using Analytics.Outputs;
using Analytics.Pipeline;
using Analytics.SqlModels;

namespace Analytics.Worker.Http.Tables;

/// <summary>What is published, with what every table and column means, from headers and <c>columns.csv</c>.</summary>
/// <param name="project">The SQL project.</param>
/// <param name="options">Settings of the pipeline.</param>
internal sealed class TableCatalog(SqlProject project, PipelineOptions options)
{
    /// <summary>The tables of a generation.</summary>
    public TableList Describe(GenerationManifest manifest) => new(
        manifest.Generation,
        manifest.CreatedAt,
        manifest.CommitNo,
        options.ReportingTimeZone,
        [.. manifest.Tables.Select(Describe)],
        [.. manifest.Views.Select(static view => new ViewEntry(view.Name, PathOf(view.Name)))]);

    private TableEntry Describe(ManifestTable table)
    {
        var dictionary = project.ColumnsOf(table.Name).ToDictionary(static column => column.Column, StringComparer.Ordinal);
        return new TableEntry(
            table.Name,
            table.Rows,
            ColumnComments.OfTable(project, table.Name),
            PathOf(table.Name),
            [.. table.Columns.Select(column => dictionary.TryGetValue(column.Name, out var meaning)
                ? new ColumnEntry(column.Name, column.Type, meaning.Unit, meaning.Meaning, meaning.Standard)
                : new ColumnEntry(column.Name, column.Type, "", "", ""))]);
    }

    private static string PathOf(string name) => $"/api/v1/tables/{name}";
}

/// <summary>All tables of a generation, and the views that show single requests and lines.</summary>
internal sealed record TableList(
    int Generation,
    DateTimeOffset CreatedAt,
    long CommitNo,
    string ReportingTimeZone,
    IReadOnlyList<TableEntry> Tables,
    IReadOnlyList<ViewEntry> Views);

/// <summary>A published view; its columns stand in its answers.</summary>
internal sealed record ViewEntry(string Name, string Path);

/// <summary>A published table.</summary>
internal sealed record TableEntry(string Name, long Rows, string Meaning, string Path, IReadOnlyList<ColumnEntry> Columns);

/// <summary>A column of a published table.</summary>
internal sealed record ColumnEntry(string Name, string Type, string Unit, string Meaning, string Standard);
