namespace Analytics.Domain;

/// <summary>What a verb returns to its caller; the numbers are public and never change.</summary>
public enum ExitCode
{
    /// <summary>All done.</summary>
    Ok = 0,

    /// <summary>A fault nobody foresaw.</summary>
    Unexpected = 1,

    /// <summary>The command line could not be understood.</summary>
    Usage = 2,

    /// <summary>Settings are invalid.</summary>
    InvalidConfiguration = 3,

    /// <summary>Done, and some data stands in quarantine or a file was refused.</summary>
    Quarantined = 4,

    /// <summary>A data check failed; the last generation stays in place.</summary>
    CheckFailed = 5,

    /// <summary>Another worker holds the data root.</summary>
    Locked = 6,

    /// <summary>A needed service could not be reached.</summary>
    DependencyUnreachable = 7,

    /// <summary>Disk or memory ran out.</summary>
    OutOfResources = 8,

    /// <summary>Stopped by SIGINT.</summary>
    Interrupted = 130,

    /// <summary>Stopped by SIGTERM.</summary>
    Terminated = 143,
}
