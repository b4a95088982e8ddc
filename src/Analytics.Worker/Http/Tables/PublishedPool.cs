using System.Collections.Concurrent;
using System.Data.Common;
using Analytics.Domain;
using Analytics.Engine;
using Analytics.Outputs;
using Analytics.Pipeline;
using Analytics.Worker.Service;

namespace Analytics.Worker.Http.Tables;

/// <summary>
/// Sessions over the current generation, read only and few, so that callers cannot take memory and cores from the jobs.
/// A session of an older generation is closed when it comes back.
/// </summary>
internal sealed class PublishedPool : IDisposable
{
    private readonly GenerationStore store;
    private readonly PipelineOptions pipeline;
    private readonly HttpOptions options;
    private readonly DataRoot root;
    private readonly IFileOps files;
    private readonly SemaphoreSlim slots;
    private readonly ConcurrentBag<PublishedDatabase> idle = [];
    private readonly ConcurrentDictionary<(int Generation, string View), ManifestTable> views = new();
    private volatile Pointer? pointer;

    /// <summary>Opens nothing yet.</summary>
    public PublishedPool(DataRoot root, IFileOps files, PipelineOptions pipeline, ServiceOptions service)
    {
        this.root = root;
        this.files = files;
        this.pipeline = pipeline;
        options = service.Http;
        store = new GenerationStore(root.Published, files);
        slots = new SemaphoreSlim(options.Queries, options.Queries);
    }

    /// <summary>Every kept generation.</summary>
    public GenerationStore Store => store;

    /// <summary>Folder for files that a query writes before they are sent.</summary>
    public string OutputFolder => Path.Combine(root.Temp, "http");

    /// <summary>The current generation, or null before the first.</summary>
    public GenerationManifest? Current()
    {
        if (files.GetFacts(store.PointerPath) is not { } facts)
        {
            return null;
        }

        if (pointer is not { } known || known.Facts != facts)
        {
            pointer = known = new Pointer(facts, store.Current()!);
        }

        return known.Manifest;
    }

    /// <summary>Runs something on a session of its own.</summary>
    /// <exception cref="InvalidDataException">Nothing is published.</exception>
    public async Task<T> UseAsync<T>(Func<PublishedDatabase, Task<T>> use, CancellationToken cancellation)
    {
        await slots.WaitAsync(cancellation);
        try
        {
            var database = Take();
            try
            {
                var result = await use(database);
                idle.Add(database);
                return result;
            }
            catch
            {
                // What a failed query left behind in the session is not known.
                database.Dispose();
                throw;
            }
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>A table or view of the current generation with its columns; null = there is none of this name.</summary>
    /// <remarks>The rows of a view are not counted.</remarks>
    public async Task<ManifestTable?> FindAsync(GenerationManifest manifest, string name, CancellationToken cancellation)
    {
        if (manifest.Tables.FirstOrDefault(known => known.Name == name) is { } table)
        {
            return table;
        }

        if (manifest.Views.FirstOrDefault(known => known.Name == name) is not { } view)
        {
            return null;
        }

        var key = (manifest.Generation, view.Name);
        if (!views.TryGetValue(key, out var described))
        {
            described = new ManifestTable(view.Name, Rows: 0, await UseAsync(
                database => database.ReadAsync(
                    $"select column_name, column_type from (describe {SqlText.Identifier(view.Name)})",
                    reader => ColumnsAsync(reader, cancellation),
                    cancellation),
                cancellation));
            views[key] = described;
        }

        return described;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (idle.TryTake(out var database))
        {
            database.Dispose();
        }

        slots.Dispose();
    }

    private static async Task<IReadOnlyList<ManifestColumn>> ColumnsAsync(DbDataReader reader, CancellationToken cancellation)
    {
        var columns = new List<ManifestColumn>();
        while (await reader.ReadAsync(cancellation))
        {
            columns.Add(new ManifestColumn(reader.GetString(0), reader.GetString(1)));
        }

        return columns;
    }

    private PublishedDatabase Take()
    {
        var current = Current()?.Generation;
        while (idle.TryTake(out var database))
        {
            if (database.Manifest.Generation == current)
            {
                return database;
            }

            database.Dispose();
        }

        files.CreateDirectory(OutputFolder);
        var limits = pipeline.Engine.ToEngineOptions(OutputFolder) with
        {
            MemoryLimitMebibytes = options.QueryMemoryMebibytes,
            Threads = 1,
            // Views read the lake's files.
            AllowedDirectories = [OutputFolder, root.Lake],
        };
        return PublishedDatabase.OpenCurrent(store, limits);
    }

    private sealed record Pointer(FileFacts Facts, GenerationManifest Manifest);
}
