using System.Data.Common;
using Analytics.Engine;

namespace Analytics.Outputs;

/// <summary>
/// Read-only access to a published generation in the sandbox: nothing can be changed, and of the disk only the folders
/// named are within reach.
/// </summary>
public sealed class PublishedDatabase : IDisposable
{
    private readonly EngineSession _session;

    private PublishedDatabase(EngineSession session, GenerationManifest manifest, string folder)
    {
        _session = session;
        Manifest = manifest;
        Folder = folder;
    }

    /// <summary>The generation that is open; it stays the same even when a newer one is published meanwhile.</summary>
    public GenerationManifest Manifest { get; }

    /// <summary>Its folder, absolute.</summary>
    public string Folder { get; }

    /// <summary>Opens the current generation.</summary>
    /// <param name="store">The folder <c>published/</c>.</param>
    /// <param name="limits">Limits; its allowed folders are those that the generation's views read.</param>
    /// <exception cref="InvalidDataException">Nothing has been published yet.</exception>
    public static PublishedDatabase OpenCurrent(GenerationStore store, EngineOptions limits)
    {
        var manifest = store.Current()
            ?? throw new InvalidDataException($"{store.Root}: nothing is published yet. Start with 'run'.");
        var folder = store.FolderOf(manifest.Generation);
        var session = EngineSession.Open(limits with
        {
            DatabasePath = Path.Combine(folder, GenerationStore.DatabaseName),
            IsReadOnly = true,
        });
        return new PublishedDatabase(session, manifest, folder);
    }

    /// <summary>Runs one query and hands its rows to <paramref name="read"/>.</summary>
    /// <exception cref="EngineException">DuckDB refused the query.</exception>
    public async Task<T> ReadAsync<T>(string query, Func<DbDataReader, Task<T>> read, CancellationToken cancellation)
    {
        await using var command = _session.Connection.CreateCommand();
        command.CommandText = AsSubquery(query);
        await using var interruption = cancellation.Register(command.Cancel);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            return await read(reader);
        }
        catch (EngineException fault) when (fault.IsInterrupted && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException("The query was stopped.", fault, cancellation);
        }
    }

    /// <summary>Runs one query and writes its rows as an Arrow file, texts that repeat as dictionaries.</summary>
    /// <returns>Rows written.</returns>
    /// <exception cref="EngineException">DuckDB refused the query.</exception>
    public Task<long> WriteArrowAsync(string query, Stream destination, CancellationToken cancellation) =>
        _session.WriteArrowAsync(new ArrowOutput(AsSubquery(query), destination, ArrowFormat.File), cancellation);

    /// <summary>
    /// Runs one query and writes its rows in Arrow format for somebody who waits: without dictionaries, because finding
    /// out which texts repeat takes several times as long as most answers.
    /// </summary>
    /// <returns>Rows written.</returns>
    /// <exception cref="EngineException">DuckDB refused the query.</exception>
    public Task<long> AnswerArrowAsync(
        string query, Stream destination, ArrowFormat format, CancellationToken cancellation) =>
        _session.WriteArrowAsync(
            new ArrowOutput(AsSubquery(query), destination, format) { DictionaryLimit = 0 }, cancellation);

    /// <summary>Runs one query and writes its rows as a Parquet file, which must lie in a folder within reach.</summary>
    /// <returns>Rows written.</returns>
    /// <exception cref="EngineException">DuckDB refused the query or the path.</exception>
    public async Task<long> WriteParquetAsync(string query, string path, CancellationToken cancellation) =>
        await _session.ExecuteAsync(
            $"copy ({AsSubquery(query)}) {SqlText.ToParquet(path)}",
            parameters: null,
            cancellation);

    /// <summary>Closes the file.</summary>
    public void Dispose() => _session.Dispose();

    /// <summary>
    /// The database file is open for reading only, but <c>copy ... to</c> could still write into the folders within reach;
    /// as a subquery only a question can stand.
    /// </summary>
    private static string AsSubquery(string query) => $"select * from (\n{query.TrimEnd().TrimEnd(';')}\n)";
}
