using Analytics.Engine;
using Dapper;

namespace Analytics.Tests.Engine;

/// <summary>What SQL in a session may reach: its folders and nothing else, and no setting opens it again.</summary>
public sealed class SandboxTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("engine-sandbox-");
    private readonly string inside;
    private readonly string outside;
    private readonly EngineSession session;

    public SandboxTests()
    {
        inside = root.CreateSubdirectory("inside").FullName;
        outside = root.CreateSubdirectory("inside-out").FullName;
        File.WriteAllText(Path.Combine(outside, "secret.csv"), "value\n42\n");
        session = EngineSession.Open(new EngineOptions
        {
            Threads = 2,
            MemoryLimitMebibytes = 512,
            TempDirectory = Path.Combine(inside, "tmp"),
            AllowedDirectories = [inside],
        });
    }

    [Theory]
    [InlineData("select * from read_text('/etc/passwd')")]
    [InlineData("select * from read_csv('{outside}/secret.csv')")]
    [InlineData("select * from '{outside}/secret.csv'")]
    [InlineData("select * from read_csv('{inside}/../inside-out/secret.csv')")]
    [InlineData("select * from glob('{outside}/*')")]
    [InlineData("copy (select 1) to '{outside}/out.csv'")]
    [InlineData("copy (select 1) to '{inside}/../inside-out/out.parquet' (format parquet)")]
    [InlineData("attach '{outside}/other.duckdb'")]
    [InlineData("export database '{outside}/dump'")]
    [Survives(31)]
    public void Execute_PathOutside_IsRefused(string sql) => Refuse(sql, "Permission Error");

    [Fact]
    [Survives(31)]
    public void Execute_SymbolicLinkOutwards_IsRefused()
    {
        File.CreateSymbolicLink(Path.Combine(inside, "file.csv"), Path.Combine(outside, "secret.csv"));
        Directory.CreateSymbolicLink(Path.Combine(inside, "folder"), outside);
        Refuse("select * from read_csv('{inside}/file.csv')", "Permission Error");
        Refuse("select * from read_csv('{inside}/folder/secret.csv')", "Permission Error");
        Refuse("copy (select 1) to '{inside}/folder/out.csv'", "Permission Error");
        Refuse("attach '{inside}/folder/other.duckdb'", "Permission Error");
    }

    [Fact]
    public void Open_FileWithRowGroupsOfItsOwn_HoldsThemAndReachesNothingElse()
    {
        var path = Path.Combine(outside, "work.duckdb");
        var options = new EngineOptions { DatabasePath = path, RowGroupRows = 4096, Threads = 1, AllowedDirectories = [inside] };
        using (var own = EngineSession.Open(options))
        {
            own.Execute("create table numbers as select range as number from range(10000);\n"
                + "create view doubled as select 2 * number as number from numbers;\ncheckpoint;");
            Assert.Equal(3, own.Connection.ExecuteScalar<int>("select count(distinct row_group_id) from pragma_storage_info('numbers')"));
            var error = Assert.Throws<EngineException>(() => own.Execute($"from read_csv('{outside}/secret.csv')"));
            Assert.Contains("Permission Error", error.Message, StringComparison.Ordinal);
        }

        using var alone = EngineSession.Open(new EngineOptions { DatabasePath = path, IsReadOnly = true, Threads = 1 });
        Assert.Equal(99_990_000, alone.Connection.ExecuteScalar<long>("select sum(number)::bigint from doubled"));
    }

    [Theory]
    [InlineData("set enable_external_access = true")]
    [InlineData("set allowed_directories = ['/']")]
    [InlineData("set allowed_paths = ['/etc/passwd']")]
    [InlineData("set lock_configuration = false")]
    [InlineData("reset lock_configuration")]
    [InlineData("set memory_limit = '100GB'")]
    [InlineData("set threads = 64")]
    [InlineData("set temp_directory = '/'")]
    [InlineData("set TimeZone = 'Europe/Berlin'")]
    [InlineData("pragma enable_external_access = true")]
    [InlineData("install httpfs")]
    [InlineData("load httpfs")]
    [InlineData("load '{inside}/evil.duckdb_extension'")]
    [Survives(32)]
    public void Execute_SettingOrExtension_IsRefused(string sql) => Refuse(sql, "Error");

    [Fact]
    public void Execute_FilesInside_AreReadAndWritten()
    {
        session.Execute($"copy (select range as number from range(10)) to '{inside}/ten.parquet' (format parquet)");
        session.Execute($"copy (select 1 as number) to '{inside}/one.json' (format json)");
        Assert.Equal(10, session.Connection.ExecuteScalar<int>(
            $"select count(*) from read_parquet('{inside}/*.parquet')"));
        Assert.Equal(1, session.Connection.ExecuteScalar<int>($"select number from read_json(['{inside}/one.json'])"));
        Assert.Equal(1, session.Connection.ExecuteScalar<int>(
            $"select count(*) from read_parquet(['{inside}/ten.parquet']) where number = 7"));
    }

    [Fact]
    public void Execute_AttachInside_ReadsAndWrites()
    {
        session.Execute(
            $"attach '{inside}/other.duckdb' as other (storage_version 'v1.0.0'); "
            + "create table other.kept as select 1 as number; detach other;");
        session.Execute($"attach '{inside}/other.duckdb' as other (read_only)");
        Assert.Equal(1, session.Connection.ExecuteScalar<int>("select number from other.kept"));
        Assert.Throws<EngineException>(() => session.Execute("insert into other.kept values (2)"));
    }

    [Fact]
    public void Execute_Variable_CanStillBeSet()
    {
        session.Execute("set variable as_of_date = date '2026-01-02'");
        Assert.Equal(
            new DateOnly(2026, 1, 2),
            session.Connection.ExecuteScalar<DateOnly>("select getvariable('as_of_date')"));
    }

    [Fact]
    [Survives(30)]
    public void Execute_MoreThanMemory_SpillsIntoTempDirectory()
    {
        using var small = EngineSession.Open(new EngineOptions
        {
            Threads = 2,
            MemoryLimitMebibytes = 96,
            TempDirectory = Path.Combine(inside, "spill"),
            AllowedDirectories = [inside],
        });
        small.Execute(
            "create temp table big as "
            + "select range as number, range::varchar || 'abcdefghijklmnop' as text from range(4000000)");
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(inside, "spill")));
        Assert.Equal(4000000, small.Connection.ExecuteScalar<int>("select count(*) from big"));
    }

    [Fact]
    [Survives(30)]
    public void Execute_MoreThanMemoryWithoutTempDirectory_SaysOutOfMemory()
    {
        using var small = EngineSession.Open(new EngineOptions { Threads = 1, MemoryLimitMebibytes = 64 });
        var exception = Assert.Throws<EngineException>(() => small.Execute(
            "create temp table big as select range as number, hash(range)::varchar as text from range(10000000)"));
        Assert.True(exception.IsOutOfResources, exception.Message);
    }

    [Fact]
    public void Open_DatabaseFileOutsideAllowedDirectories_WorksAndCheckpoints()
    {
        var path = Path.Combine(outside, "work.duckdb");
        using (var work = EngineSession.Open(new EngineOptions { DatabasePath = path, Threads = 1 }))
        {
            work.Execute("create table kept as select 1 as number; checkpoint; insert into kept values (2)");
            Assert.Throws<EngineException>(() => work.Execute($"copy kept to '{outside}/kept.csv'"));
        }

        using var reopened = EngineSession.Open(
            new EngineOptions { DatabasePath = path, IsReadOnly = true, Threads = 1 });
        Assert.Equal([1, 2], reopened.Connection.Query<int>("select number from kept order by number"));
        Assert.Throws<EngineException>(() => reopened.Execute("insert into kept values (3)"));
    }

    [Fact]
    public void Open_MissingFolder_CarriesMessageOfDuckDb()
    {
        var exception = Assert.Throws<EngineException>(
            () => EngineSession.Open(
                new EngineOptions { DatabasePath = Path.Combine(outside, "none", "work.duckdb") }));
        Assert.Contains("IO Error", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        session.Dispose();
        root.Delete(recursive: true);
    }

    private void Refuse(string sql, string message)
    {
        var text = sql
            .Replace("{inside}", inside, StringComparison.Ordinal)
            .Replace("{outside}", outside, StringComparison.Ordinal);
        var exception = Assert.Throws<EngineException>(() => session.Connection.Query(text).Count());
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}
