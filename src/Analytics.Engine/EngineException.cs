using System.Data.Common;

namespace Analytics.Engine;

/// <summary>
/// DuckDB refused or broke off a statement; the message is DuckDB's own, with its error class in front.
/// </summary>
public sealed class EngineException : DbException
{
    /// <summary>An error with DuckDB's message.</summary>
    public EngineException(string message)
        : base(message)
    {
    }

    /// <summary>An error with DuckDB's message and what led to it.</summary>
    public EngineException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error without a message.</summary>
    public EngineException()
    {
    }

    /// <summary>True when the statement was stopped by a cancellation.</summary>
    public bool IsInterrupted => Message.StartsWith("INTERRUPT", StringComparison.OrdinalIgnoreCase);

    /// <summary>True when the statement wanted more memory than it may have, or more than it may spill.</summary>
    public bool IsOutOfMemory => Message.StartsWith("Out of Memory", StringComparison.OrdinalIgnoreCase);

    /// <summary>True when memory or disk space ran out.</summary>
    public bool IsOutOfResources =>
        IsOutOfMemory || Message.Contains("No space left", StringComparison.OrdinalIgnoreCase);
}
