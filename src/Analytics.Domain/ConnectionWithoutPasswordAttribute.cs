using System.ComponentModel.DataAnnotations;
using System.Data.Common;

namespace Analytics.Domain;

/// <summary>
/// A connection string without a password. The password comes from <c>PGPASSWORD</c> or a passfile (<c>Passfile=</c>,
/// <c>PGPASSFILE</c>, <c>~/.pgpass</c>), so that no setting holds a secret.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConnectionWithoutPasswordAttribute : ValidationAttribute
{
    /// <inheritdoc/>
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        string[] members = [validationContext.MemberName ?? ""];
        try
        {
            var builder = new DbConnectionStringBuilder { ConnectionString = value as string ?? "" };
            return builder.ContainsKey("Password") || builder.ContainsKey("Pwd")
                ? new ValidationResult(
                    "A password was found. Take it out and give it as PGPASSWORD or in a passfile.", members)
                : ValidationResult.Success;
        }
        catch (ArgumentException)
        {
            return new ValidationResult(
                "Expected KEY=VALUE pairs joined by ';', such as Host=db;Database=bi;Username=analytics.", members);
        }
    }
}
