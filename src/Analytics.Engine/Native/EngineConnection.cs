using System.Data.Common;

namespace Analytics.Engine.Native;

/// <summary>
/// What the engine needs of a DuckDB provider beyond <see cref="DbConnection"/>. The other provider (Package/) offers the
/// same members, and nothing above this folder knows which of the two is compiled.
/// </summary>
internal sealed class EngineConnection(string? databasePath, IReadOnlyDictionary<string, string> settings) : IDisposable
{
    private readonly DuckDbConnection connection = new(databasePath, settings);

    /// <summary>The open connection.</summary>
    public DbConnection Connection => connection;

    /// <summary>Progress of the running statement, percent 0-100, or -1 when unknown.</summary>
    public double QueryProgress => connection.QueryProgress;

    /// <summary>Stops the running statement, if one runs; safe from any thread.</summary>
    public void Interrupt() => connection.Interrupt();

    public void Dispose() => connection.Dispose();
}
