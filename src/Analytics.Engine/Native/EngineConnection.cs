using System.Data.Common;
using Analytics.Engine.Native.Arrow;

namespace Analytics.Engine.Native;

/// <summary>
/// What the engine needs of a DuckDB provider beyond <see cref="DbConnection"/>. The other provider (Package/) offers
/// the same members, and nothing above this folder knows which of the two is compiled.
/// </summary>
internal sealed class EngineConnection(string? databasePath, IReadOnlyDictionary<string, string> settings) : IDisposable
{
    private readonly DuckDbConnection connection = new(databasePath, settings);

    /// <summary>The open connection.</summary>
    public DbConnection Connection => connection;

    /// <summary>Stops the running statement, if one runs; safe from any thread.</summary>
    public void Interrupt() => connection.Interrupt();

    /// <summary>Streams a query's rows into Arrow IPC; the result is their number.</summary>
    public long WriteArrow(ArrowOutput output, CancellationToken cancellation) =>
        ArrowExport.Run(connection, output, cancellation);

    public void Dispose() => connection.Dispose();
}
