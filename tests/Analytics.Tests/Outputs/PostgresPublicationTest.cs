using Analytics.Domain;
using Analytics.Engine;
using Analytics.Outputs;
using Analytics.Outputs.Postgres;
using Analytics.Sources;
using Analytics.Tests.Postgres;
using Dapper;
using Npgsql;

namespace Analytics.Tests.Outputs;

/// <summary>Against a real server, through the whole of a publication.</summary>
[Collection(nameof(PostgresServer))]
public sealed class PostgresPublicationTest(PostgresServer server) : IDisposable
{
    private const string EveryType =
        """
        select * from (values
            (1::bigint, 170141183460469231731687303715884105727::hugeint, 0.000000000001::decimal(38, 12), 0.1::double,
                true, 'a "quoted", line' || chr(10) || 'and ''more''', date '2026-02-28',
                timestamptz '2026-02-28 23:59:59.999999+00', ['x', null], {'deep': 1}, 'kept ' || chr(0)),
            (2, null, -99999999999999999999999999.999999999999, 'nan', null, '', null, null, null, null, null)
        ) as given (id, wide, cost_usd, ratio, is_new, note, day_date, seen_at, tags, shape, odd)
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("analytics-postgres-").FullName;
    private readonly DiskFileOps _files = new();

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task PublishAsync_EveryType_ArrivesExactly()
    {
        var database = await server.CreateDatabaseAsync();
        var written = await PublishAsync(database, EveryType);

        Assert.Equal(["mart_example"], written);
        Assert.Equal(
            [
                "1|170141183460469231731687303715884105727|0.000000000001|0.1|true|a \"quoted\", line\nand 'more'|2026-02-28|"
                    + "2026-02-28T23:59:59.999999+00:00|[\"x\", null]|{\"deep\": 1}|kept \uFFFD",
                "2|<null>|-99999999999999999999999999.999999999999|NaN|<null>||<null>|<null>|<null>|<null>|<null>",
            ],
            await RowsAsync(
                database,
                """
                select concat_ws('|', id, coalesce(wide::text, '<null>'), cost_usd, ratio, coalesce(is_new::text, '<null>'),
                    coalesce(note, '<null>'), coalesce(day_date::text, '<null>'),
                    coalesce(to_json(seen_at at time zone 'UTC') #>> '{}' || '+00:00', '<null>'),
                    coalesce(tags::text, '<null>'), coalesce(shape::text, '<null>'), coalesce(odd, '<null>'))
                from analytics.mart_example order by id
                """));
        Assert.Equal(
            ["bigint", "numeric(39,0)", "numeric(38,12)", "double precision", "boolean", "text", "date",
                "timestamp with time zone", "jsonb", "jsonb", "text"],
            await RowsAsync(
                database,
                "select format_type(atttypid, atttypmod) from pg_attribute "
                + "where attrelid = 'analytics.mart_example'::regclass and attnum > 0 order by attnum"));
    }

    [Fact]
    public async Task PublishAsync_Comments_StandOnTableAndColumns()
    {
        var database = await server.CreateDatabaseAsync();
        await PublishAsync(database, "select 1 as id, 2.5 as cost_usd");

        Assert.Equal(["Why it's there."], await RowsAsync(database, "select obj_description('analytics.mart_example'::regclass)"));
        Assert.Equal(["What it cost. Unit: USD."], await RowsAsync(database, "select col_description('analytics.mart_example'::regclass, 2)"));
    }

    [Fact]
    public async Task PublishAsync_SameShape_KeepsViewsOfUsers()
    {
        var database = await server.CreateDatabaseAsync();
        await PublishAsync(database, "select 1 as id, 2.5 as cost_usd");
        await RunAsync(database, "create view public.mine as select sum(cost_usd) as total from analytics.mart_example");

        Assert.Equal(["mart_example"], await PublishAsync(database, "select 1 as id, 4.0 as cost_usd"));
        Assert.Equal(["4.0"], await RowsAsync(database, "select total::text from public.mine"));
        Assert.Empty(await PublishAsync(database, "select 1 as id, 4.0 as cost_usd"));
    }

    [Fact]
    public async Task PublishAsync_NewShapeUnderAView_ChangesNothingAndSaysWhatToDo()
    {
        var database = await server.CreateDatabaseAsync();
        await PublishAsync(database, "select 1 as id, 2.5 as cost_usd");
        await RunAsync(database, "create view public.mine as select id from analytics.mart_example");

        var fault = await Assert.ThrowsAsync<InvalidDataException>(
            () => PublishAsync(database, "select 'one' as id, 3.5 as cost_usd"));
        Assert.Contains("view mine depends on table", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["1|2.5"], await RowsAsync(database, "select concat_ws('|', id, cost_usd) from analytics.mart_example"));

        await RunAsync(database, "drop view public.mine");
        await PublishAsync(database, "select 'one' as id, 3.5 as cost_usd");
        Assert.Equal(["one|3.5"], await RowsAsync(database, "select concat_ws('|', id, cost_usd) from analytics.mart_example"));
    }

    [Fact]
    public async Task PublishAsync_AMartThatIsGone_IsDropped()
    {
        var database = await server.CreateDatabaseAsync();
        await PublishAsync(database, "select 1 as id", "mart_old");
        await PublishAsync(database, "select 1 as id", "mart_new");

        Assert.Equal(
            ["generation", "mart_new", "published_tables"],
            await RowsAsync(database, "select table_name::text from information_schema.tables where table_schema = 'analytics' order by 1"));
    }

    [Fact]
    public async Task PublishAsync_WhileSomebodyReads_ShowsOneGenerationToTheEnd()
    {
        var database = await server.CreateDatabaseAsync();
        await PublishAsync(database, "select 1 as id");
        await using var source = NpgsqlDataSource.Create(database);
        await using var reader = await source.OpenConnectionAsync();
        await using var reading = await reader.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        Assert.Equal(1, await reader.ExecuteScalarAsync<int>("select id from analytics.mart_example"));

        await PublishAsync(database, "select 2 as id");

        Assert.Equal(1, await reader.ExecuteScalarAsync<int>("select id from analytics.mart_example"));
        Assert.Equal(1, await reader.ExecuteScalarAsync<int>("select generation from analytics.generation"));
        await reading.CommitAsync();
        Assert.Equal(2, await reader.ExecuteScalarAsync<int>("select id from analytics.mart_example"));
    }

    [Fact]
    public async Task PublishAsync_ReaderRole_MayReadAndNothingElse()
    {
        var database = await server.CreateDatabaseAsync();
        await PublishAsync(database, "select 1 as id");

        Assert.Equal(["1"], await RowsAsync(database, "set role analytics_reader; select id::text from analytics.mart_example"));
        var fault = await Assert.ThrowsAsync<PostgresException>(
            () => RunAsync(database, "set role analytics_reader; delete from analytics.mart_example"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, fault.SqlState);
    }

    [Fact]
    public async Task PublishAsync_Psql_ReadsWhatIsPublished()
    {
        var database = await server.CreateDatabaseAsync();
        await PublishAsync(database, "select 1 as id, 0.000000000001::decimal(38, 12) as cost_usd");

        Assert.Equal("1|0.000000000001", await PostgresServer.PsqlAsync(database, "select * from analytics.mart_example"));
        Assert.Contains(
            "What it cost. Unit: USD.", await PostgresServer.PsqlAsync(database, "\\d+ analytics.mart_example"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublishAsync_ServerThatIsNotThere_IsUnreachable()
    {
        var fault = await Assert.ThrowsAsync<PostgresFaultException>(
            () => PublishAsync($"Host={_root};Database=none;Username=nobody", "select 1 as id"));

        Assert.True(fault.IsUnreachable);
        Assert.Contains("Generation 1 is published all the same", fault.Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> PublishAsync(string database, string sql, string mart = "mart_example")
    {
        var work = Path.Combine(_root, "work.duckdb");
        File.Delete(work);
        using (var session = EngineSession.Open(new EngineOptions { DatabasePath = work }))
        {
            session.Execute($"create table {mart} as {sql}");
        }

        var store = new GenerationStore(Path.Combine(_root, "published"), _files);
        var comments = new Dictionary<string, string> { ["cost_usd"] = "What it cost. Unit: USD." };
        var none = new Dictionary<string, string>();
        var report = await new Publisher(store, new PublishOptions(), _files, TimeProvider.System).PublishAsync(
            new PublishRequest(
                new EngineOptions { DatabasePath = work },
                [new PublishedTable(mart, ["id"], new PublishedText("Why it's there.", comments), none,
                    new Dictionary<string, IReadOnlyDictionary<string, string>>())],
                [],
                new LakeSnapshot(1, [], []),
                new PublishedText("", none)),
            new Progress<PublishProgress>(),
            CancellationToken.None);
        var staging = Directory.CreateDirectory(Path.Combine(_root, "staging")).FullName;
        return await new PostgresPublication(new PostgresOptions { ConnectionString = database }, _files).PublishAsync(
            report.Manifest, report.Directory, new EngineOptions(), staging, CancellationToken.None);
    }

    private static async Task<IEnumerable<string>> RowsAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync();
        return await connection.QueryAsync<string>(sql);
    }

    private static async Task RunAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }
}
