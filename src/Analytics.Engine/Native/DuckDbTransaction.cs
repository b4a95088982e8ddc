using System.Data;
using System.Data.Common;

namespace Analytics.Engine.Native;

/// <summary>A transaction; what is neither committed nor rolled back is rolled back when disposed.</summary>
internal sealed class DuckDbTransaction : DbTransaction
{
    private readonly DuckDbConnection connection;
    private bool isOpen = true;

    public DuckDbTransaction(DuckDbConnection connection)
    {
        this.connection = connection;
        Run("begin transaction");
    }

    // DuckDB's only level: every transaction reads one snapshot.
    public override IsolationLevel IsolationLevel => IsolationLevel.Snapshot;

    protected override DbConnection? DbConnection => isOpen ? connection : null;

    public override void Commit()
    {
        isOpen = false;
        Run("commit");
    }

    public override void Rollback()
    {
        isOpen = false;
        Run("rollback");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && isOpen && connection.State == ConnectionState.Open)
        {
            Rollback();
        }

        base.Dispose(disposing);
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
