using Analytics.Engine;

namespace Analytics.Tests.Engine;

/// <summary>
/// Arrow output through the session: which columns become dictionaries, order, repeatability, cancellation.
/// </summary>
public sealed class ArrowWriterTests : IDisposable
{
    private readonly EngineSession session = EngineSession.Open(
        new EngineOptions { Threads = 2, MemoryLimitMebibytes = 1024 });

    [Theory]
    [InlineData("select (range % 1024)::varchar as text from range(4096)", 1024, true)]
    [InlineData("select (range % 1025)::varchar as text from range(4096)", 1024, false)]
    [InlineData("select (range % 1025)::varchar as text from range(4096)", 0, false)]
    [InlineData("select (range % 1025)::varchar as text from range(4096)", 2000, true)]
    [InlineData("select range::varchar as text from range(100)", 1024, false)]
    [InlineData("select (range % 50)::varchar as text from range(100)", 1024, true)]
    [InlineData("select (range % 51)::varchar as text from range(100)", 1024, false)]
    [InlineData("select if(range < 990000, 'first', (range % 1030)::varchar) as text from range(1000000)", 1024, false)]
    [InlineData("select if(range < 990000, null, (range % 1024)::varchar) as text from range(1000000)", 1024, true)]
    [InlineData("select null::varchar as text from range(100)", 1024, false)]
    [InlineData("select 'a' || chr(0) as text from range(100)", 1024, false)]
    [InlineData("select 'it''s \"quoted\"' as text from range(100)", 1024, true)]
    [InlineData("select least(range, 70000)::varchar as text from range(2000000)", 1024, false)]
    public void Plan_TextColumn_IsDictionaryByRule(string sql, int limit, bool isDictionary)
    {
        using var plan = ArrowPlan.For(
            session,
            new ArrowOutput(sql, Stream.Null, ArrowFormat.Stream) { DictionaryLimit = limit },
            isOrderKept: true);
        Assert.Equal(isDictionary, plan.Sql.Contains("as enum(", StringComparison.Ordinal));
        session.Execute(plan.Sql);
    }

    [Fact]
    public async Task WriteArrow_SameRowsTwice_GivesSameBytes()
    {
        session.Execute(
            "create table facts as select range as number, "
            + "case when range % 3 <> 0 then date '2026-01-01' + (range % 99)::integer end as day, "
            + "case when range % 2 = 0 then 'name ' || range % 7 end as name from range(150000)");
        var rows = await Write("from facts", ArrowFormat.File);
        Assert.Equal(rows, await Write("select * from facts where true;", ArrowFormat.File));
        using var table = new MemoryStream();
        await session.WriteArrowAsync(ArrowOutput.OfTable("memory.main.facts", table, ArrowFormat.File), default);
        Assert.Equal(rows, table.ToArray());
    }

    [Fact]
    public async Task WriteArrow_OrderBy_KeepsOrderWithoutInsertionOrder()
    {
        using var loose = EngineSession.Open(
            new EngineOptions { Threads = 2, MemoryLimitMebibytes = 1024, PreserveInsertionOrder = false });
        using var kept = new MemoryStream();
        using var expected = new MemoryStream();
        const string Sql =
            "select range as number, (range % 5)::varchar as text from range(500000) order by hash(range)";
        await loose.WriteArrowAsync(new ArrowOutput(Sql, kept, ArrowFormat.File), default);
        await session.WriteArrowAsync(new ArrowOutput(Sql, expected, ArrowFormat.File), default);
        Assert.True(kept.ToArray().AsSpan().SequenceEqual(expected.ToArray()));
    }

    [Fact]
    public async Task WriteArrow_TemporaryRows_AreGoneAfterwards()
    {
        await Write("select 'a' as text from range(10)", ArrowFormat.File);
        await Assert.ThrowsAsync<EngineException>(
            () => Write("select 'a' as text, error('broken') from range(10)", ArrowFormat.File));
        Assert.Equal(0L, await session.ScalarAsync<long>("select count(*) from duckdb_tables()", null, default));
    }

    [Fact]
    public async Task WriteArrow_ErrorAmongLaterRows_Throws()
    {
        var exception = await Assert.ThrowsAsync<EngineException>(() => Write(
            "select case when range = 900000 then error('late') else range end as number from range(1000000)",
            ArrowFormat.File));

        // With several threads DuckDB now and then names only that the others were stopped.
        Assert.True(
            exception.IsInterrupted || exception.Message.Contains("late", StringComparison.Ordinal), exception.Message);
    }

    [Fact]
    public async Task WriteArrow_TypeWithoutCounterpart_NamesColumn()
    {
        var exception = await Assert.ThrowsAsync<EngineException>(
            () => Write("select union_value(number := 2) as choice", ArrowFormat.File));
        Assert.Contains("choice", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteArrow_Cancelled_StopsAndSessionLives()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.WriteArrowAsync(
            new ArrowOutput("select range from range(100000000000)", Stream.Null, ArrowFormat.Stream),
            cancellation.Token));
        Assert.Equal(1, await session.ScalarAsync<int>("select 1", null, default));
    }

    public void Dispose() => session.Dispose();

    private async Task<byte[]> Write(string sql, ArrowFormat format)
    {
        using var memory = new MemoryStream();
        await session.WriteArrowAsync(new ArrowOutput(sql, memory, format), default);
        return memory.ToArray();
    }
}
