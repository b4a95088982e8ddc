using System.Globalization;
using Analytics.Domain;

namespace Analytics.Lake.Ledger;

/// <summary>
/// Keeps a ledger of an earlier release as it was, before this one changes it: <c>ledger.duckdb.version-1</c> beside the file,
/// in PostgreSQL a schema <c>…_version_1</c> beside the schema. Put back in its place, the earlier release goes on from there.
/// </summary>
internal static class LedgerUpgrade
{
    /// <summary>Version of a ledger that an earlier release wrote; null = a new or current one.</summary>
    /// <param name="tables">Names of its tables.</param>
    /// <param name="readVersion">Asks for <see cref="LedgerSchema.SelectVersion"/>.</param>
    public static async Task<int?> OlderVersionAsync(IReadOnlyList<string> tables, Func<Task<int>> readVersion)
    {
        if (!tables.Contains("schema_versions"))
        {
            return tables.Contains("commits") ? 1 : null;
        }

        var version = await readVersion();
        return version < LedgerSchema.Version ? version : null;
    }

    /// <summary>Copies the tables of a PostgreSQL schema with their keys; to be run in the transaction that changes them.</summary>
    public static string KeepSql(string schema, int version, IReadOnlyList<string> tables)
    {
        var copy = string.Create(CultureInfo.InvariantCulture, $"{schema}_version_{version}");
        return $"drop schema if exists {copy} cascade; create schema {copy};" + string.Concat(tables.Select(table =>
            $"create table {copy}.{table} (like {schema}.{table} including all);"
            + $"insert into {copy}.{table} select * from {schema}.{table};"));
    }

    /// <summary>Copies the file, which nobody has open.</summary>
    /// <exception cref="IOException">The copy could not be made; nothing was changed.</exception>
    public static async Task KeepAsync(string path, int version, IFileOps files, CancellationToken cancellation)
    {
        var copy = string.Create(CultureInfo.InvariantCulture, $"{path}.version-{version}");
        var staged = copy + ".unfinished";
        await using (var from = files.OpenRead(path))
        await using (var to = files.Create(staged))
        {
            await from.CopyToAsync(to, cancellation);
        }

        files.FlushFile(staged);
        files.MoveFile(staged, copy);
        files.FlushDirectory(Path.GetDirectoryName(copy)!);
    }
}
