using Analytics.Domain;
using Analytics.Engine;
using Analytics.Lake.Ledger;
using Analytics.ObjectStorage;
using Analytics.Outputs.Postgres;
using Analytics.Pipeline;
using Analytics.SqlModels;
using Npgsql;
using Analytics.SqlModels.Declarations;

namespace Analytics.Worker;

/// <summary>Which exit code stands for which foreseen fault.</summary>
internal static class FaultCodes
{
    private const int NoSpaceUnix = 28;
    private const int NoSpaceWindows = unchecked((int)0x80070070);

    /// <summary>The code, or null for a fault that nobody foresaw.</summary>
    public static ExitCode? Of(Exception fault) => fault switch
    {
        InvalidSettingsException or SqlProjectException or InvalidDeclarationException or DirectoryNotFoundException =>
            ExitCode.InvalidConfiguration,
        CheckFailedException => ExitCode.CheckFailed,
        DataRootLockedException or FencedOffException => ExitCode.Locked,
        PostgresFaultException { IsUnreachable: true } => ExitCode.DependencyUnreachable,
        NpgsqlException and not PostgresException => ExitCode.DependencyUnreachable,
        PostgresException => ExitCode.Unexpected,
        BucketFaultException => ExitCode.DependencyUnreachable,
        OutOfMemoryException => ExitCode.OutOfResources,
        IOException { HResult: NoSpaceUnix or NoSpaceWindows } => ExitCode.OutOfResources,
        EngineException { IsOutOfResources: true } => ExitCode.OutOfResources,
        SqlModelException { InnerException: EngineException { IsOutOfResources: true } } => ExitCode.OutOfResources,
        SqlModelException or EngineException or IOException => ExitCode.Unexpected,
        InvalidDataException or UnauthorizedAccessException => ExitCode.Unexpected,
        _ => null,
    };
}
