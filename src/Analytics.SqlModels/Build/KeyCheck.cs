using Analytics.Engine;

namespace Analytics.SqlModels;

/// <summary>
/// The check that the <c>-- key:</c> line of a model makes: unique, and not NULL where no question mark allows it.
/// </summary>
internal static class KeyCheck
{
    /// <summary>Offending rows of a failed check that are shown.</summary>
    public const int MaxRowsShown = 20;

    /// <summary>
    /// Looks at the rows of a table that holds the model's rows; null when the key holds or there is none.
    /// </summary>
    public static async Task<CheckFailure?> RunAsync(
        EngineSession session, SqlModel model, string table, CancellationToken cancellation)
    {
        if (model.Key.IsEmpty)
        {
            return null;
        }

        var list = string.Join(", ", model.Key.Select(static column => SqlText.Identifier(column.Name)));
        var hasNull = string.Join(" or ", model.Key.Where(static column => !column.IsNullable)
            .Select(static column => column.Name)
            .Concat(model.KeptDate is { } date ? [date] : [])
            .Distinct(StringComparer.Ordinal)
            .Select(static name => $"bool_or({SqlText.Identifier(name)} is null)")
            .DefaultIfEmpty("false"));

        // Hashes group several times as fast as the keys, of which equal ones have equal hashes; the rest is for the few.
        var suspicion = $"select exists (select 1 from {table} group by hash({list}) having count(*) > 1 or {hasNull})";
        var query = $"select {list}, count(*) as rows_of_key from {table} group by {list} "
            + $"having count(*) > 1 or {hasNull} order by all";
        TextTable? rows = null;
        await SqlModelException.WrapAsync(model, async () => rows =
            await session.ScalarAsync<bool>(suspicion, null, cancellation)
                ? await session.ReadTextAsync(query, MaxRowsShown, cancellation)
                : null);
        return rows is { Total: > 0 }
            ? new CheckFailure(
                model.Name,
                model.File.Path,
                $"The key {string.Join(", ", model.Key.Select(static column => column.Name))} is not unique, "
                + "or NULL where it must not be.",
                rows)
            : null;
    }
}
