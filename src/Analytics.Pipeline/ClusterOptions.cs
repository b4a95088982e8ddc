using System.ComponentModel.DataAnnotations;
using Analytics.Domain;

namespace Analytics.Pipeline;

/// <summary>
/// Several workers on one data root, section <c>Analytics:Cluster</c>: the root lies on a disk that all of them see at one
/// path, ledger and claims in a PostgreSQL database. Ingest and publication are done by one at a time, days are shared out.
/// </summary>
public sealed record ClusterOptions
{
    /// <summary>Npgsql connection string without a password, which comes from <c>PGPASSWORD</c> or a passfile.</summary>
    [Required]
    [ConnectionWithoutPassword]
    public string ConnectionString { get; init; } = "";

    /// <summary>Schema of ledger and claims; it is created. Default <c>analytics_state</c>.</summary>
    [RegularExpression("^[a-z_][a-z0-9_]{0,62}$", ErrorMessage = "The schema must be a plain lower-case name.")]
    public string Schema { get; init; } = "analytics_state";

    /// <summary>
    /// Name of this worker, which names its folder below <c>state/</c>: every process needs its own. Default: the host's.
    /// </summary>
    [Required]
    [RegularExpression("^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$", ErrorMessage = "The name must be letters, digits, '.', '_' or '-'.")]
    public string Worker { get; init; } = Environment.MachineName;

    /// <summary>Requests that a worker claims at once, whole days, 1 to 1,000,000,000. Default 500,000.</summary>
    [Range(1, 1_000_000_000)]
    public long RowsPerClaim { get; init; } = 500_000;
}
