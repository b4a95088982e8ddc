using Analytics.Outputs;
using Analytics.SqlModels;

namespace Analytics.Worker.Http.Tables;

/// <summary>What is published, with what every table and column means, from headers and <c>columns.csv</c>.</summary>
/// <param name="project">The SQL project.</param>
internal sealed class TableCatalog(SqlProject project)
{
    /// <summary>The tables of a generation.</summary>
    public TableList Describe(GenerationManifest manifest) => new(
        manifest.Generation, manifest.CreatedAt, manifest.CommitNo, [.. manifest.Tables.Select(Describe)]);

    private TableEntry Describe(ManifestTable table)
    {
        var dictionary = project.ColumnsOf(table.Name).ToDictionary(static column => column.Column, StringComparer.Ordinal);
        return new TableEntry(
            table.Name,
            table.Rows,
            ColumnComments.OfTable(project, table.Name),
            $"/api/v1/tables/{table.Name}",
            [.. table.Columns.Select(column => dictionary.TryGetValue(column.Name, out var meaning)
                ? new ColumnEntry(column.Name, column.Type, meaning.Unit, meaning.Meaning, meaning.Standard)
                : new ColumnEntry(column.Name, column.Type, "", "", ""))]);
    }
}

/// <summary>All tables of a generation.</summary>
internal sealed record TableList(int Generation, DateTimeOffset CreatedAt, long CommitNo, IReadOnlyList<TableEntry> Tables);

/// <summary>A published table.</summary>
internal sealed record TableEntry(string Name, long Rows, string Meaning, string Path, IReadOnlyList<ColumnEntry> Columns);

/// <summary>A column of a published table.</summary>
internal sealed record ColumnEntry(string Name, string Type, string Unit, string Meaning, string Standard);
