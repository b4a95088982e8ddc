using System.Globalization;
using System.Text;
using Analytics.Benchmarks.Readers;
using Analytics.Engine;
using Analytics.Pipeline;
using Analytics.SqlModels;
using Dapper;
using Xunit.Abstractions;

namespace Analytics.EndToEnd.Tests.Fuzz;

/// <summary>
/// Damaged records of every kind beside good ones, from a fixed seed: nothing falls over, every line is accounted for,
/// and the good files yield the rows that they yield alone. 50,000 records; <c>tests/run --fuzz</c> takes a million.
/// </summary>
public sealed class FuzzTest(ITestOutputHelper output) : IDisposable
{
    private const int Seed = 20_261_122;

    // A damaged document is a file of its own, and costs as much as thousands of lines.
    private const int DocumentsPerKind = 3;

    private readonly Workspace _alone = new();
    private readonly Workspace _beside = new();

    private static int Records { get; } = int.Parse(
        Environment.GetEnvironmentVariable("ANALYTICS_FUZZ_LINES") ?? "50000", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _alone.Dispose();
        _beside.Dispose();
    }

    [Fact]
    public async Task Ingest_DamagedRecordsOfEveryKind_KeepsTheGoodRowsAndLosesNone()
    {
        var kinds = SqlProject.Load(Path.Combine(Workspace.Repository, "sql")).Readers
            .Select(SeededKind.OfTests)
            .Where(static kind => kind.Seeds.Count > 0)
            .ToList();
        var good = new Dictionary<string, SourceSettings>(StringComparer.Ordinal);
        var all = new Dictionary<string, SourceSettings>(StringComparer.Ordinal);
        var perKind = Records / kinds.Count(static kind => kind.HasLines);
        var lines = 0L;
        foreach (var kind in kinds)
        {
            good[$"{kind.Name}-good"] = Write(_alone, kind, "good", Good(kind));
            all[$"{kind.Name}-good"] = Write(_beside, kind, "good", Good(kind));
            for (var number = 0; number < (kind.HasLines ? 1 : DocumentsPerKind); number++)
            {
                var name = $"damaged-{number.ToString(CultureInfo.InvariantCulture)}";
                all[$"{kind.Name}-{name}"] = Write(_beside, kind, name, Damaged(kind, Seed + number, perKind));
                lines += kind.HasLines ? perKind : 1;
            }
        }

        await _alone.IngestAsync(good);
        var report = (await _beside.IngestAsync(all)).Ingest!.Report;

        output.WriteLine($"seed {Seed}: {lines} damaged records of {kinds.Count} kinds, {report.RowsQuarantined} quarantined");
        Assert.True(lines > Records * 9L / 10, $"{lines} records");
        Assert.Equal(report.RowsRead, report.RowsAccepted + report.RowsQuarantined + report.RowsDuplicate);
        Assert.DoesNotContain(report.Refused, static file => file.Path.EndsWith(".jsonl", StringComparison.Ordinal));
        Assert.Equal(GoodRows(_alone), GoodRows(_beside));
    }

    // A file of the well-formed records, or of the first one where a file is one document.
    private static byte[] Good(SeededKind kind) => Encoding.UTF8.GetBytes(
        kind.HasLines ? kind.Header + string.Join("\n", kind.Seeds) + "\n" : kind.Seeds[0]);

    private static byte[] Damaged(SeededKind kind, int seed, int records)
    {
        var mutation = new Mutation(seed + kind.Name.Sum(static letter => letter));
        if (!kind.HasLines)
        {
            return mutation.Of(kind.Seeds);
        }

        var content = new MemoryStream();
        content.Write(Encoding.UTF8.GetBytes(kind.Header));
        for (var record = 0; record < records; record++)
        {
            content.Write(mutation.Of(kind.Seeds));
            content.WriteByte((byte)'\n');
        }

        return content.ToArray();
    }

    private static SourceSettings Write(Workspace workspace, SeededKind kind, string name, byte[] content) =>
        new() { Kind = kind.Name, Path = workspace.Write($"{kind.Name}/{name}.{kind.Extension}", content) };

    // Rows of the good files by dataset and source, with one hash over all their values.
    private static List<(string, string, long, string)> GoodRows(Workspace workspace)
    {
        using var session = EngineSession.Open(new EngineOptions { AllowedDirectories = [workspace.Root.Lake] });
        return
        [
            .. Directory.GetDirectories(workspace.Root.Lake).Select(static path => Path.GetFileName(path))
                .Where(static dataset => dataset != "quarantine")
                .Order(StringComparer.Ordinal)
                .SelectMany(dataset => session.Connection.Query<(string, string, long, string)>(
                    $"""
                    select '{dataset}', source, count(*), bit_xor(hash(to_json(line)))::varchar
                    from read_parquet({workspace.LakeParts(dataset)}, union_by_name = true) as line
                    where source like '%-good'
                    group by source
                    order by source
                    """)),
        ];
    }
}
