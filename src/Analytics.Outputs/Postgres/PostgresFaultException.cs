using Npgsql;

namespace Analytics.Outputs.Postgres;

/// <summary>
/// A generation did not reach PostgreSQL, whose tables are as they were. The generation itself is published.
/// </summary>
public sealed class PostgresFaultException : IOException
{
    /// <summary>Without a message.</summary>
    public PostgresFaultException()
    {
    }

    /// <summary>With what to do next.</summary>
    public PostgresFaultException(string message)
        : base(message)
    {
    }

    /// <summary>With what to do next and the cause.</summary>
    public PostgresFaultException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>True when the server could not be reached or went away; false when it refused a statement.</summary>
    public bool IsUnreachable => InnerException is NpgsqlException and not PostgresException
        || InnerException is PostgresException { IsTransient: true };
}
