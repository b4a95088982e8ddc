using System.Text;
using System.Text.Json;
using Analytics.Domain;
using Analytics.Engine;
using Analytics.Lake;
using Analytics.Lake.Ingest;
using Analytics.Lake.Ledger;
using Analytics.Pipeline;
using Analytics.Sources;
using Analytics.SqlModels;
using Analytics.SqlModels.Declarations;

namespace Analytics.EndToEnd.Tests.Reliability.CrashPoints;

/// <summary>
/// A pipeline over a data root of its own with a clock that stands still, so that two runs over the same input leave the
/// same bytes; and what has to be the same after a crash.
/// </summary>
internal sealed class CrashScenario : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 6, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<SqlProject> AllModels = new(static () => DeclarationFiles.Load(
        SqlProject.Load(Path.Combine(Workspace.Repository, "sql")), Path.Combine(Workspace.Repository, "jobs")));

    private readonly Workspace workspace;
    private readonly SqlProject project;
    private readonly IReadOnlyDictionary<string, SourceSettings> sources;
    private readonly Action restate;

    private CrashScenario(
        Workspace workspace, SqlProject project, IReadOnlyDictionary<string, SourceSettings> sources, Action restate)
    {
        this.workspace = workspace;
        this.project = project;
        this.sources = sources;
        this.restate = restate;
        Images = new DiskImages(workspace.Root.Path, Path.Combine(workspace.Folder, "images"))
        {
            IsStagingApart = FaultsFactAttribute.IsAsked && !IsSample,
            IsWasteAlike = IsSample,
        };
    }

    /// <summary>The data root.</summary>
    public string Root => workspace.Root.Path;

    /// <summary>Files that a reader would find torn.</summary>
    public IReadOnlyList<string> TornForReaders => workspace.TornForReaders;

    /// <summary>What a run does; null = everything. The stages of a run follow each other and meet on the disk alone.</summary>
    public PipelineStage? Stage { get; set; }

    /// <summary>Whether it runs all models; a run takes half a minute.</summary>
    public bool IsSample => project == (AllModels.IsValueCreated ? AllModels.Value : null);

    /// <summary>Copies of the data root.</summary>
    public DiskImages Images { get; }

    /// <summary>Lake and marts without times and places: in another folder and at another time they are the same.</summary>
    public IEnumerable<string> Hashes =>
    [
        .. workspace.LakeHashes.Where(static file => !file.Key.StartsWith("quarantine", StringComparison.Ordinal))
            .Select(static file => $"{file.Key} {file.Value}"),
        .. workspace.MartHashes,
    ];

    /// <summary>The marts that readers see.</summary>
    public IReadOnlyList<string> MartHashes => workspace.MartHashes;

    /// <summary>Clock of the runs; standing still unless a test sets another.</summary>
    public TimeProvider Clock { get; set; } = new StandingTime(Now);

    /// <summary>Which raw files are kept; as by default unless a test sets another.</summary>
    public RawCopies RawCopies { get; set; } = new IngestOptions().RawCopies;

    /// <summary>Where the sources are.</summary>
    public string Input => Path.Combine(workspace.Folder, "input");

    private AnalyticsPipeline Undisturbed => Pipeline(new DiskFileOps());

    /// <summary>One model of each kind, two readers, two marts' worth of days: a run takes a fraction of a second.</summary>
    public static CrashScenario Small()
    {
        var workspace = Workspace.InMemory();
        var root = SmallSqlRoot.WriteTo(Path.Combine(workspace.Folder, "sql"));
        SmallSqlRoot.WriteInput(workspace);
        return new CrashScenario(
            workspace, SqlProject.Load(root), SmallSqlRoot.Sources(workspace), () => SmallSqlRoot.Restate(workspace));
    }

    /// <summary>The shipped sample with all models; restated by a log that comes late.</summary>
    public static CrashScenario Sample()
    {
        var workspace = new Workspace();
        var sources = SampleSources();
        var late = workspace.Write("late/first.jsonl", AgentLog.Session([1, 2, 3], "2026-10-01"));
        sources["late"] = new SourceSettings { Kind = "claude-code", Path = Path.GetDirectoryName(late)! };
        return new CrashScenario(
            workspace,
            AllModels.Value,
            sources,
            () => workspace.Write("late/second.jsonl", AgentLog.Session([4, 5], "2026-09-15")));
    }

    /// <summary>The same with one of its sources; null = with what ships with the SQL files. Nothing to restate.</summary>
    public static CrashScenario SampleOf(string? source)
    {
        var workspace = Workspace.InMemory();
        var sources = source is null ? [] : SampleSources().Where(pair => pair.Key == source).ToDictionary();
        return new CrashScenario(
            workspace,
            AllModels.Value,
            source is null ? sources : sources.Concat(SmallSqlRoot.WithoutShipped(workspace, "price-book")).ToDictionary(),
            static () => { });
    }

    /// <summary>The sources of the shipped sample.</summary>
    public static Dictionary<string, SourceSettings> SampleSources() => JsonDocument
        .Parse(File.ReadAllBytes(Workspace.SampleData("sources.json"))).RootElement.EnumerateArray().ToDictionary(
            static source => source.GetProperty("name").GetString()!,
            static source => new SourceSettings
            {
                Kind = source.GetProperty("kind").GetString()!,
                Path = Workspace.SampleData(source.GetProperty("path").GetString()!),
            });

    /// <summary>Changes the input: what was read before is corrected, and something comes late.</summary>
    public void Restate() => restate();

    /// <summary>Ingests, builds, checks and publishes, or does one of it.</summary>
    public Task<RunReport> RunAsync(IFileOps files) => Stage switch
    {
        PipelineStage.Ingest => Pipeline(files).IngestAsync(new Unheard(), CancellationToken.None),
        PipelineStage.Build => Pipeline(files).BuildAsync(new Unheard(), CancellationToken.None),
        PipelineStage.Publish => Pipeline(files).PublishAsync(new Unheard(), CancellationToken.None),
        _ => Pipeline(files).RunAsync(new Unheard(), CancellationToken.None),
    };

    /// <summary>Runs once with nothing in its way.</summary>
    public Task<RunReport> RunAsync() => RunAsync(new DiskFileOps());

    /// <summary>Compares every file with its hash.</summary>
    public Task<VerifyReport> VerifyAsync() => Undisturbed.VerifyAsync(new Unheard(), CancellationToken.None);

    /// <summary>Makes again what differs.</summary>
    public Task<RepairReport> RepairAsync() => Undisturbed.RepairAsync(new Unheard(), CancellationToken.None);

    /// <summary>All that readers, the ledger and the next run go by; equal texts are equal states.</summary>
    public async Task<string> StateAsync()
    {
        var text = new StringBuilder();
        var verified = await VerifyAsync();
        text.AppendJoin('\n', verified.Faults.Select(static fault => $"broken {fault}")).Append('\n');
        foreach (var (path, hash) in workspace.LakeHashes)
        {
            text.Append("lake ").Append(path).Append(' ').Append(hash).Append('\n');
        }

        var current = workspace.Published.Current();
        text.Append("published ").Append(current?.ContentHash).Append('\n')
            .AppendJoin('\n', current is null ? [] : workspace.MartHashes).Append('\n');
        using (var ledger = await DuckDbLedger.OpenAsync(
            workspace.Root.LedgerDatabase, workspace.Root.Lake, new DiskFileOps(), CancellationToken.None))
        {
            var snapshot = await ledger.SnapshotAsync(CancellationToken.None);
            text.AppendJoin('\n', snapshot.Files).Append('\n')
                .AppendJoin('\n', snapshot.Parts).Append('\n')
                .AppendJoin('\n', await ledger.SightingsAsync(CancellationToken.None)).Append('\n')
                .AppendJoin('\n', await ledger.QuarantineAsync(CancellationToken.None)).Append('\n');
        }

        if (Stage is not null)
        {
            text.AppendJoin('\n', await WorkAsync()).Append('\n');
        }

        return text.Append("left over ").AppendJoin(", ", Leftovers()).ToString();
    }

    // What a stage hands to the next by the work database. A whole run hands on nothing that its marts do not show.
    private async Task<IReadOnlyList<string>> WorkAsync()
    {
        if (!File.Exists(workspace.Root.WorkDatabase))
        {
            return [];
        }

        using var session = EngineSession.Open(new EngineOptions { DatabasePath = workspace.Root.WorkDatabase, Threads = 1 });
        var tables = await session.QueryAsync<string>(
            "select table_name from duckdb_tables() where schema_name = 'main' and not internal order by table_name",
            null, CancellationToken.None);
        var contents = tables.Select(static table =>
            $"select '{table} ' || count(*) || ' ' || coalesce(sum(hash(rows::varchar)), 0) from {SqlText.Identifier(table)} as rows");
        return await session.QueryAsync<string>(string.Join(" union all ", contents), null, CancellationToken.None);
    }

    public void Dispose() => workspace.Dispose();

    private IEnumerable<string> Leftovers() =>
    [
        .. workspace.Published.StagingLeftovers(),
        .. Directory.EnumerateFiles(workspace.Root.Staging, "*", SearchOption.AllDirectories),
    ];

    private AnalyticsPipeline Pipeline(IFileOps files) => new(
        workspace.Root,
        project,
        new PipelineOptions
        {
            DataDirectory = Root,
            Sources = sources,
            Engine = new EngineSettings { MemoryLimitMebibytes = 1024, Threads = 1 },
            Ingest = new() { BatchFiles = 2, GuardThreads = 1, RawCopies = RawCopies },
            Stability = new() { LookIntervalMilliseconds = 0 },
        },
        files,
        Clock);

    private sealed class StandingTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class Unheard : IProgress<PipelineEvent>
    {
        public void Report(PipelineEvent value)
        {
        }
    }
}
