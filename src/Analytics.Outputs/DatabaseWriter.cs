using System.Text.Json;
using Analytics.Domain;
using Analytics.Engine;

namespace Analytics.Outputs;

/// <summary>Writes the published DuckDB file through the session that holds the marts.</summary>
/// <param name="session">Session over the work database; it may write to the staging folder.</param>
internal sealed class DatabaseWriter(EngineSession session)
{
    private const string Target = "published_generation";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly PublishedText GenerationText = new(
        "Which generation this file is and how far into the lake it reaches. One row.",
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["generation"] = "Number of the generation, from 1.",
            ["created_at"] = "When it was written, UTC.",
            ["commit_no"] = "Last commit of the lake that it contains.",
        });

    /// <summary>Creates the file; it must not exist.</summary>
    public void Attach(string path, string storageVersion) => session.Execute(
        $"attach {SqlText.Literal(path)} as {Target} (storage_version {SqlText.Literal(storageVersion)})");

    /// <summary>Writes the file out and lets go of it, so that it may be hashed and renamed.</summary>
    public void Detach()
    {
        session.Execute($"checkpoint {Target}");
        session.Execute($"detach {Target}");
    }

    /// <summary>Copies one mart with its comments, sorted once for all that is published of it.</summary>
    public Task WriteTableAsync(
        PublishedTable table, IReadOnlyList<ManifestColumn> columns, CancellationToken cancellation)
    {
        var order = table.OrderBy.Count == 0 ? "all" : string.Join(", ", table.OrderBy);
        return CommitAsync(
            $"create table {NameOf(table)} as select * from {SqlText.Identifier(table.Name)} order by {order};\n"
            + Comments("table", table.Name, table.Text, columns.Select(static column => column.Name)),
            cancellation);
    }

    /// <summary>A mart that has been copied; its rows stand in the order in which they are published.</summary>
    public static string NameOf(PublishedTable table) => NameOf(table.Name);

    /// <summary>Creates a view over a fixed list of Parquet files, or a typed empty one.</summary>
    public async Task WriteViewAsync(PublishedView view, CancellationToken cancellation)
    {
        await session.ExecuteAsync($"create view {NameOf(view.Name)} as {RowsOf(view)}", cancellation);
        await CommentAsync("view", view.Name, view.Text, cancellation);
    }

    /// <summary>Writes the publisher's own tables.</summary>
    public async Task WriteOwnTablesAsync(
        int generation,
        DateTimeOffset createdAt,
        PublishRequest request,
        CancellationToken cancellation)
    {
        var snapshot = request.Snapshot;
        await session.ExecuteAsync(
            $"create table {Target}.main.generation as select $generation::integer as generation, "
            + "$created_at::timestamptz as created_at, $commit_no::bigint as commit_no",
            new { generation, created_at = createdAt, commit_no = snapshot.CommitNo },
            cancellation);
        await session.ExecuteAsync(
            $"""
            create table {Target}.main.lake_files as
            from (select unnest(from_json($files, '[{LakeFileShape}]'), recursive := true))
            order by commit_no, file_id, path
            """,
            new { files = JsonSerializer.Serialize(snapshot.Files, Json) },
            cancellation);
        await CommentAsync("table", "generation", GenerationText, cancellation);
        await CommentAsync("table", "lake_files", request.LakeFilesText, cancellation);
    }

    private static string LakeFileShape =>
        """
        {"file_id": "VARCHAR", "source": "VARCHAR", "kind": "VARCHAR", "path": "VARCHAR", "reader_version": "INTEGER",
        "lines_read": "BIGINT", "rows_read": "BIGINT", "rows_accepted": "BIGINT", "rows_quarantined": "BIGINT",
        "rows_duplicate": "BIGINT", "is_superseded": "BOOLEAN", "is_source_missing": "BOOLEAN", "commit_no": "BIGINT",
        "ingested_at": "TIMESTAMPTZ", "unknown_fields": "VARCHAR"}
        """;

    private static string RowsOf(PublishedView view)
    {
        if (view.Files.Count > 0)
        {
            return $"select * from read_parquet({SqlText.PathList(view.Files)}, union_by_name = true, "
                + "hive_partitioning = false)";
        }

        var columns = view.Columns.Select(static column =>
            $"cast(null as {column.Type}) as {SqlText.Identifier(column.Name)}");
        return $"select {string.Join(", ", columns)} where false";
    }

    private static string NameOf(string table) => $"{Target}.main.{SqlText.Identifier(table)}";

    private async Task CommentAsync(string kind, string table, PublishedText text, CancellationToken cancellation)
    {
        var columns = await session.QueryAsync<string>(
            "select column_name from duckdb_columns() where database_name = $target and table_name = $table",
            new { target = Target, table },
            cancellation);
        await CommitAsync(Comments(kind, table, text, columns), cancellation);
    }

    // In one transaction, because each commit waits for the disk.
    private Task CommitAsync(string sql, CancellationToken cancellation) =>
        session.ExecuteAsync($"begin transaction;\n{sql}commit;", cancellation);

    private static string Comments(string kind, string table, PublishedText text, IEnumerable<string> columns)
    {
        var name = NameOf(table);
        return $"comment on {kind} {name} is {SqlText.Literal(text.Comment)};\n"
            + string.Concat(columns.Where(text.Columns.ContainsKey).Select(column =>
                $"comment on column {name}.{SqlText.Identifier(column)} is {SqlText.Literal(text.Columns[column])};\n"));
    }
}
