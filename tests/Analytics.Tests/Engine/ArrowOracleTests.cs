using System.Globalization;
using System.Text.Json;
using Analytics.Engine;

namespace Analytics.Tests.Engine;

/// <summary>Readers that nobody here wrote read our Arrow files and streams equal to DuckDB's own answer.</summary>
public sealed class ArrowOracleTests : IDisposable
{
    // Prime steps, so that NULLs fall on every position of a bitmap's words; one batch and a bit.
    private const string Flat = """
        select
            range as number,
            case when range % 3 <> 0 then range % 2 = 0 end as flag,
            case when range % 5 <> 0 then (range % 251 - 125)::tinyint end as tiny,
            case when range % 7 <> 0 then (range % 65521 - 32760)::smallint end as small,
            case when range % 11 <> 0 then (range * 60013 % 4294967296 - 2147483648)::integer end as normal,
            case when range % 13 <> 0 then -range * 9007199254740 end as large,
            (range % 256)::utinyint as unsigned_tiny,
            (range * 262147)::ubigint as unsigned_large,
            case when range % 17 <> 0 then (range::hugeint * 1000000007 * 1000000007) - 5 end as huge,
            case when range % 19 <> 0 then (range - 35000)::decimal(38,12) / 1 end::decimal(38,12) as cost,
            ((range % 20000 - 10000) / 100)::decimal(9,2) as small_cost,
            case when range % 23 <> 0 then range / 7.0 end::double as ratio,
            case when range % 29 <> 0 then range / 3.0 end::float as narrow,
            case when range % 31 <> 0 then date '1969-01-01' + (range % 30000)::integer end as day,
            case when range % 37 <> 0
                then timestamptz '1969-06-01 00:00:00.000001+00' + to_microseconds(range * 45000000123)
            end as moment,
            timestamp '2026-01-01' + to_seconds(range) as local_moment,
            case when range % 41 <> 0 then (['gpt-5', 'claude', 'gémini', '', '漢字'])[1 + range % 5] end as model,
            case when range % 43 <> 0 then 'customer ' || range || repeat('x', (range % 40)::integer) end as customer,
            case when range = 5 then null else repeat('ü', (range % 3)::integer) end as umlauts,
            null::varchar as nothing,
            'only'::enum('only', 'other') as single,
            list_transform(range(range % 4), lambda element: element * range) as numbers
        from range({0})
        """;

    private const string Nested = """
        select
            range as number,
            case when range % 3 <> 0
                then list_transform(range(range % 5), lambda element: nullif(element, 2))
            end as numbers,
            case when range % 5 <> 0
                then list_transform(
                    range(range % 3), lambda element: 'text ' || element || repeat('y', (range % 20)::integer))
            end as texts,
            case when range % 7 <> 0
                then {{'name': nullif('n' || range % 4, 'n3'), 'cost': range::decimal(38,12), 'flag': range % 2 = 0}}
            end as fields,
            case when range % 11 <> 0
                then map {{'input': range, 'output': nullif(range % 5, 2)}}
                else map {{}}::map(varchar, bigint)
            end as meters,
            list_transform(
                range(range % 3),
                lambda element: {{'at': date '2026-01-01' + element::integer, 'list': [element, null]}}) as deep,
            case when range % 13 <> 0 then ('\x00\xAB' || chr((range % 26)::integer + 65))::blob end as bytes
        from range({0})
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("engine-arrow-");
    private readonly EngineSession session = EngineSession.Open(
        new EngineOptions { Threads = 2, MemoryLimitMebibytes = 2048 });

    [Theory]
    [InlineData("apache-arrow", ArrowFormat.File, 70003)]
    [InlineData("apache-arrow", ArrowFormat.Stream, 3001)]
    [InlineData("flechette", ArrowFormat.File, 70003)]
    [InlineData("flechette", ArrowFormat.Stream, 3001)]
    [InlineData("chdb", ArrowFormat.File, 70003)]
    [InlineData("chdb", ArrowFormat.Stream, 3001)]
    public Task Read_ScalarColumns_EqualsAnswerOfDuckDb(string reader, ArrowFormat format, int rows) =>
        Compare(reader, format, Sql(Flat, rows), 65536);

    [Theory]
    [InlineData("apache-arrow", ArrowFormat.File)]
    [InlineData("apache-arrow", ArrowFormat.Stream)]
    [InlineData("flechette", ArrowFormat.File)]
    [InlineData("flechette", ArrowFormat.Stream)]
    public Task Read_NestedColumns_EqualsAnswerOfDuckDb(string reader, ArrowFormat format) =>
        Compare(reader, format, Sql(Nested, 5003), 777);

    [Theory]
    [InlineData("apache-arrow")]
    [InlineData("flechette")]
    [InlineData("chdb")]
    public Task Read_NoRows_IsAnEmptyTable(string reader) => Compare(reader, ArrowFormat.File, Sql(Flat, 0), 65536);

    [Fact]
    public async Task Read_Facts_AreAsWritten()
    {
        var path = await Write(Sql(Flat, 70003), ArrowFormat.File, 65536);
        var (facts, _) = Oracle.Read("apache-arrow", path);
        Assert.Equal([65536, 4467], facts.GetProperty("batches").Deserialize<int[]>()!);
        Assert.True(facts.GetProperty("isAligned").GetBoolean());
        Assert.Equal("42", facts.GetProperty("schemaMetadata").GetProperty("generation").GetString());
        Assert.Equal("Grüße", facts.GetProperty("schemaMetadata").GetProperty("greeting").GetString());
        Assert.Equal("USD", facts.GetProperty("fieldMetadata").GetProperty("cost").GetProperty("unit").GetString());
        var fields = facts.GetProperty("fields").Deserialize<string[]>()!;
        Assert.Contains("model: Dictionary<Uint8, Utf8>", fields);
        Assert.Contains("customer: Utf8", fields);
        Assert.Contains("moment: Timestamp<MICROSECOND, UTC>", fields);
        Assert.Contains("cost: Decimal[38e+12]", fields);
        Assert.Contains("day: Date32<DAY>", fields);
    }

    public void Dispose()
    {
        session.Dispose();
        folder.Delete(recursive: true);
    }

    private static string Sql(string template, int rows) =>
        string.Format(CultureInfo.InvariantCulture, template, rows);

    private async Task Compare(string reader, ArrowFormat format, string sql, int rowsPerBatch)
    {
        var path = await Write(sql, format, rowsPerBatch);
        var (_, rows) = reader == "chdb"
            ? Oracle.Read(reader, path, format == ArrowFormat.File ? "Arrow" : "ArrowStream")
            : Oracle.Read(reader, path);
        var answer = Oracle.Answer(session, sql);
        Assert.Equal(answer.Count, rows.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            Assert.Equal(answer[row], rows[row]);
        }
    }

    private async Task<string> Write(string sql, ArrowFormat format, int rowsPerBatch)
    {
        var path = Path.Combine(folder.FullName, "table.arrow");
        await using var file = File.Create(path);
        await session.WriteArrowAsync(
            new ArrowOutput(sql, file, format)
            {
                RowsPerBatch = rowsPerBatch,
                SchemaMetadata = new Dictionary<string, string> { ["generation"] = "42", ["greeting"] = "Grüße" },
                FieldMetadata = new Dictionary<string, IReadOnlyDictionary<string, string>>
                {
                    ["cost"] = new Dictionary<string, string> { ["unit"] = "USD" },
                },
            },
            default);
        return path;
    }
}
