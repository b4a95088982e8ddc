using System.Globalization;
using Analytics.Domain;
using Analytics.Engine;

namespace Analytics.Outputs;

/// <summary>
/// Writes the marts as an immutable generation: staged out of sight, made durable, renamed, then pointed at.
/// A reader sees the old generation or the new one, whole. Content equal to a kept generation makes no new one: that
/// generation becomes (or stays) the current one, unless a file of it has rotted.
/// </summary>
/// <param name="store">The folder <c>published/</c>.</param>
/// <param name="options">Storage version and retention.</param>
/// <param name="files">File operations.</param>
/// <param name="time">Clock for <c>created_at</c>.</param>
public sealed class Publisher(GenerationStore store, PublishOptions options, IFileOps files, TimeProvider time)
{
    private const int ManifestVersion = 1;

    /// <summary>Publishes what the work database holds.</summary>
    /// <exception cref="EngineException">DuckDB refused; nothing is published.</exception>
    /// <exception cref="IOException">The disk refused; the last generation stays current.</exception>
    public async Task<PublishReport> PublishAsync(
        PublishRequest request, IProgress<PublishProgress> progress, CancellationToken cancellation)
    {
        files.CreateDirectory(store.Root);
        var generation = store.NextGeneration();
        var staging = store.CreateStaging(generation);
        var manifest = await StageAsync(request, generation, staging, progress, cancellation);

        // One that has rotted is not pointed at again.
        var same = store.List().LastOrDefault(kept => kept.ContentHash == manifest.ContentHash);
        if (same is null || !await store.IsSoundAsync(same, cancellation))
        {
            same = null;
            store.Complete(staging, manifest);
        }
        else
        {
            files.DeleteDirectory(staging);
            manifest = same;
        }

        if (store.Current()?.Generation != manifest.Generation
            || !await store.IsConvenienceCopyOfAsync(manifest, cancellation))
        {
            store.MakeCurrent(manifest.Generation);
        }

        store.Prune(options.KeepGenerations);
        return new PublishReport(manifest, store.FolderOf(manifest.Generation), same is null);
    }

    private async Task<GenerationManifest> StageAsync(
        PublishRequest request,
        int generation,
        string staging,
        IProgress<PublishProgress> progress,
        CancellationToken cancellation)
    {
        var createdAt = time.GetUtcNow();
        using var session = EngineSession.Open(request.Engine with
        {
            AllowedDirectories = [.. request.Engine.AllowedDirectories, staging],
        });
        var database = new DatabaseWriter(session);
        var martFiles = new MartFileWriter(session, files, staging, generation, createdAt);
        var tables = new List<ManifestTable>();
        var total = request.Marts.Count + 1;

        database.Attach(Path.Combine(staging, GenerationStore.DatabaseName), options.StorageVersion);
        var columnsOfTables = await martFiles.ReadColumnsAsync(cancellation);
        foreach (var mart in request.Marts)
        {
            progress.Report(new PublishProgress(mart.Name, tables.Count, total));
            IReadOnlyList<ManifestColumn> columns = [.. columnsOfTables[mart.Name]];
            if (columns.Count == 0)
            {
                throw new InvalidDataException(
                    $"The work database holds no table {mart.Name}. Run 'build' before 'publish'.");
            }

            await database.WriteTableAsync(mart, columns, cancellation);
            tables.Add(await martFiles.WriteAsync(mart, columns, cancellation));
        }

        progress.Report(new PublishProgress(GenerationStore.DatabaseName, tables.Count, total));
        var views = request.Views.Where(static view => view.Files.Count + view.Columns.Count > 0).ToList();
        foreach (var view in views)
        {
            await database.WriteViewAsync(view, cancellation);
        }

        await database.WriteOwnTablesAsync(generation, createdAt, request, cancellation);
        database.Detach();
        progress.Report(new PublishProgress(GenerationStore.DatabaseName, total, total));

        var schemaHash = SchemaHash(request, tables);
        var manifestFiles = await HashFilesAsync(staging, cancellation);
        return new GenerationManifest(
            ManifestVersion,
            generation,
            createdAt,
            request.Snapshot.CommitNo,
            ContentHash(request, schemaHash, views, manifestFiles),
            schemaHash,
            options.StorageVersion,
            tables,
            [.. views.Select(static view => new ManifestView(view.Name, view.Files))],
            manifestFiles);
    }

    private async Task<IReadOnlyList<ManifestFile>> HashFilesAsync(string staging, CancellationToken cancellation)
    {
        var hashed = new List<ManifestFile>();
        foreach (var path in files.ListFiles(staging, recursive: false))
        {
            var bytes = files.GetFacts(path)?.LengthBytes
                ?? throw new IOException($"{path}: vanished while it was being published. Run 'publish' again.");
            hashed.Add(new ManifestFile(Path.GetFileName(path), bytes, await FileHash.OfAsync(files, path, cancellation)));
        }

        return hashed;
    }

    private static string SchemaHash(PublishRequest request, IReadOnlyList<ManifestTable> tables) =>
        FileHash.OfLines([
            .. request.Marts.SelectMany(static mart => mart.Text.Lines, static (mart, line) => $"{mart.Name}|{line}"),
            .. request.Marts.SelectMany(
                static mart => mart.FieldMetadata.OrderBy(static field => field.Key, StringComparer.Ordinal),
                static (mart, field) => $"{mart.Name}|{field.Key}|{Sorted(field.Value)}"),
            .. tables.SelectMany(static table => table.Columns, static (table, column) =>
                $"{table.Name}|{column.Name}|{column.Type}"),
            .. request.Views.SelectMany(static view => view.Text.Lines, static (view, line) => $"{view.Name}|{line}"),
            .. request.LakeFilesText.Lines,
        ]);

    private static string Sorted(IReadOnlyDictionary<string, string> pairs) =>
        string.Join('|', pairs.Select(static pair => pair.ToString()).Order(StringComparer.Ordinal));

    /// <summary>
    /// Over the Parquet files, because they carry neither the generation's number nor its time as the Arrow files and
    /// the database do, and over everything else that a reader could tell apart.
    /// </summary>
    private string ContentHash(
        PublishRequest request,
        string schemaHash,
        IEnumerable<PublishedView> views,
        IEnumerable<ManifestFile> staged) =>
        FileHash.OfLines([
            ManifestVersion.ToString(CultureInfo.InvariantCulture),
            options.StorageVersion,
            schemaHash,
            .. staged.Where(static file => file.Name.EndsWith(".parquet", StringComparison.Ordinal))
                .Select(static file => $"{file.Name}|{file.Sha256}"),
            .. views.SelectMany(static view => view.Files, static (view, path) => $"{view.Name}|{path}"),
            .. request.Snapshot.Files.Select(static file => file.ToString()).Order(StringComparer.Ordinal),
        ]);
}
