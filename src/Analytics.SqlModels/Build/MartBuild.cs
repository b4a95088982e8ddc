using Analytics.Engine;
using Analytics.SqlModels.Declarations;

namespace Analytics.SqlModels;

/// <summary>
/// Brings what marts read up to date, then rebuilds all marts and runs all checks in one transaction, which only stands
/// when every check holds. A mart that is a view shows what is kept below it at once.
/// </summary>
internal sealed class MartBuild(SqlProject project, BuildSession session, WorkDatabase work, PeriodBuild periods)
{
    /// <summary>The failures; none means that the new marts are in place.</summary>
    public async Task<IReadOnlyList<CheckFailure>> RunAsync(
        string inputHash, Action<SqlModel> onStep, CancellationToken cancellation)
    {
        if (await PrepareAsync(cancellation) is { } broken)
        {
            return [broken];
        }

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

    private async Task<CheckFailure?> PrepareAsync(CancellationToken cancellation)
    {
        var keptParts = await work.ReadKeptPartsAsync(cancellation);
        var built = await work.ReadBuiltDaysAsync(cancellation);
        foreach (var model in await session.ShowAllAsync(keptParts, cancellation))
        {
            if (!model.IsByPeriod)
            {
                await session.MaterialiseAsync(model, cancellation);
            }
            else if (await periods.RunAsync(model, built, keptParts, cancellation) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    private async Task RebuildAsync(
        Action<SqlModel> onStep, List<CheckFailure> failures, CancellationToken cancellation)
    {
        var wanted = project.Marts
            .Select(static mart => new MartObject { Name = mart.Name, IsView = mart.Keeping == Keeping.View })
            .ToHashSet();
        var gone = (await work.ReadMartsAsync(cancellation)).Where(mart => !wanted.Contains(mart));
        await session.Engine.ExecuteAsync(string.Concat(gone.Select(WorkDatabase.DropMart)), cancellation);

        // Alerts look at any mart, so they come after all others.
        foreach (var mart in project.Marts.OrderBy(IsOfAlerts))
        {
            onStep(mart);
            if (IsOfAlerts(mart))
            {
                await session.Engine.ExecuteAsync(FillAlertValues(project.AlertRules), cancellation);
            }

            var sql = mart.Keeping == Keeping.View
                ? WorkDatabase.CreateView(mart)
                : $"create or replace table {mart.Name} as\n{mart.Query}\n;";
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
