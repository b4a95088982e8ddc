namespace Analytics.Engine;

/// <summary>Limits and reach of one DuckDB session.</summary>
public sealed record EngineOptions
{
    /// <summary>Database file, or null for one in memory. Default null.</summary>
    public string? DatabasePath { get; init; }

    /// <summary>
    /// Rows of a row group of tables in the database file, a multiple of 2,048, or null for DuckDB's 122,880. A row group
    /// of which a row changes is compressed anew, whole.
    /// </summary>
    public int? RowGroupRows { get; init; }

    /// <summary>Open the database file for reading only. Default false.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Memory DuckDB may use, MiB, 64 or more. Default 4096.</summary>
    public int MemoryLimitMebibytes { get; init; } = 4096;

    /// <summary>Threads, 1 or more. Default: one per core.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Folder for spilled data; null forbids spilling.</summary>
    public string? TempDirectory { get; init; }

    /// <summary>Space spilled data may take, MiB. Default 65536.</summary>
    public int MaxTempMebibytes { get; init; } = 65536;

    /// <summary>The only folders the session may touch; nothing else is reachable from SQL.</summary>
    public IReadOnlyList<string> AllowedDirectories { get; init; } = [];

    /// <summary>
    /// Keep rows in insertion order. Default true; turn off where order does not matter and memory does.
    /// </summary>
    public bool PreserveInsertionOrder { get; init; } = true;
}
