using System.Globalization;
using Analytics.Domain;
using Analytics.Engine;

namespace Analytics.Outputs;

/// <summary>Writes one mart as <c>.arrow</c> and <c>.parquet</c> beside the DuckDB file.</summary>
/// <param name="session">Session over the work database; it may write to <paramref name="staging"/>.</param>
/// <param name="files">File operations.</param>
/// <param name="staging">Absolute path of the staging folder.</param>
/// <param name="generation">Number of the generation, for the Arrow schema.</param>
/// <param name="createdAt">Time of the generation, UTC, for the Arrow schema.</param>
internal sealed class MartFileWriter(
    EngineSession session, IFileOps files, string staging, int generation, DateTimeOffset createdAt)
{
    /// <summary>Writes both files from the table of the DuckDB file, and tells what they hold.</summary>
    public async Task<ManifestTable> WriteAsync(
        PublishedTable mart, IReadOnlyList<ManifestColumn> columns, CancellationToken cancellation)
    {
        var table = DatabaseWriter.NameOf(mart);
        var parquet = Path.Combine(staging, mart.Name + ".parquet");
        await session.ExecuteAsync($"copy {table} {SqlText.ToParquet(parquet)}", cancellation);

        await using var stream = files.Create(Path.Combine(staging, mart.Name + ".arrow"));
        var written = await session.WriteArrowAsync(
            ArrowOutput.OfTable(table, stream, ArrowFormat.File) with
            {
                SchemaMetadata = SchemaMetadata(mart),
                FieldMetadata = mart.FieldMetadata,
            },
            cancellation);
        return new ManifestTable(mart.Name, written, columns);
    }

    /// <summary>Columns of all tables as the build left them, by table.</summary>
    public async Task<ILookup<string, ManifestColumn>> ReadColumnsAsync(CancellationToken cancellation)
    {
        var columns = await session.QueryAsync<(string Table, string Name, string Type)>(
            """
            select table_name, column_name, data_type
            from duckdb_columns()
            where database_name = current_database() and schema_name = 'main'
            order by table_name, column_index
            """,
            null,
            cancellation);
        return columns.ToLookup(
            static column => column.Table,
            static column => new ManifestColumn(column.Name, column.Type),
            StringComparer.Ordinal);
    }

    private Dictionary<string, string> SchemaMetadata(PublishedTable mart) =>
        new(mart.SchemaMetadata, StringComparer.Ordinal)
        {
            ["generation"] = generation.ToString(CultureInfo.InvariantCulture),
            ["created_at"] = createdAt.ToString("O", CultureInfo.InvariantCulture),
        };
}
