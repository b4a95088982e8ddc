using System.Diagnostics;
using Analytics.Engine;
using Dapper;

namespace Analytics.Tests.Engine;

/// <summary>Other tests in the same process would count as growth.</summary>
[CollectionDefinition(nameof(EngineLeakTests), DisableParallelization = true)]
public sealed class EngineLeakTestsRunAlone;

/// <summary>A service runs for months: what one statement leaves behind must be nothing.</summary>
[Collection(nameof(EngineLeakTests))]
public sealed class EngineLeakTests
{
    // Three statements each. 16 bytes left behind per round would add 5 MB, and a result takes some 200.
    private const int WarmUpRounds = 5_000;
    private const int CountedRounds = 333_334;
    private const long AllowedGrowthBytes = 4L << 20;
    private const int RoundsPerFailure = 16;

    [Fact]
    public void Statements_AMillionOfThem_LeaveNoMemoryBehind()
    {
        using var session = EngineSession.Open(new EngineOptions { Threads = 1, MemoryLimitMebibytes = 256 });
        session.Execute("create table counted (name varchar, value bigint)");
        Run(session, WarmUpRounds);
        var before = ResidentBytes();
        Run(session, CountedRounds);
        var growth = ResidentBytes() - before;
        Assert.True(growth < AllowedGrowthBytes, $"{growth} bytes more after {CountedRounds * 3} statements");
    }

    [Fact]
    public async Task Reader_ResultLargerThanMemory_StaysWithinIt()
    {
        using var session = EngineSession.Open(new EngineOptions { Threads = 2, MemoryLimitMebibytes = 128 });
        using (var warmUp = session.Connection.ExecuteReader("select range, range::varchar from range(100000)"))
        {
            Drain(warmUp);
        }

        var before = ResidentBytes();
        const string Sql = "select range as number, hash(range)::varchar as text from range(8000000)";
        using (var reader = session.Connection.ExecuteReader(Sql))
        {
            Assert.Equal(8_000_000, Drain(reader));
        }

        var rows = await session.WriteArrowAsync(
            new ArrowOutput(Sql, Stream.Null, ArrowFormat.Stream) { DictionaryLimit = 0 }, default);
        Assert.Equal(8_000_000, rows);
        Assert.True(ResidentBytes() - before < 200L << 20, $"{ResidentBytes() - before} bytes more");
    }

    private static void Run(EngineSession session, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            session.Execute("update counted set value = 1 where false");
            session.Connection.QuerySingle<long>(
                "select $number + length($text)",
                new { number = (long)round, text = "a text longer than twelve bytes" });
            session.Connection.Query<string>("select 'another text longer than twelve' from range(3)").AsList();
            if (round % RoundsPerFailure == 0)
            {
                Assert.Throws<EngineException>(() => session.Execute("select missing"));
            }
        }
    }

    private static long Drain(System.Data.IDataReader reader)
    {
        var rows = 0L;
        while (reader.Read())
        {
            rows++;
        }

        return rows;
    }

    private static long ResidentBytes()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
