using System.Data;
using Analytics.Engine;
using Dapper;
using Npgsql;

namespace Analytics.Lake.Ledger;

/// <summary>
/// The ledger of several workers, in a schema of a PostgreSQL database. Writers follow one another; readers wait for
/// nobody.
/// </summary>
public sealed class PostgresLedger : SqlLedger
{
    private readonly NpgsqlDataSource source;
    private readonly NpgsqlConnection connection;
    private readonly string schema;
    private NpgsqlTransaction? transaction;

    private PostgresLedger(NpgsqlDataSource source, NpgsqlConnection connection, string schema, string lakeFolder)
        : base(lakeFolder)
    {
        this.source = source;
        this.schema = schema;
        this.connection = connection;
    }

    /// <summary>Opens the ledger, or creates it; one of an earlier release is copied and then brought up to this one.</summary>
    /// <param name="connectionString">Npgsql connection string; the password may come from <c>PGPASSWORD</c>.</param>
    /// <param name="schema">Schema of the tables, a plain lower-case name.</param>
    /// <param name="lakeFolder">The lake whose parts it lists, absolute; every worker may see it at a path of its own.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses.</exception>
    /// <exception cref="InvalidDataException">A later release has written it.</exception>
    public static async Task<PostgresLedger> OpenAsync(
        string connectionString, string schema, string lakeFolder, CancellationToken cancellation)
    {
        DapperTypes.Register();
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "analytics ledger",
            SearchPath = schema,
            Timezone = "UTC",
        });
        try
        {
            var connection = await source.OpenConnectionAsync(cancellation);
            var ledger = new PostgresLedger(source, connection, schema, lakeFolder);
            await ledger.InTransactionAsync(
                async () =>
                {
                    await ledger.ExecuteAsync($"create schema if not exists {schema}", null, cancellation);
                    await ledger.KeepEarlierAsync(cancellation);
                    return await ledger.CreateAsync($"schema {schema} of the ledger", cancellation);
                },
                cancellation);
            return ledger;
        }
        catch
        {
            // The caller gets no ledger to close.
            await source.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task<IAsyncDisposable> TakeTurnAsync(LedgerTurn turn, CancellationToken cancellation)
    {
        var held = new Turn(this, turn);
        await held.TakeAsync(cancellation);
        return held;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        connection.Dispose();
        source.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql, object? parameters, CancellationToken cancellation) =>
        (await connection.QueryAsync<T>(Command(sql, parameters, cancellation))).AsList();

    /// <inheritdoc/>
    protected override Task ExecuteAsync(string sql, object? parameters, CancellationToken cancellation) =>
        connection.ExecuteAsync(Command(sql, parameters, cancellation));

    /// <inheritdoc/>
    protected override Task<T> ReadAtOnceAsync<T>(Func<Task<T>> work, CancellationToken cancellation) =>
        InTransactionAsync(IsolationLevel.RepeatableRead, work, cancellation);

    // In the transaction of the change: there are both, or none.
    private async Task KeepEarlierAsync(CancellationToken cancellation)
    {
        var tables = await QueryAsync<string>(
            "select tablename from pg_tables where schemaname = $schema order by tablename", new { schema }, cancellation);
        var version = await LedgerUpgrade.OlderVersionAsync(
            tables, async () => (await QueryAsync<int>(LedgerSchema.SelectVersion, null, cancellation))[0]);
        if (version is { } older)
        {
            await ExecuteAsync(LedgerUpgrade.KeepSql(schema, older, tables), null, cancellation);
        }
    }

    // One writer at a time, because numbers of commits have no gaps and their order is the order of the lake.
    /// <inheritdoc/>
    protected override Task<T> InTransactionAsync<T>(Func<Task<T>> work, CancellationToken cancellation) =>
        InTransactionAsync(
            IsolationLevel.ReadCommitted,
            async () =>
            {
                await ExecuteAsync(
                    $"select pg_advisory_xact_lock(hashtext('analytics ledger {schema}'))", null, cancellation);
                return await work();
            },
            cancellation);

    private async Task<T> InTransactionAsync<T>(
        IsolationLevel isolation, Func<Task<T>> work, CancellationToken cancellation)
    {
        await using var open = await connection.BeginTransactionAsync(isolation, cancellation);
        transaction = open;
        try
        {
            var result = await work();
            await open.CommitAsync(CancellationToken.None);
            return result;
        }
        finally
        {
            transaction = null;
        }
    }

    /// <inheritdoc/>
    protected override string Relation(IReadOnlyList<string> columns) =>
        $"(select * from json_to_recordset($rows::json) as listed ({string.Join(", ", columns)}))";

    // Npgsql names parameters with @, and no statement of the ledger has a $ of another meaning.
    private CommandDefinition Command(string sql, object? parameters, CancellationToken cancellation) => new(
        sql.Replace('$', '@'), parameters, transaction, cancellationToken: cancellation);

    // A lock of the session, which is the connection that commits: whoever has lost the one has lost the other.
    private sealed class Turn(PostgresLedger ledger, LedgerTurn turn) : IAsyncDisposable
    {
        private string Key => $"hashtext('analytics {turn} {ledger.schema}')";

        public Task<int> TakeAsync(CancellationToken cancellation) => ledger.connection.ExecuteAsync(new CommandDefinition(
            $"select pg_advisory_lock({Key})", commandTimeout: 0, cancellationToken: cancellation));

        public async ValueTask DisposeAsync()
        {
            if (ledger.connection.FullState == ConnectionState.Open)
            {
                await ledger.connection.ExecuteAsync($"select pg_advisory_unlock({Key})");
            }
        }
    }
}
