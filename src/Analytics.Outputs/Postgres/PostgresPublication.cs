using System.Globalization;
using System.Text;
using Analytics.Domain;
using Analytics.Engine;
using Dapper;
using Npgsql;

namespace Analytics.Outputs.Postgres;

/// <summary>
/// Brings a PostgreSQL schema to one generation in one transaction: its readers see the tables of the generation before
/// or all of this one. A table whose shape is unchanged keeps its identity, so views and grants on it stay; a table whose
/// content is unchanged is not written.
/// </summary>
/// <param name="options">Where to.</param>
/// <param name="files">File operations.</param>
public sealed class PostgresPublication(PostgresOptions options, IFileOps files)
{
    private const string Generation = "generation";
    private const string Contents = "published_tables";
    private const int BufferChars = 64 << 10;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly string schema = PostgresTable.Quoted(options.Schema);
    private readonly string role = PostgresTable.Quoted(options.ReaderRole);

    /// <summary>Publishes a complete generation.</summary>
    /// <param name="manifest">The generation.</param>
    /// <param name="folder">Its folder, absolute.</param>
    /// <param name="engine">Limits of the session that reads it.</param>
    /// <param name="staging">Folder for rows on their way, absolute; it exists and is private.</param>
    /// <param name="cancellation">Stops it; the schema stays as it was.</param>
    /// <returns>Names of the tables that were written; empty when the schema holds this content already.</returns>
    /// <exception cref="PostgresFaultException">
    /// The server cannot be reached, or refused a statement; the schema stays as it was.
    /// </exception>
    /// <exception cref="InvalidDataException">A table did not arrive whole; the schema stays as it was.</exception>
    public async Task<IReadOnlyList<string>> PublishAsync(
        GenerationManifest manifest, string folder, EngineOptions engine, string staging, CancellationToken cancellation)
    {
        try
        {
            return await SwapAsync(manifest, folder, engine, staging, cancellation);
        }
        catch (NpgsqlException fault)
        {
            var server = new NpgsqlConnectionStringBuilder(options.ConnectionString);
            throw new PostgresFaultException(
                $"Analytics:Publish:Postgres: {server.Host}/{server.Database}, schema {options.Schema}: {fault.Message} "
                + $"Generation {manifest.Generation} is published all the same; mend this and run 'publish' again.",
                fault);
        }
    }

    private async Task<IReadOnlyList<string>> SwapAsync(
        GenerationManifest manifest, string folder, EngineOptions engine, string staging, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString());
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await PrepareAsync(connection);

        // Named as the record's members: nothing may have taught Dapper the ways of snake case yet.
        var held = (await connection.QueryAsync<HeldTable>(
            $"""select name, content_sha256 as "ContentSha256", shape from {schema}.{Contents}""")).ToDictionary(
                static table => table.Name, StringComparer.Ordinal);
        using var session = EngineSession.Open(engine with
        {
            DatabasePath = Path.Combine(folder, GenerationStore.DatabaseName),
            IsReadOnly = true,
            AllowedDirectories = [staging],
        });
        var written = new List<string>();
        foreach (var table in await TablesAsync(session, manifest, cancellation))
        {
            var wanted = new HeldTable(table.Name, ContentOf(manifest, table.Name), table.CreateIn("") + table.CommentsIn(""));
            if (held.GetValueOrDefault(table.Name) != wanted)
            {
                await ShapeAsync(connection, table, held.GetValueOrDefault(table.Name)?.Shape != wanted.Shape);
                await FillAsync(connection, session, table, manifest, staging, cancellation);
                await RecordAsync(connection, wanted);
                written.Add(table.Name);
            }
        }

        await DropAsync(connection, held.Keys.Except(manifest.Tables.Select(static table => table.Name)));
        await FinishAsync(connection, manifest);
        await transaction.CommitAsync(cancellation);
        return written;
    }

    private static string ContentOf(GenerationManifest manifest, string table) =>
        manifest.Files.Single(file => file.Name == $"{table}.parquet").Sha256;

    private string ConnectionString() => new NpgsqlConnectionStringBuilder(options.ConnectionString)
    {
        ApplicationName = "analytics publish",
        CommandTimeout = options.TimeoutSeconds,
        Pooling = false,
        Timezone = "UTC",
        IncludeErrorDetail = true,
    }.ConnectionString;

    // The lock lets two publishers of one schema follow each other; PostgreSQL's "if not exists" alone would race.
    private async Task PrepareAsync(NpgsqlConnection connection) => await connection.ExecuteAsync(
        $"""
        select pg_advisory_xact_lock(hashtext('{options.Schema}'));
        create schema if not exists {schema};
        comment on schema {schema} is 'Published by Analytics; every run replaces it. Keep your own views elsewhere.';
        create table if not exists {schema}.{Generation} (
            generation integer not null, created_at timestamp with time zone not null, commit_no bigint not null,
            content_hash text not null
        );
        comment on table {schema}.{Generation} is 'Which generation the tables are. One row.';
        create table if not exists {schema}.{Contents} (
            name text primary key, content_sha256 text not null, shape text not null
        );
        comment on table {schema}.{Contents} is 'What each table was last filled from; unchanged ones are not written.';
        """);

    private static async Task<List<PostgresTable>> TablesAsync(
        EngineSession session, GenerationManifest manifest, CancellationToken cancellation)
    {
        var tableComments = (await session.QueryAsync<(string Name, string? Comment)>(
            "select table_name, comment from duckdb_tables() where schema_name = 'main'", null, cancellation))
            .ToDictionary(static table => table.Name, static table => table.Comment, StringComparer.Ordinal);
        var columnComments = (await session.QueryAsync<(string Table, string Column, string? Comment)>(
            "select table_name, column_name, comment from duckdb_columns() where schema_name = 'main'",
            null,
            cancellation)).ToDictionary(
                static column => (column.Table, column.Column), static column => column.Comment);
        return [.. manifest.Tables.Select(table => new PostgresTable(
            table.Name,
            tableComments[table.Name],
            [.. table.Columns.Select(column =>
                new PostgresColumn(column.Name, column.Type, columnComments[(table.Name, column.Name)]))]))];
    }

    private async Task ShapeAsync(NpgsqlConnection connection, PostgresTable table, bool isShapeNew)
    {
        var sql = isShapeNew
            ? $"drop table if exists {schema}.{PostgresTable.Quoted(table.Name)};\n{table.CreateIn(schema)};\n"
                + table.CommentsIn(schema)
            : $"delete from {schema}.{PostgresTable.Quoted(table.Name)}";
        try
        {
            await connection.ExecuteAsync(sql);
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.DependentObjectsStillExist)
        {
            throw new InvalidDataException(
                $"{options.Schema}.{table.Name}: the columns changed, and other objects depend on the table "
                + $"({fault.Detail}). Drop them, publish again, and create them anew.",
                fault);
        }
    }

    private async Task FillAsync(
        NpgsqlConnection connection,
        EngineSession session,
        PostgresTable table,
        GenerationManifest manifest,
        string staging,
        CancellationToken cancellation)
    {
        var path = Path.Combine(staging, $"{table.Name}.csv");
        await session.ExecuteAsync(table.ToCsv(path), cancellation);
        using (var rows = new StreamReader(files.OpenRead(path), StrictUtf8))
        await using (var copy = await connection.BeginTextImportAsync(table.CopyInto(schema), cancellation))
        {
            await CopyAsync(rows, copy, cancellation);
        }

        files.DeleteFile(path);
        var expected = manifest.Tables.Single(member => member.Name == table.Name).Rows;
        var found = await connection.ExecuteScalarAsync<long>(
            $"select count(*) from {schema}.{PostgresTable.Quoted(table.Name)}");
        if (found != expected)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Schema}.{table.Name}: {found} rows arrived, {expected} expected. Publish again; nothing changed."));
        }
    }

    private static async Task CopyAsync(TextReader rows, TextWriter copy, CancellationToken cancellation)
    {
        var buffer = new char[BufferChars];
        while (await rows.ReadAsync(buffer, cancellation) is var count and > 0)
        {
            await copy.WriteAsync(buffer.AsMemory(0, count), cancellation);
        }
    }

    private Task<int> RecordAsync(NpgsqlConnection connection, HeldTable table) => connection.ExecuteAsync(
        $"""
        insert into {schema}.{Contents} values (@Name, @ContentSha256, @Shape)
        on conflict (name) do update set content_sha256 = excluded.content_sha256, shape = excluded.shape
        """,
        table);

    private async Task DropAsync(NpgsqlConnection connection, IEnumerable<string> gone)
    {
        foreach (var name in gone)
        {
            await connection.ExecuteAsync($"drop table {schema}.{PostgresTable.Quoted(name)}");
            await connection.ExecuteAsync($"delete from {schema}.{Contents} where name = @name", new { name });
        }
    }

    private async Task FinishAsync(NpgsqlConnection connection, GenerationManifest manifest)
    {
        await connection.ExecuteAsync(
            $"""
            delete from {schema}.{Generation};
            insert into {schema}.{Generation} values (@Generation, @CreatedAt, @CommitNo, @ContentHash);
            """,
            manifest);
        if (!await connection.ExecuteScalarAsync<bool>(
            "select exists (select from pg_roles where rolname = @ReaderRole)", options))
        {
            await connection.ExecuteAsync($"create role {role} nologin");
        }

        await connection.ExecuteAsync(
            $"grant usage on schema {schema} to {role}; grant select on all tables in schema {schema} to {role};");
    }

    private sealed record HeldTable(string Name, string ContentSha256, string Shape);
}
