using System.Globalization;
using System.Security.Cryptography;
using Analytics.Domain;
using Analytics.Engine;
using Analytics.Sources;
using Analytics.SqlModels;
using Analytics.SqlModels.Sharing;

namespace Analytics.Tests.SqlModels;

/// <summary>
/// A data root in a temporary folder with a tiny SQL project: requests with a price per token, kept by day as Parquet
/// and
/// as an aggregate, one mart and two checks. Parts are written as the ingest would.
/// </summary>
internal sealed class SmallLake : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("analytics-models-").FullName;
    private readonly List<LakeFile> files = [];
    private readonly List<LakePart> parts = [];
    private long commitNo;

    public SmallLake()
    {
        Directory.CreateDirectory(LakeRoot);
        Directory.CreateDirectory(StateRoot);
        foreach (var (path, text) in SmallProject.Files)
        {
            WriteSql(path, text);
        }
    }

    public string SqlRoot => Path.Combine(root, "sql");

    public string LakeRoot => Path.Combine(root, "lake");

    public string StateRoot => Path.Combine(root, "state");

    public LakeSnapshot Snapshot => new(commitNo, [.. files], [.. parts]);

    public ModelBuildOptions Options => new() { LakeDirectory = LakeRoot, StateDirectory = StateRoot, Threads = 1 };

    public void WriteSql(string path, string text)
    {
        var file = Path.Combine(SqlRoot, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Commits one file with requests; each is key, customer, tokens and time.</summary>
    public string AddRequests(params (string Key, string Customer, int Tokens, string StartedAt)[] rows)
    {
        var fileId = NextFile("requests");
        foreach (var day in rows.GroupBy(static row => row.StartedAt[..10]))
        {
            var values = day.Select(row => string.Create(
                CultureInfo.InvariantCulture,
                $"('{fileId}', 1, '{row.Key}', '{row.Customer}', {row.Tokens}::bigint, "
                + $"timestamptz '{row.StartedAt}+00')"));
            Write("requests", DateOnly.Parse(day.Key, CultureInfo.InvariantCulture), values,
                "file_id, reader_version, dedupe_key, customer, tokens, started_at");
        }

        return fileId;
    }

    /// <summary>Commits a price list, in force instead of all before it.</summary>
    public void AddPrice(int price)
    {
        var fileId = NextFile("prices");
        Write("prices", null, [$"('{fileId}', 1, {price}::bigint)"], "file_id, reader_version, price");
    }

    /// <summary>Commits a file that takes the place of another.</summary>
    public void Supersede(string fileId)
    {
        var index = files.FindIndex(file => file.FileId == fileId);
        files[index] = files[index] with { IsSuperseded = true };
        commitNo++;
    }

    /// <summary>Takes all parts of a day out of the lake.</summary>
    public void RemoveDay(string day)
    {
        parts.RemoveAll(part => part.EventDate == DateOnly.Parse(day, CultureInfo.InvariantCulture));
        commitNo++;
    }

    public Task<BuildReport> BuildAsync(
        ModelBuildOptions? options = null, IFileOps? fileOps = null, SharedDays? shared = null) =>
        Build(options, fileOps).RunAsync(Snapshot, shared, new Progress<BuildProgress>(), CancellationToken.None);

    public ModelBuild Build(ModelBuildOptions? options = null, IFileOps? fileOps = null) =>
        new(SqlProject.Load(SqlRoot), options ?? Options, fileOps ?? new DiskFileOps(), TimeProvider.System);

    /// <summary>The days a build touched, as text.</summary>
    public async Task<string> BuildDaysAsync()
    {
        var report = await BuildAsync();
        Assert.Empty(report.Failures);
        return string.Join(
            ' ', report.DaysBuilt.Select(static day => day.ToString("MM-dd", CultureInfo.InvariantCulture)));
    }

    /// <summary>The mart as one line per row.</summary>
    public async Task<string> ReadMartAsync(ModelBuildOptions? options = null)
    {
        using var session = EngineSession.Open(
            new EngineOptions { DatabasePath = (options ?? Options).WorkDatabasePath, Threads = 1 });
        var rows = await session.QueryAsync<string>(
            "select concat_ws(' ', strftime(event_date, '%m-%d'), customer, requests, cost) "
            + "from mart_daily_costs order by all",
            null,
            CancellationToken.None);
        return string.Join('\n', rows);
    }

    public IReadOnlyList<string> PricedFiles() =>
        Directory.Exists(Options.PricedDirectory)
            ? [.. Directory.EnumerateFiles(Options.PricedDirectory, "*", SearchOption.AllDirectories).Order()]
            : [];

    public void Dispose() => Directory.Delete(root, recursive: true);

    private string NextFile(string kind)
    {
        commitNo++;
        var fileId = string.Create(CultureInfo.InvariantCulture, $"file{commitNo:00}");
        files.Add(new LakeFile(
            fileId, "test", kind, $"/landing/{fileId}", 1, 1, 1, 1, 0, 0, false, false, commitNo,
            DateTimeOffset.UnixEpoch.AddDays(commitNo)));
        return fileId;
    }

    private void Write(string dataset, DateOnly? day, IEnumerable<string> values, string columns)
    {
        var folder = day is { } date
            ? Path.Combine(LakeRoot, dataset, $"day={date:yyyy-MM-dd}")
            : Path.Combine(LakeRoot, dataset);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(
            folder, string.Create(CultureInfo.InvariantCulture, $"{commitNo:000000000000}-0.parquet"));
        using var session = EngineSession.Open(new EngineOptions { AllowedDirectories = [LakeRoot], Threads = 1 });
        session.Execute(
            $"copy (from (values {string.Join(", ", values)}) as given ({columns})) "
            + $"to {SqlText.Literal(path)} (format parquet)");
        var bytes = File.ReadAllBytes(path);
        parts.Add(new LakePart(
            dataset,
            day,
            path,
            values.Count(),
            bytes.Length,
            Convert.ToHexStringLower(SHA256.HashData(bytes)),
            commitNo));
    }
}
