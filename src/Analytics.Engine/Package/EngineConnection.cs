using System.Data.Common;

namespace Analytics.Engine.Package;

/// <summary>
/// What the engine needs of a DuckDB provider beyond <see cref="DbConnection"/>, over DuckDB.NET and Apache.Arrow. The
/// other provider (Native/) offers the same members, and nothing above this folder knows which of the two is compiled.
/// </summary>
internal sealed class EngineConnection(string? databasePath, IReadOnlyDictionary<string, string> settings) : IDisposable
{
    private readonly PackageConnection connection = new(databasePath, settings);

    /// <summary>The open connection.</summary>
    public DbConnection Connection => connection;

    /// <summary>Stops the running statement, if one runs; safe from any thread.</summary>
    public void Interrupt() => connection.Interrupt();

    /// <summary>Streams a query's rows into Arrow IPC; the result is their number.</summary>
    public long WriteArrow(ArrowOutput output, CancellationToken cancellation) =>
        ArrowExport.Run(connection, output, cancellation);

    public void Dispose() => connection.Dispose();
}
