using System.Globalization;
using Analytics.Domain;
using Analytics.Engine;

namespace Analytics.Lake.Ledger;

/// <summary>
/// Keeps a ledger of an earlier release as it was, before this one changes it: <c>ledger.duckdb.version-1</c> beside it.
/// Put back in its place, the earlier release goes on from there.
/// </summary>
internal static class LedgerUpgrade
{
    private const string SelectTables =
        "select table_name from duckdb_tables() where table_name in ('commits', 'schema_versions')";

    /// <summary>Version of a ledger that an earlier release wrote; null = a new or current one.</summary>
    public static async Task<int?> OlderVersionAsync(EngineSession session, CancellationToken cancellation)
    {
        var tables = await session.QueryAsync<string>(SelectTables, null, cancellation);
        if (!tables.Contains("schema_versions"))
        {
            return tables.Contains("commits") ? 1 : null;
        }

        var version = await session.ScalarAsync<int>(LedgerSchema.SelectVersion, null, cancellation);
        return version < LedgerSchema.Version ? version : null;
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
