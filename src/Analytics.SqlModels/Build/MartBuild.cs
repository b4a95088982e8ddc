using Analytics.Engine;
using Analytics.SqlModels.Declarations;

namespace Analytics.SqlModels;

/// <summary>
/// Rebuilds all marts and runs all checks in one transaction, which only stands when every check holds.
/// </summary>
internal sealed class MartBuild(SqlProject project, BuildSession session, WorkDatabase work)
{
    /// <summary>The failures; none means that the new marts are in place.</summary>
    public async Task<IReadOnlyList<CheckFailure>> RunAsync(
        string inputHash, Action<SqlModel> onStep, CancellationToken cancellation)
    {
        await session.ShowAllAsync(await work.ReadKeptPartsAsync(cancellation), cancellation);
        var failures = new List<CheckFailure>();
        await work.InTransactionAsync(
            async () =>
            {
                await RebuildAsync(onStep, failures, cancellation);
                foreach (var check in project.Checks.Where(static check => !check.IsByDay))
                {
                    onStep(check);
                    failures.AddRange(
                        await CheckRun.RunAsync(session.Engine, check, cancellation) is { } failure ? [failure] : []);
                }

                await session.Engine.ExecuteAsync(WorkDatabase.RecordMartsInput(inputHash), cancellation);
                return failures.Count == 0;
            },
            cancellation);
        return failures;
    }

    private async Task RebuildAsync(
        Action<SqlModel> onStep, List<CheckFailure> failures, CancellationToken cancellation)
    {
        var names = project.Marts.Select(static mart => mart.Name).ToHashSet(StringComparer.Ordinal);
        var gone = (await work.ReadMartNamesAsync(cancellation)).Where(name => !names.Contains(name));
        await session.Engine.ExecuteAsync(
            string.Concat(gone.Select(static name => $"drop table main.{SqlText.Identifier(name)};\n")), cancellation);

        // Alerts look at any mart, so they come after all others.
        foreach (var mart in project.Marts.OrderBy(IsOfAlerts))
        {
            onStep(mart);
            if (IsOfAlerts(mart))
            {
                await session.Engine.ExecuteAsync(FillAlertValues(project.AlertRules), cancellation);
            }

            var order = string.Join(", ", mart.Key.Select(static column => SqlText.Identifier(column.Name)));

            // Ordered by key, so that the same rows give the same published bytes.
            var sql = $"create or replace table {mart.Name} as select * from (\n{mart.Query}\n)"
                + (order.Length == 0 ? ";" : $" order by {order};");
            await SqlModelException.WrapAsync(mart, () => session.Engine.ExecuteAsync(sql, cancellation));
            failures.AddRange(
                await KeyCheck.RunAsync(session.Engine, mart, mart.Name, cancellation) is { } failure ? [failure] : []);
        }
    }

    /// <summary>Whether a mart holds the alerts.</summary>
    internal static bool IsOfAlerts(SqlModel mart) => mart.Inputs.Contains(RawTables.AlertStates);

    private static string FillAlertValues(IEnumerable<AlertRule> rules) =>
        $"delete from {RawTables.AlertValues};\n" + string.Concat(
            rules.Select(static rule => $"insert into {RawTables.AlertValues} by name {rule.ValuesSql};\n"));
}
