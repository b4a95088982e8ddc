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
        var rows = DatabaseWriter.PublishedRows(mart);
        var parquet = Path.Combine(staging, mart.Name + ".parquet");
        await session.ExecuteAsync(
            $"copy ({rows}) to {SqlText.Literal(parquet)} (format parquet, compression zstd)", cancellation);

        await using var stream = files.Create(Path.Combine(staging, mart.Name + ".arrow"));
        var written = await session.WriteArrowAsync(
            new ArrowOutput(rows, stream, ArrowFormat.File)
            {
                SchemaMetadata = SchemaMetadata(mart),
                FieldMetadata = mart.FieldMetadata,
            },
            cancellation);
        return new ManifestTable(mart.Name, written, columns);
    }

    /// <summary>Columns of a mart as the build left it.</summary>
    /// <exception cref="InvalidDataException">The mart was not built.</exception>
    public async Task<IReadOnlyList<ManifestColumn>> ReadColumnsAsync(
        PublishedTable mart, CancellationToken cancellation)
    {
        var columns = await session.QueryAsync<ManifestColumn>(
            """
            select column_name as "Name", data_type as "Type"
            from duckdb_columns()
            where database_name = current_database() and schema_name = 'main' and table_name = $table
            order by column_index
            """,
            new { table = mart.Name },
            cancellation);
        return columns.Count > 0
            ? columns
            : throw new InvalidDataException($"The work database holds no table {mart.Name}. Run 'build' before 'publish'.");
    }

    private Dictionary<string, string> SchemaMetadata(PublishedTable mart) =>
        new(mart.SchemaMetadata, StringComparer.Ordinal)
        {
            ["generation"] = generation.ToString(CultureInfo.InvariantCulture),
            ["created_at"] = createdAt.ToString("O", CultureInfo.InvariantCulture),
        };
}
