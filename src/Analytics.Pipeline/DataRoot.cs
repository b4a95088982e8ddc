namespace Analytics.Pipeline;

/// <summary>The folders under one data root.</summary>
/// <param name="Path">Absolute path of the root.</param>
/// <param name="Worker">Name of this worker among several on the root; null = it is the only one.</param>
public sealed record DataRoot(string Path, string? Worker = null)
{
    /// <summary>Raw files as they came.</summary>
    public string Landing => System.IO.Path.Combine(Path, "landing");

    /// <summary>Immutable Parquet by dataset and day.</summary>
    public string Lake => System.IO.Path.Combine(Path, "lake");

    /// <summary>Private state of this worker, mode 0700: ledger, work database, staging, spilled data.</summary>
    public string State => Worker is null
        ? System.IO.Path.Combine(Path, "state")
        : System.IO.Path.Combine(Path, "state", Worker);

    /// <summary>Immutable generations for readers.</summary>
    public string Published => System.IO.Path.Combine(Path, "published");

    /// <summary>Incremental state of the models. Only DuckDB ever opens it.</summary>
    public string WorkDatabase => System.IO.Path.Combine(State, "work.duckdb");

    /// <summary>What has been committed.</summary>
    public string LedgerDatabase => System.IO.Path.Combine(State, "ledger.duckdb");

    /// <summary>What ran, runs and may run.</summary>
    public string RunLedgerDatabase => System.IO.Path.Combine(State, "runs.duckdb");

    /// <summary>Who may use the service: names, roles and hashes.</summary>
    public string KeyFile => System.IO.Path.Combine(State, "keys.json");

    /// <summary>Files on their way into the lake.</summary>
    public string Staging => System.IO.Path.Combine(State, "staging");

    /// <summary>Marts as they were known at instants that somebody asked for; deleted, they are built again.</summary>
    public string AsKnown => System.IO.Path.Combine(State, "as-known");

    /// <summary>Spilled data of DuckDB.</summary>
    public string Temp => System.IO.Path.Combine(State, "tmp");

    /// <summary>Held open by the one worker that may write.</summary>
    public string LockFile => System.IO.Path.Combine(State, "lock");

    /// <summary>Where the files of a source that is received over HTTP stand, whichever worker received them.</summary>
    public string ReceivedFrom(string source) => System.IO.Path.Combine(Landing, "received", source);

    /// <summary>Where the pages of a pulled report stand, whichever worker pulled them.</summary>
    public string PulledFrom(string pull) => System.IO.Path.Combine(Landing, "pulled", pull);

    /// <summary>Where this worker puts what it receives from a source; only it writes there.</summary>
    public string JournalOf(string source) => System.IO.Path.Combine(ReceivedFrom(source), Worker ?? "");

    /// <summary>All folders, parents first.</summary>
    public IReadOnlyList<string> Folders => [Path, Landing, Lake, State, Published, Staging, Temp];

    /// <summary>Turns a path from settings into an absolute one: <c>~</c> is the home folder.</summary>
    public static string Expand(string path)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var expanded = path == "~" ? home
            : path.StartsWith("~/", StringComparison.Ordinal) ? System.IO.Path.Combine(home, path[2..])
            : path;
        return System.IO.Path.GetFullPath(expanded);
    }
}
