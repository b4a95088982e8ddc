using Analytics.Domain;
using Analytics.Lake.Ledger;

namespace Analytics.Pipeline.Jobs;

/// <summary>Where the runs of a data root are kept.</summary>
public static class RunLedgers
{
    /// <summary>The ledger of this worker, or that of all workers of the cluster; nothing is opened yet.</summary>
    public static SqlRunLedger Of(DataRoot root, PipelineOptions options, IFileOps files, TimeProvider time) =>
        options.Cluster is { } cluster
            ? new PostgresRunLedger(cluster.ConnectionString, cluster.Schema)
            : new DuckDbRunLedger(root.RunLedgerDatabase, files, time);
}
