using Analytics.Domain;
using Analytics.Engine;
using Analytics.Lake;
using Analytics.Lake.Ingest;
using Analytics.Lake.Integrity;
using Analytics.Lake.Ledger;
using Analytics.Lake.Quarantine;
using Analytics.Lake.Readers;
using Analytics.Outputs;
using Analytics.Sources;
using Analytics.SqlModels;
using Analytics.SqlModels.Sharing;

namespace Analytics.Pipeline;

/// <summary>The stages, wired to one data root and one set of options.</summary>
internal sealed class PipelineParts(
    DataRoot root, SqlProject project, PipelineOptions options, IFileOps files, TimeProvider time)
{
    // What ships with the SQL files, by the folder below sql/seeds; a source of the same name replaces one.
    private static readonly (string Kind, string Folder)[] Shipped =
    [
        ("price-book", "prices"),
        ("price-modifiers", "prices"),
        ("model-aliases", "prices"),
        ("accelerators", "serving"),
        ("llm-architectures", "serving"),
        ("deployments", "serving"),
    ];

    /// <summary>Marts from the lake.</summary>
    public ModelBuild Build { get; } = new(project, BuildOptions(root, options), files, time);

    /// <summary>The generations.</summary>
    public GenerationStore Published { get; } = new(root.Published, files);

    /// <summary>What has been committed; the caller closes it.</summary>
    public async Task<ILedger> OpenLedgerAsync(CancellationToken cancellation) => options.Cluster is { } cluster
        ? await PostgresLedger.OpenAsync(cluster.ConnectionString, cluster.Schema, root.Lake, cancellation)
        : await DuckDbLedger.OpenAsync(root.LedgerDatabase, root.Lake, files, cancellation);

    /// <summary>Days built by other workers; null = there are none. The caller closes it.</summary>
    public async Task<SharedDays?> OpenSharedDaysAsync(CancellationToken cancellation) => options.Cluster is { } cluster
        ? await SharedDays.OpenAsync(
            cluster.ConnectionString, cluster.Schema, BuildOptions(root, options).PricedDirectory, cancellation)
        : null;

    /// <summary>Readers by kind.</summary>
    public ReaderCatalog Readers { get; } = ReaderCatalog.Create(
        project.Readers.Select(static reader => reader.File).Concat(options.Sources
            .Where(static source => source.Value.Mapping is not null)
            .Select(static source => MappedReader.Write(source.Key, source.Value.Mapping!))),
        ReaderMacros(project),
        project.Columns);

    /// <summary>Folders of the lake.</summary>
    public LakeFolders Folders => new(root.Landing, root.Lake, root.Staging, root.Temp);

    /// <summary>Rejected rows, and the way back.</summary>
    public QuarantineStore Quarantine(ILedger ledger) => new(Folders, Readers, ledger, files, Ingest(ledger));

    /// <summary>New bytes into the lake.</summary>
    public LakeIngest Ingest(ILedger ledger) => new(
        Folders,
        Readers,
        ledger,
        files,
        time,
        options.Engine.ToEngineOptions(root.Temp),
        options.Ingest);

    /// <summary>The hashes of the lake's parts, and the way back to them.</summary>
    public LakeIntegrity Integrity(ILedger ledger) => new(
        new LakeVerify(Folders, ledger, files),
        new PartRebuild(Folders, Readers, files, time, options.Engine.ToEngineOptions(root.Temp), options.Ingest),
        options.Integrity,
        time);

    /// <summary>Writes generations.</summary>
    public Publisher Publisher => new(Published, options.Publish, files, time);

    /// <summary>A session over the work database, for publication; its views read the lake.</summary>
    public EngineOptions WorkSession => options.Engine.ToEngineOptions(root.Temp) with
    {
        DatabasePath = root.WorkDatabase,
        AllowedDirectories = [root.Lake],
    };

    /// <summary>The files of every source, sources in order of their names.</summary>
    /// <exception cref="InvalidSettingsException">A source's kind has no reader.</exception>
    /// <exception cref="DirectoryNotFoundException">A source's path does not exist.</exception>
    public async Task<SourceListing> ListSourceFilesAsync(CancellationToken cancellation)
    {
        var folder = new FolderSource(files, time, options.Stability);
        var found = new List<SourceListing>();
        foreach (var source in Sources())
        {
            found.Add(await folder.ListAsync(source, PatternsOf(source), cancellation));
        }

        return new SourceListing(
            [.. found.SelectMany(static listing => listing.Files)],
            [.. found.SelectMany(static listing => listing.StillChanging)]);
    }

    /// <summary>Where a build works and how much it may take.</summary>
    public static ModelBuildOptions BuildOptions(DataRoot root, PipelineOptions options)
    {
        var build = new ModelBuildOptions
        {
            LakeDirectory = root.Lake,
            StateDirectory = root.State,
            LookbackDays = options.LookbackDays,
            ReportingTimeZone = options.ReportingTimeZone,
            MemoryLimitMebibytes = options.Engine.MemoryLimitMebibytes,
            Threads = options.Engine.ThreadsInForce,
        };
        return options.Cluster is { } cluster ? build with { MaxRowsPerChunk = cluster.RowsPerClaim } : build;
    }

    private IEnumerable<SourceOptions> Sources()
    {
        var declared = options.Sources.Select(static pair => new SourceOptions
        {
            Name = pair.Key,
            Kind = pair.Value.Mapping is null ? pair.Value.Kind : MappedReader.KindOf(pair.Key),
            Path = pair.Value.Path,
        });

        var shipped = Shipped.Select(entry => new SourceOptions
        {
            Name = $"shipped-{entry.Kind}",
            Kind = entry.Kind,
            Path = Path.Combine(project.Root, "seeds", entry.Folder),
        });
        return declared.Concat(shipped)
            .DistinctBy(static source => source.Name)
            .OrderBy(static source => source.Name, StringComparer.Ordinal);
    }

    /// <summary>Macros that readers call, directly or not; others may need tables that ingest does not have.</summary>
    private static List<string> ReaderMacros(SqlProject project)
    {
        var wanted = project.Readers.SelectMany(static reader => reader.Macros).ToHashSet(StringComparer.Ordinal);

        // Backwards, because each macro stands after those that it calls.
        foreach (var macro in project.Macros.Reverse().Where(macro => wanted.Contains(macro.Name)))
        {
            wanted.UnionWith(macro.Macros);
        }

        return [.. project.Macros.Where(macro => wanted.Contains(macro.Name)).Select(static macro => macro.CreateSql)];
    }

    private string PatternsOf(SourceOptions source)
    {
        var name = source.Kind.Replace('-', '_');
        if (Readers.Find(source.Kind) is not { } reader)
        {
            var kinds = string.Join(", ", project.Readers.Select(static model => model.Name.Replace('_', '-')));
            throw new InvalidSettingsException(
                $"Source {source.Name}: kind '{source.Kind}' has no reader. Use one of {kinds}, or add sql/readers/{name}.sql.");
        }

        return reader.Files;
    }
}
