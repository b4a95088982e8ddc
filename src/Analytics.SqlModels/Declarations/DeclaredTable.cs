using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Analytics.Engine;

namespace Analytics.SqlModels.Declarations;

/// <summary>Declarations as the models see them: a table of the session that holds what the files say.</summary>
/// <param name="Name">Table name, <c>declared_…</c>; its columns are defined in <c>columns.csv</c>.</param>
/// <param name="Columns">Columns that the rows fill.</param>
/// <param name="Rows">Values as text, null where a file says nothing.</param>
public sealed record DeclaredTable(
    string Name, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string?>> Rows)
{
    /// <summary>What every name of such a table starts with.</summary>
    public const string Prefix = "declared_";

    /// <summary>Hash of all that the table holds.</summary>
    internal string ContentHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(InsertSql)));

    /// <summary>A statement that fills the table; empty without rows. DuckDB casts to the types of the columns.</summary>
    internal string InsertSql => Rows.IsEmpty
        ? string.Empty
        : $"insert into {Name} ({string.Join(", ", Columns.Select(SqlText.Identifier))})\n"
            + $"values {string.Join(",\n", Rows.Select(Values))};\n";

    private static string Values(ImmutableArray<string?> row) =>
        $"({string.Join(", ", row.Select(static value => value is null ? "null" : SqlText.Literal(value)))})";
}
