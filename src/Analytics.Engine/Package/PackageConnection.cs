using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using DuckDB.NET.Data;

namespace Analytics.Engine.Package;

/// <summary>A DuckDB.NET connection with a database of its own, whose errors and values are those of the engine.</summary>
internal sealed class PackageConnection : DbConnection
{
    private const string AccessMode = "access_mode";

    private readonly FileAlias? alias;
    private readonly DuckDBCommand interrupter;
    private PackageReader? reader;

    /// <summary>Opens the database and sets its limits.</summary>
    /// <exception cref="EngineException">It cannot be opened, or a limit is refused.</exception>
    public PackageConnection(string? databasePath, IReadOnlyDictionary<string, string> settings)
    {
        alias = databasePath is null ? null : new FileAlias(databasePath);
        var builder = new DbConnectionStringBuilder { ["DataSource"] = alias?.Path ?? ":memory:" };
        if (alias is not null)
        {
            builder[AccessMode] = settings[AccessMode];
        }

        Inner = new DuckDBConnection(builder.ConnectionString);
        interrupter = Inner.CreateCommand();
        try
        {
            Errors.Translate(() =>
            {
                Inner.Open();
                return true;
            });
            foreach (var (name, value) in settings.Where(static setting => setting.Key != AccessMode))
            {
                using var command = CreateDbCommand();
                command.CommandText = $"set {name} = {SqlText.Literal(value)}";
                command.ExecuteNonQuery();
            }
        }
        catch
        {
            // A half-open connection must not get out, and nobody else would close it.
            Dispose();
            throw;
        }
    }

    /// <summary>The provider's own connection.</summary>
    public DuckDBConnection Inner { get; }

    [AllowNull]
    public override string ConnectionString
    {
        get => Inner.ConnectionString;
        set => throw new NotSupportedException("The connection string is given at the opening.");
    }

    public override string Database => Inner.Database;

    public override string DataSource => Inner.DataSource;

    public override string ServerVersion => Inner.ServerVersion;

    public override ConnectionState State => Inner.State;

    /// <summary>Stops the running statement, if one runs; safe from any thread.</summary>
    public void Interrupt()
    {
        if (Inner.State == ConnectionState.Open)
        {
            interrupter.Cancel();
        }
    }

    /// <summary>Refuses a statement while rows of another are being read, as DuckDB itself would lose them.</summary>
    /// <exception cref="InvalidOperationException">A reader is open.</exception>
    public void ThrowIfReading()
    {
        if (reader is { IsClosed: false })
        {
            throw new InvalidOperationException("Found a reader that is still open, expected it closed. Dispose it first.");
        }
    }

    /// <summary>Remembers the reader that has rows of this connection.</summary>
    public PackageReader Reading(PackageReader opened) => reader = opened;

    public override void ChangeDatabase(string databaseName) => Inner.ChangeDatabase(databaseName);

    public override void Close() => Inner.Close();

    public override void Open()
    {
        if (Inner.State != ConnectionState.Open)
        {
            throw new InvalidOperationException("The connection was closed, and its limits with it. Open a new session.");
        }
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        Errors.Translate(() => Inner.BeginTransaction());

    protected override DbCommand CreateDbCommand() => new PackageCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            reader?.Dispose();
            interrupter.Dispose();
            Inner.Dispose();
            alias?.Dispose();
        }

        base.Dispose(disposing);
    }
}
