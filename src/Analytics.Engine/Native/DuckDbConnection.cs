using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Analytics.Engine.Native;

/// <summary>
/// One connection to one database of its own. Open from the start until it is disposed; used by one caller at a time.
/// </summary>
internal sealed class DuckDbConnection : DbConnection
{
    private readonly string path;
    private nint database;
    private nint connection;

    /// <summary>Opens a database file, or one in memory where <paramref name="path"/> is null.</summary>
    /// <exception cref="EngineException">The file cannot be opened; the message is DuckDB's.</exception>
    public DuckDbConnection(string? path, IReadOnlyDictionary<string, string> settings)
    {
        this.path = path ?? ":memory:";
        database = OpenDatabase(path, settings);
        if (NativeMethods.duckdb_connect(database, out connection) != NativeMethods.Success)
        {
            NativeMethods.duckdb_close(ref database);
            throw new EngineException($"DuckDB opened {this.path} and gave no connection to it.");
        }
    }

    [AllowNull]
    public override string ConnectionString
    {
        get => $"Data Source={path}";
        set => throw new NotSupportedException("A connection is opened by EngineSession.Open and keeps its database.");
    }

    public override string Database => path;

    public override string DataSource => path;

    public override string ServerVersion => Marshal.PtrToStringUTF8(NativeMethods.duckdb_library_version()) ?? "";

    public override ConnectionState State => connection == 0 ? ConnectionState.Closed : ConnectionState.Open;

    /// <summary>The native connection.</summary>
    /// <exception cref="ObjectDisposedException">It was closed.</exception>
    internal nint Handle
    {
        get
        {
            ObjectDisposedException.ThrowIf(connection == 0, this);
            return connection;
        }
    }

    /// <summary>The reader that still streams from this connection, or null.</summary>
    internal DuckDbDataReader? ActiveReader { get; set; }

    /// <summary>Stops the running statement, if one runs; safe from any thread.</summary>
    public void Interrupt()
    {
        if (connection != 0)
        {
            NativeMethods.duckdb_interrupt(connection);
        }
    }

    /// <summary>DuckDB would break off the open reader's rows without a word.</summary>
    /// <exception cref="InvalidOperationException">A reader is still open.</exception>
    internal void ThrowIfStreaming()
    {
        if (ActiveReader is not null)
        {
            throw new InvalidOperationException(
                "Found a reader that still streams from this connection, expected none. Dispose it first.");
        }
    }

    public override void ChangeDatabase(string databaseName) =>
        throw new NotSupportedException("Use ATTACH and USE in SQL to change the database.");

    public override void Open() => ObjectDisposedException.ThrowIf(connection == 0, this);

    public override void Close()
    {
        ActiveReader?.Dispose();
        NativeMethods.duckdb_disconnect(ref connection);
        NativeMethods.duckdb_close(ref database);
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => new DuckDbTransaction(this);

    protected override DbCommand CreateDbCommand() => new DuckDbCommand { Connection = this };

    protected override void Dispose(bool disposing)
    {
        if (disposing && connection != 0)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private static nint OpenDatabase(string? path, IReadOnlyDictionary<string, string> settings)
    {
        _ = NativeMethods.duckdb_create_config(out var config);
        var pathText = Marshal.StringToCoTaskMemUTF8(path);
        try
        {
            foreach (var (name, value) in settings)
            {
                if (NativeMethods.duckdb_set_config(config, name, value) != NativeMethods.Success)
                {
                    throw new EngineException($"DuckDB refuses the setting {name} = {value}.");
                }
            }

            if (NativeMethods.duckdb_open_ext(pathText, out var opened, config, out var error) == NativeMethods.Success)
            {
                return opened;
            }

            var message = Marshal.PtrToStringUTF8(error);
            NativeMethods.duckdb_free(error);
            throw new EngineException(message ?? $"DuckDB cannot open {path}.");
        }
        finally
        {
            Marshal.FreeCoTaskMem(pathText);
            NativeMethods.duckdb_destroy_config(ref config);
        }
    }
}
