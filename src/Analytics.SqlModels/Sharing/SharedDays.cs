using Analytics.Domain;
using Dapper;
using Npgsql;

namespace Analytics.SqlModels.Sharing;

/// <summary>
/// Where workers on one lake tell each other which days they have built and which they are at: a table and advisory locks
/// of a PostgreSQL database. A worker that dies loses its connection, and its claims with it. One caller at a time.
/// </summary>
public sealed class SharedDays : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly string schema;
    private readonly string pricedFolder;

    private SharedDays(NpgsqlConnection connection, string schema, string pricedFolder)
    {
        this.connection = connection;
        this.schema = schema;
        this.pricedFolder = pricedFolder;
    }

    /// <summary>Opens the table, or creates it.</summary>
    /// <param name="connectionString">Npgsql connection string.</param>
    /// <param name="schema">Schema of the table, a plain lower-case name.</param>
    /// <param name="pricedFolder">Root of the kept Parquet files, absolute, as this worker sees it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses.</exception>
    public static async Task<SharedDays> OpenAsync(
        string connectionString, string schema, string pricedFolder, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "analytics build",
            Pooling = false,
        }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            await connection.ExecuteAsync(
                $"""
                begin;
                select pg_advisory_xact_lock(hashtext('analytics build {schema}'));
                create schema if not exists {schema};
                create table if not exists {schema}.shared_days (
                    model varchar not null, day date not null, input_hash varchar not null,
                    path varchar, row_count bigint, byte_count bigint, sha256 varchar, commit_no bigint,
                    primary key (model, day)
                );
                commit;
                """);
            return new SharedDays(connection, schema, pricedFolder);
        }
        catch
        {
            // The caller gets nothing to close.
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>What has been built of some days.</summary>
    public async Task<IReadOnlyList<SharedDay>> ReadAsync(
        IReadOnlyCollection<DateOnly> days, CancellationToken cancellation)
    {
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            $"""
            select model, day, input_hash, path, row_count, byte_count, sha256, commit_no
            from {schema}.shared_days
            where day = any(@days)
            """,
            new { days = days.ToArray() },
            cancellationToken: cancellation));
        return [.. rows.Select(ToShared)];
    }

    /// <summary>Absolute paths of all files that some worker may still want.</summary>
    public async Task<IReadOnlyList<string>> PathsAsync(CancellationToken cancellation)
    {
        var paths = await connection.QueryAsync<string>(new CommandDefinition(
            $"select path from {schema}.shared_days where path is not null", cancellationToken: cancellation));
        return [.. paths.Select(path => Path.Combine(pricedFolder, path))];
    }

    /// <summary>Tells the others of finished days, in one transaction; what was told of the same days before is replaced.</summary>
    public Task AddAsync(IReadOnlyList<SharedDay> days, CancellationToken cancellation) => connection.ExecuteAsync(
        new CommandDefinition(
            $"""
            insert into {schema}.shared_days
            select * from unnest(
                @models, @days, @hashes, @paths, @rows, @bytes, @hashesOfFiles, @commits
            )
            on conflict (model, day) do update set
                input_hash = excluded.input_hash, path = excluded.path, row_count = excluded.row_count,
                byte_count = excluded.byte_count, sha256 = excluded.sha256, commit_no = excluded.commit_no
            """,
            new
            {
                models = days.Select(static day => day.Model).ToArray(),
                days = days.Select(static day => day.Day).ToArray(),
                hashes = days.Select(static day => day.InputHash).ToArray(),
                paths = days.Select(RelativePath).ToArray(),
                rows = days.Select(static day => day.Part?.Rows).ToArray(),
                bytes = days.Select(static day => day.Part?.Bytes).ToArray(),
                hashesOfFiles = days.Select(static day => day.Part?.Sha256).ToArray(),
                commits = days.Select(static day => day.Part?.CommitNo).ToArray(),
            },
            cancellationToken: cancellation));

    /// <summary>
    /// Claims a chunk of days by its first one; null when another worker is at it. Disposing lets the next one in.
    /// </summary>
    public async Task<IAsyncDisposable?> TryClaimAsync(DateOnly firstDay, CancellationToken cancellation)
    {
        var claim = new Claim(this, firstDay);
        return await claim.TryAsync(cancellation) ? claim : null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private SharedDay ToShared(Row row) => new(
        row.Model,
        row.Day,
        row.InputHash,
        row.Path is null ? null : new LakePart(
            row.Model, row.Day, Path.Combine(pricedFolder, row.Path), row.RowCount, row.ByteCount, row.Sha256, row.CommitNo));

    private string? RelativePath(SharedDay day) => day.Part is { } part
        ? Path.GetRelativePath(pricedFolder, part.Path).Replace(Path.DirectorySeparatorChar, '/')
        : null;

    private sealed class Claim(SharedDays owner, DateOnly firstDay) : IAsyncDisposable
    {
        public Task<bool> TryAsync(CancellationToken cancellation) => owner.connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(Call("pg_try_advisory_lock"), Number, cancellationToken: cancellation));

        public async ValueTask DisposeAsync()
        {
            // A connection that is gone took its locks with it.
            if (owner.connection.FullState == System.Data.ConnectionState.Open)
            {
                await owner.connection.ExecuteAsync(Call("pg_advisory_unlock"), Number);
            }
        }

        private object Number => new { day = firstDay.DayNumber };

        private string Call(string function) => $"select {function}(hashtext('analytics build {owner.schema}'), @day)";
    }

    private sealed record Row
    {
        public string Model { get; init; } = "";

        public DateOnly Day { get; init; }

        public string InputHash { get; init; } = "";

        public string? Path { get; init; }

        public long RowCount { get; init; }

        public long ByteCount { get; init; }

        public string Sha256 { get; init; } = "";

        public long CommitNo { get; init; }
    }
}
