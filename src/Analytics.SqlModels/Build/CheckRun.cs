using Analytics.Engine;

namespace Analytics.SqlModels;

/// <summary>Runs a check file: no row is good news.</summary>
internal static class CheckRun
{
    /// <summary>Null when the check yields no row.</summary>
    public static async Task<CheckFailure?> RunAsync(
        EngineSession session, SqlModel check, CancellationToken cancellation)
    {
        TextTable? rows = null;
        await SqlModelException.WrapAsync(
            check, async () => rows = await session.ReadTextAsync(check.Query, KeyCheck.MaxRowsShown, cancellation));
        return rows is { Total: > 0 }
            ? new CheckFailure(
                check.Name, check.File.Path, ColumnComments.Sentence(check.File.Header.GetValueOrDefault("why")), rows)
            : null;
    }
}
