using Analytics.Engine;
using Dapper;
using Npgsql;

namespace Analytics.Lake.Ledger;

/// <summary>
/// The run ledger of several workers, in a schema of a PostgreSQL database: an interval is run by one of them, and their
/// fencing tokens are counted together.
/// </summary>
public sealed class PostgresRunLedger : SqlRunLedger
{
    private readonly NpgsqlDataSource source;
    private readonly string schema;
    private readonly SemaphoreSlim turn = new(1, 1);
    private bool isCreated;

    /// <summary>Names the ledger; nothing is opened yet.</summary>
    /// <param name="connectionString">Npgsql connection string; the password may come from <c>PGPASSWORD</c>.</param>
    /// <param name="schema">Schema of the tables, a plain lower-case name.</param>
    public PostgresRunLedger(string connectionString, string schema)
    {
        DapperTypes.Register();
        this.schema = schema;
        source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "analytics runs",
            SearchPath = schema,
            Timezone = "UTC",
        });
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        source.Dispose();
        turn.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task<T> ReadAsync<T>(Func<IRunSession, Task<T>> read, CancellationToken cancellation)
    {
        await CreateOnceAsync(cancellation);
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return await read(new Session(connection, null));
    }

    /// <inheritdoc/>
    protected override async Task<T> ChangeAsync<T>(Func<IRunSession, Task<T>> change, CancellationToken cancellation)
    {
        await CreateOnceAsync(cancellation);
        return await ChangeAloneAsync(change, cancellation);
    }

    private async Task CreateOnceAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            isCreated = isCreated || await ChangeAloneAsync(
                async session =>
                {
                    await session.ExecuteAsync($"create schema if not exists {schema}", null, cancellation);
                    await session.ExecuteAsync(RunLedgerSql.Create, null, cancellation);
                    return true;
                },
                cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<T> ChangeAloneAsync<T>(Func<IRunSession, Task<T>> change, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var session = new Session(connection, transaction);
        await session.ExecuteAsync($"select pg_advisory_xact_lock(hashtext('analytics runs {schema}'))", null, cancellation);
        var result = await change(session);
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    private sealed class Session(NpgsqlConnection connection, NpgsqlTransaction? transaction) : IRunSession
    {
        public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken cancellation) =>
            (await connection.QueryAsync<T>(Command(sql, parameters, cancellation))).AsList();

        public Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken cancellation) =>
            connection.ExecuteAsync(Command(sql, parameters, cancellation));

        // Npgsql names parameters with @, and no statement of the ledger has a $ of another meaning.
        private CommandDefinition Command(string sql, object? parameters, CancellationToken cancellation) => new(
            sql.Replace('$', '@'), parameters, transaction, cancellationToken: cancellation);
    }
}
