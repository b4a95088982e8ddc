using System.ComponentModel.DataAnnotations;
using Analytics.Domain;

namespace Analytics.Outputs.Postgres;

/// <summary>A PostgreSQL database that receives every generation; section <c>Analytics:Publish:Postgres</c>.</summary>
public sealed record PostgresOptions
{
    /// <summary>
    /// Npgsql connection string without a password, such as <c>Host=db;Database=bi;Username=analytics</c>; the password
    /// comes from <c>PGPASSWORD</c> or a passfile.
    /// </summary>
    [Required]
    [ConnectionWithoutPassword]
    public string ConnectionString { get; init; } = "";

    /// <summary>Schema of the tables; it is created, and nothing else should stand in it. Default <c>analytics</c>.</summary>
    [RegularExpression("^[a-z_][a-z0-9_]{0,62}$", ErrorMessage = "The schema must be a plain lower-case name.")]
    public string Schema { get; init; } = "analytics";

    /// <summary>
    /// Role without login that may only read the schema; it is created where it is missing, and BI users are made members
    /// of it (<c>grant analytics_reader to metabase</c>). Default <c>analytics_reader</c>.
    /// </summary>
    [RegularExpression("^[a-z_][a-z0-9_]{0,62}$", ErrorMessage = "The role must be a plain lower-case name.")]
    public string ReaderRole { get; init; } = "analytics_reader";

    /// <summary>Seconds that one statement may take, 1 to 86400. Default 600.</summary>
    [Range(1, 86_400)]
    public int TimeoutSeconds { get; init; } = 600;
}
