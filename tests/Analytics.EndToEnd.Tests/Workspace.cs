using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Analytics.Engine;
using Analytics.Outputs;
using Analytics.Pipeline;
using Analytics.Sources;
using Dapper;

namespace Analytics.EndToEnd.Tests;

/// <summary>
/// A temporary folder with a data root and input files: runs the worker on it as a process and asks the published file.
/// Deleted when disposed.
/// </summary>
internal sealed class Workspace : IDisposable
{
    private const string Memory = "/dev/shm";
    private const long MemoryBytesMin = 2L << 30;

    /// <summary>Creates the folder.</summary>
    public Workspace()
        : this(Directory.CreateTempSubdirectory("analytics-e2e-").FullName)
    {
    }

    private Workspace(string folder) => Folder = folder;

    /// <summary>
    /// The same in memory where the system has room for it, for tests that force thousands of files to a disk which nobody
    /// takes away.
    /// </summary>
    public static Workspace InMemory() =>
        Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= MemoryBytesMin
            ? new Workspace(Directory.CreateDirectory(Path.Combine(Memory, $"analytics-e2e-{Guid.NewGuid():N}")).FullName)
            : new Workspace();

    /// <summary>Root of the repository that the tests were built from.</summary>
    public static string Repository { get; } = typeof(Workspace).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(static attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>Files of the sample company of one source.</summary>
    public static string SampleData(string source) => Path.Combine(Repository, "sample-data", source);

    /// <summary>The temporary folder; input files go here.</summary>
    public string Folder { get; }

    /// <summary>SQL files of the worker; the repository's unless a test sets others.</summary>
    public string SqlRoot { get; set; } = Path.Combine(Repository, "sql");

    /// <summary>The data root below it.</summary>
    public DataRoot Root => new(Path.Combine(Folder, "data"));

    /// <summary>The generations of the data root.</summary>
    public GenerationStore Published => new(Root.Published, new DiskFileOps());

    /// <summary>SHA-256 of every file of the lake, by its path in it.</summary>
    public SortedDictionary<string, string> LakeHashes => new(
        Directory.EnumerateFiles(Root.Lake, "*", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(Root.Lake, path),
            static path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))),
        StringComparer.Ordinal);

    /// <summary>Name and SHA-256 of the current marts; Parquet carries neither generation nor time.</summary>
    public IReadOnlyList<string> MartHashes =>
    [
        .. Published.Current()!.Files
            .Where(static file => file.Name.EndsWith(".parquet", StringComparison.Ordinal))
            .Select(static file => $"{file.Name} {file.Sha256}"),
    ];

    /// <summary>Files of the current generation that are not what its manifest says: what a reader must never find.</summary>
    public IReadOnlyList<string> TornForReaders => Directory.Exists(Root.Published) && Published.Current() is { } current
        ?
        [
            .. current.Files.Select(file => (file.Sha256, Path: Path.Combine(Published.FolderOf(current.Generation), file.Name)))
                .Where(static file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file.Path))) != file.Sha256)
                .Select(static file => file.Path),
        ]
        : [];

    /// <summary>Writes an input file as UTF-8 and returns its path.</summary>
    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes an input file and returns its path. Its time lies back, so that it counts as stable at once.</summary>
    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(Folder, "input", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-10));
        return path;
    }

    /// <summary>Runs the worker to its end, on this data root and its SQL.</summary>
    public async Task<WorkerResult> RunAsync(params string[] arguments)
    {
        using var run = Start(arguments);
        return await run.ResultAsync();
    }

    /// <summary>Starts the worker on this data root and its SQL.</summary>
    public WorkerRun Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    /// <summary>The same with settings in the environment.</summary>
    public WorkerRun Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) => WorkerRun.Start(
        [.. arguments, "--data", Root.Path, "--sql", SqlRoot],
        new Dictionary<string, string>(environment) { ["NO_COLOR"] = "1" });

    /// <summary>Runs the worker on this data root with SQL files of its own.</summary>
    public async Task<WorkerResult> RunWithSqlAsync(string sql, params string[] arguments)
    {
        using var run = WorkerRun.Start([.. arguments, "--data", Root.Path, "--sql", sql]);
        return await run.ResultAsync();
    }

    /// <summary>A copy of the repository's SQL files that a test may change.</summary>
    public string CopySql()
    {
        var source = Path.Combine(Repository, "sql");
        var target = Path.Combine(Folder, "sql");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Directory.CreateDirectory(Path.Combine(target, "checks"));
        return target;
    }

    /// <summary>The file that BI tools open, read only.</summary>
    public EngineSession OpenConvenience() => Open(Published.ConveniencePath);

    /// <summary>Rows of a query over the current generation.</summary>
    public IReadOnlyList<T> Query<T>(string sql)
    {
        using var session = OpenPublished();
        return session.Connection.Query<T>(sql).AsList();
    }

    /// <summary>One value of a query over the current generation.</summary>
    public T? Scalar<T>(string sql)
    {
        using var session = OpenPublished();
        return session.Connection.ExecuteScalar<T>(sql);
    }

    /// <summary>The parts of a dataset as a list for read_parquet; they keep what later deliveries replaced.</summary>
    public string LakeParts(string dataset) => SqlText.PathList(
        Directory.GetFiles(Path.Combine(Root.Lake, dataset), "*.parquet", SearchOption.AllDirectories));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private EngineSession OpenPublished() => Open(
        Path.Combine(Published.FolderOf(Published.Current()!.Generation), GenerationStore.DatabaseName));

    private EngineSession Open(string database) => EngineSession.Open(new EngineOptions
    {
        DatabasePath = database,
        IsReadOnly = true,
        AllowedDirectories = [Root.Lake],
    });
}
