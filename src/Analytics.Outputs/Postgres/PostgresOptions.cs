using System.ComponentModel.DataAnnotations;
using System.Data.Common;

namespace Analytics.Outputs.Postgres;

/// <summary>A PostgreSQL database that receives every generation; section <c>Analytics:Publish:Postgres</c>.</summary>
public sealed record PostgresOptions : IValidatableObject
{
    /// <summary>
    /// Npgsql connection string without a password, such as <c>Host=db;Database=bi;Username=analytics</c>. The password
    /// comes from <c>PGPASSWORD</c> or a passfile (<c>Passfile=</c>, <c>PGPASSFILE</c>, <c>~/.pgpass</c>), so that no
    /// setting holds a secret.
    /// </summary>
    [Required]
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

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var builder = new DbConnectionStringBuilder();
        string? fault = null;
        try
        {
            builder.ConnectionString = ConnectionString;
            fault = builder.ContainsKey("Password") || builder.ContainsKey("Pwd")
                ? "A password was found. Take it out and give it as PGPASSWORD or in a passfile."
                : null;
        }
        catch (ArgumentException)
        {
            fault = "Expected KEY=VALUE pairs joined by ';', such as Host=db;Database=bi;Username=analytics.";
        }

        return fault is null ? [] : [new ValidationResult(fault, [nameof(ConnectionString)])];
    }
}
