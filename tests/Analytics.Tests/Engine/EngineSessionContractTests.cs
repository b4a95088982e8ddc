using System.Numerics;
using Analytics.Engine;
using Dapper;

namespace Analytics.Tests.Engine;

/// <summary>What every provider must do behind <see cref="EngineSession"/>; runs on whichever is compiled.</summary>
public sealed class EngineSessionContractTests : IDisposable
{
    private readonly EngineSession session = EngineSession.Open(
        new EngineOptions { Threads = 2, MemoryLimitMebibytes = 1024 });

    public static TheoryData<string, object?> Values => new()
    {
        { "true", true },
        { "null::boolean", null },
        { "(-128)::tinyint", (sbyte)-128 },
        { "(-32768)::smallint", short.MinValue },
        { "(-2147483648)::integer", int.MinValue },
        { "(-9223372036854775808)::bigint", long.MinValue },
        { "255::utinyint", byte.MaxValue },
        { "65535::usmallint", ushort.MaxValue },
        { "4294967295::uinteger", uint.MaxValue },
        { "18446744073709551615::ubigint", ulong.MaxValue },
        { "170141183460469231731687303715884105727::hugeint", (BigInteger)Int128.MaxValue },
        { "(-170141183460469231731687303715884105728)::hugeint", (BigInteger)Int128.MinValue },
        { "340282366920938463463374607431768211455::uhugeint", (BigInteger)UInt128.MaxValue },
        { "1.5::float", 1.5f },
        { "0.1::double", 0.1 },
        { "1.25::decimal(4,2)", 1.25m },
        { "-12345.6789::decimal(9,4)", -12345.6789m },
        { "123456789012.345678::decimal(18,6)", 123456789012.345678m },
        { "-0.000000000001::decimal(38,12)", -0.000000000001m },
        { "79228162514264337.593543950335::decimal(38,12)", 79228162514264337.593543950335m },
        { "''", "" },
        { "'twelve bytes'", "twelve bytes" },
        { "'thirteen byte' || 's ünd 漢字 🦆'", "thirteen bytes ünd 漢字 🦆" },
        { "'a' || chr(0) || 'b'", "a\0b" },
        { "date '0001-01-01'", new DateOnly(1, 1, 1) },
        { "date '2026-02-28'", new DateOnly(2026, 2, 28) },
        { "timestamp '2026-02-28 23:59:59.999999'", new DateTime(2026, 2, 28, 23, 59, 59, 999).AddMicroseconds(999) },
        { "timestamptz '2026-02-28 23:59:59.5+02'", new DateTimeOffset(2026, 2, 28, 21, 59, 59, 500, TimeSpan.Zero) },
        { "timestamptz '1969-12-31 23:59:59.999999+00'", DateTimeOffset.UnixEpoch.AddMicroseconds(-1) },
        { "time '12:34:56.000001'", new TimeOnly(12, 34, 56).Add(TimeSpan.FromMicroseconds(1)) },
        { "interval 36 hours", TimeSpan.FromHours(36) },
        { "'00112233-4455-6677-8899-aabbccddeeff'::uuid", Guid.Parse("00112233-4455-6677-8899-aabbccddeeff") },
        { "'b'::enum('a', 'b')", "b" },
        { "'\\x00\\xFF'::blob", new byte[] { 0, 255 } },
        { "'{\"a\": 1}'::json", "{\"a\": 1}" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Query_ValueOfType_IsExact(string sql, object? expected)
    {
        using var reader = session.Connection.ExecuteReader($"select {sql} as value");
        Assert.True(reader.Read());
        Assert.Equal(expected ?? DBNull.Value, reader.GetValue(0));
        Assert.Equal(expected is null, reader.IsDBNull(0));
        Assert.False(reader.Read());
    }

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Parameter_ValueOfType_ComesBackEqual(string sql, object? expected)
    {
        var isEqual = await session.ScalarAsync<bool>(
            $"select $value is not distinct from ({sql})", new { value = expected }, default);
        Assert.True(isEqual);
    }

    [Fact]
    public void Query_Infinity_IsTheLastOrFirstMoment()
    {
        using var reader = session.Connection.ExecuteReader(
            "select 'infinity'::date, '-infinity'::date, 'infinity'::timestamptz, 'infinity'::timestamp");
        Assert.True(reader.Read());
        Assert.Equal(DateOnly.MaxValue, reader.GetValue(0));
        Assert.Equal(DateOnly.MinValue, reader.GetValue(1));
        Assert.Equal(DateTimeOffset.MaxValue, reader.GetValue(2));
        Assert.Equal(DateTime.MaxValue, reader.GetValue(3));
    }

    [Fact]
    public void Query_NestedValues_AreReadable()
    {
        using var reader = session.Connection.ExecuteReader(
            "select [1, null, 3], {'a': 1, 'b': ['x']}, map {'k': 1, 'l': null}, [[1], [], null], [1, 2]::integer[2]");
        Assert.True(reader.Read());
        Assert.Equal(new List<object?> { 1, null, 3 }, reader.GetValue(0));
        var fields = Assert.IsType<Dictionary<string, object?>>(reader.GetValue(1));
        Assert.Equal(1, fields["a"]);
        Assert.Equal(new List<object?> { "x" }, fields["b"]);
        var map = Assert.IsType<Dictionary<object, object?>>(reader.GetValue(2));
        Assert.Equal(new Dictionary<object, object?> { ["k"] = 1, ["l"] = null }, map);
        var lists = Assert.IsType<List<object?>>(reader.GetValue(3));
        Assert.Equal(new List<object?> { 1 }, lists[0]);
        Assert.Equal(new List<object?>(), lists[1]);
        Assert.Null(lists[2]);
        Assert.Equal(new List<object?> { 1, 2 }, reader.GetValue(4));
    }

    [Fact]
    public void Query_DecimalBeyondDotNet_SaysWhatToDo()
    {
        var exception = Assert.Throws<EngineException>(
            () => session.Connection.ExecuteScalar("select 99999999999999999999999999.999999999999::decimal(38,12)"));
        Assert.Contains("Cast it to VARCHAR", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_SnakeCaseColumns_FillRecord()
    {
        var rows = await session.QueryAsync<Row>(
            "select 7::bigint as row_count, date '2026-01-02' as event_date, 1.5::decimal(38,12) as billed_cost, "
            + "null::varchar as customer_id, 5::hugeint as total_picousd, "
            + "timestamptz '2026-01-02 00:00:00+00' as seen_at",
            null,
            default);
        Assert.Equal(
            new Row(7, new DateOnly(2026, 1, 2), 1.5m, null, 5, new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero)),
            Assert.Single(rows));
    }

    [Fact]
    public async Task Scalar_SumOfBigint_ConvertsToLong()
    {
        Assert.Equal(3L, await session.ScalarAsync<long>(
            "select sum(value) from (values (1::bigint), (2)) as given (value)", null, default));
        Assert.Equal((Int128)3, await session.ScalarAsync<Int128>("select 3::hugeint", null, default));
        Assert.Null(await session.ScalarAsync<long?>("select sum(1::bigint) where false", null, default));
    }

    [Fact]
    public async Task Execute_SeveralStatements_EachSeesThoseBefore()
    {
        await session.ExecuteAsync(
            "create table numbers (value bigint); insert into numbers values (1), (2);", default);
        var changed = await session.ExecuteAsync(
            "insert into numbers values ($value), ($value + 1); update numbers set value = value where value > $least",
            new { value = 10L, least = 1L },
            default);
        Assert.Equal(5, changed);
        Assert.Equal(4L, await session.ScalarAsync<long>("select count(*) from numbers", null, default));
    }

    [Fact]
    public async Task Query_ListParameter_IsExpandedForIn()
    {
        List<long> numbers = [3, 7, 12];
        var rows = await session.QueryAsync<long>(
            "select range from range(10) where range in $numbers order by range", new { numbers }, default);
        Assert.Equal([3L, 7L], rows);
    }

    [Fact]
    public async Task Query_WideIntegerMember_IsFilledFromBigint()
    {
        var row = Assert.Single(await session.QueryAsync<Wide>(
            "select 5::bigint as total, 6::hugeint as other", null, default));
        Assert.Equal(new Wide { Total = 5, Other = 6 }, row);
    }

    [Fact]
    public void Execute_PositionalParameters_BindInOrder()
    {
        using var command = session.Connection.CreateCommand();
        command.CommandText = "select ? - ?";
        foreach (var value in new[] { 5, 3 })
        {
            var parameter = command.CreateParameter();
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        Assert.Equal(2, command.ExecuteScalar());
    }

    [Theory]
    [InlineData("select * from missing_table", "Catalog Error")]
    [InlineData("selec 1", "Parser Error")]
    [InlineData("select 'x'::integer", "Conversion Error")]
    [InlineData("select $missing", "Parameter $missing has no value")]
    public void Execute_Failing_CarriesMessageOfDuckDb(string sql, string message)
    {
        var exception = Assert.Throws<EngineException>(() => session.Execute(sql));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        session.Execute("select 1");
    }

    [Fact]
    public void Reader_ErrorAmongLaterRows_Throws()
    {
        Assert.Throws<EngineException>(() => session.Connection.Query<long>(
            "select case when range = 900000 then error('late') else range end from range(1000000)").Count());
        session.Execute("select 1");
    }

    [Fact]
    public void Reader_AskedAgainAfterLastRow_SaysNoMore()
    {
        Assert.Equal(5, session.Connection.QuerySingle<int>("select count(*) from range(5)"));
        using var reader = session.Connection.ExecuteReader("select range from range(3000)");
        var rows = 0;
        while (reader.Read())
        {
            rows++;
        }

        Assert.Equal(3000, rows);
        Assert.False(reader.Read());
        Assert.False(reader.NextResult());
    }

    [Fact]
    public void Reader_StillOpen_RefusesNextStatement()
    {
        using (var reader = session.Connection.ExecuteReader("select range from range(1000000)"))
        {
            Assert.True(reader.Read());
            Assert.Throws<InvalidOperationException>(() => session.Execute("select 1"));
        }

        session.Execute("select 1");
    }

    [Fact]
    public void Reader_SeveralResults_AreReadInTurn()
    {
        using var results = session.Connection.QueryMultiple(
            "select 1; create table made (a int); select 2 as b union all select 3");
        Assert.Equal([1], results.Read<int>());
        Assert.Equal([2, 3], results.Read<int>());
    }

    [Fact]
    public void Transaction_NotCommitted_IsRolledBack()
    {
        session.Execute("create table kept (value integer)");
        using (var transaction = session.Connection.BeginTransaction())
        {
            session.Execute("insert into kept values (1)");
        }

        using (var transaction = session.Connection.BeginTransaction())
        {
            session.Execute("insert into kept values (2)");
            transaction.Commit();
        }

        Assert.Equal([2], session.Connection.Query<int>("select value from kept"));
    }

    [Fact]
    public async Task ExecuteAsync_Cancelled_StopsSoonAndSessionLives()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.ExecuteAsync(
            "select sum(a.range * b.range) from range(10000000) a, range(1000000) b", cancellation.Token));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), watch.Elapsed.ToString());
        Assert.Equal(1, await session.ScalarAsync<int>("select 1", null, default));
    }

    [Fact]
    public async Task QueryAsync_CancelledWhileStreaming_Stops()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.QueryAsync<long>(
            "select range from range(100000000000) where range % 1000000000 = 7", null, cancellation.Token));
        Assert.Equal(1, await session.ScalarAsync<int>("select 1", null, default));
    }

    [Fact]
    public async Task ExecuteAsync_CancelledBefore_DoesNotRun()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => session.ExecuteAsync("create table never (a int)", cancellation.Token));
        Assert.Equal(0L, await session.ScalarAsync<long>("select count(*) from duckdb_tables()", null, default));
    }

    [Fact]
    public async Task QueryAsync_SeveralAtOnce_TakeTurns()
    {
        var sums = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => session.ScalarAsync<long>(
            "select sum(range) + $number from range(100000)", new { number }, default)));
        Assert.Equal(Enumerable.Range(0, 8).Select(number => 4999950000L + number), sums);
    }

    [Fact]
    public void Session_TimeZone_IsUtc() => Assert.Equal(
        "2026-03-29 02:30:00+00",
        session.Connection.ExecuteScalar<string>("select timestamptz '2026-03-29 02:30:00+00'::varchar"));

    public void Dispose() => session.Dispose();

    private sealed record Wide
    {
        public BigInteger Total { get; init; }

        public Int128 Other { get; init; }
    }

    private sealed record Row(
        long RowCount,
        DateOnly EventDate,
        decimal BilledCost,
        string? CustomerId,
        BigInteger TotalPicousd,
        DateTimeOffset SeenAt);
}
