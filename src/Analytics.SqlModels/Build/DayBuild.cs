using System.Globalization;
using Analytics.Domain;
using Analytics.Engine;

namespace Analytics.SqlModels;

/// <summary>
/// Builds models and runs checks over chunks of days; each chunk is recorded with its rows in one transaction.
/// </summary>
internal sealed class DayBuild(
    BuildSession session, WorkDatabase work, KeptFiles keptFiles, Fingerprints fingerprints, long commitNo)
{
    /// <summary>Forgets what no longer has an input, and makes the kept tables fit their models.</summary>
    public async Task PrepareAsync(SqlProject project, BuildPlan plan, CancellationToken cancellation)
    {
        var definitions = await work.ReadTableDefinitionsAsync(cancellation);
        var tables = project.Models.Where(static model => model.Keeping == Keeping.TableByDay).ToList();
        var gone = plan.GoneModels.Union(definitions.Keys.Except(tables.Select(static model => model.Name)));
        var sql = string.Concat(gone.Select(WorkDatabase.ForgetModel)) + string.Concat(plan.Vanished.Select(Forget));
        foreach (var model in tables)
        {
            var definition = fingerprints.OfDefinition(model);
            if (definitions.GetValueOrDefault(model.Name) != definition)
            {
                // Its columns may differ now, and all its days are dirty anyway.
                var columns = SessionObjects.ColumnList(session.ColumnsOf(model));
                sql += WorkDatabase.ForgetModel(model.Name)
                    + $"create table {WorkDatabase.KeptTable(model)} ({columns});\n"
                    + WorkDatabase.RecordDefinition(model, definition);
            }
        }

        await work.InTransactionAsync(
            async () =>
            {
                await session.Engine.ExecuteAsync(sql, cancellation);
                return true;
            },
            cancellation);
    }

    /// <summary>Runs one step; a failure leaves its days as they were.</summary>
    public async Task<CheckFailure?> RunAsync(DayStep step, CancellationToken cancellation)
    {
        var model = step.Model;
        await session.ShowDaysAsync(step, await work.ReadKeptPartsAsync(cancellation), cancellation);
        if (model.Layer == SqlLayer.Check)
        {
            var failure = await CheckRun.RunAsync(session.Engine, model, cancellation);
            if (failure is null)
            {
                await RecordAsync(step, string.Empty, cancellation);
            }

            return failure;
        }

        // Sorted, so that the same rows give the same file and its name.
        var order = model.Key.Select(static column => column.Name)
            .Prepend("event_date")
            .Distinct(StringComparer.Ordinal);
        var table = BuildSession.ChunkTable(model);
        var rows = $"create or replace temp table {table} as select * from (\n{model.Query}\n) "
            + $"where event_date in {EventDay.InList(step.Days)} or event_date is null "
            + $"order by {string.Join(", ", order.Select(SqlText.Identifier))};";
        await SqlModelException.WrapAsync(model, () => session.Engine.ExecuteAsync(rows, cancellation));
        var broken = await KeyCheck.RunAsync(session.Engine, model, table, cancellation);
        if (broken is null)
        {
            await RecordAsync(step, await KeepAsync(step, cancellation), cancellation);
            session.Remember(step);
        }

        return broken;
    }

    private async Task<string> KeepAsync(DayStep step, CancellationToken cancellation) =>
        step.Model.Keeping == Keeping.TableByDay
            ? $"delete from {WorkDatabase.KeptTable(step.Model)} where event_date in {EventDay.InList(step.Days)};\n"
                + $"insert into {WorkDatabase.KeptTable(step.Model)} by name "
                + $"select * from {BuildSession.ChunkTable(step.Model)};\n"
            : work.RecordParts(await WriteFilesAsync(step.Model, cancellation));

    private async Task<IReadOnlyList<LakePart>> WriteFilesAsync(SqlModel model, CancellationToken cancellation)
    {
        var table = BuildSession.ChunkTable(model);
        var days = await session.Engine.QueryAsync<DayRows>(
            $"select event_date, count(*) as row_count from {table} group by event_date order by event_date",
            null,
            cancellation);
        foreach (var day in days)
        {
            var path = SqlText.Literal(keptFiles.StagingPath(model, day.EventDate));
            await session.Engine.ExecuteAsync(
                $"copy (select * from {table} where event_date = date '{EventDay.Text(day.EventDate)}') "
                + $"to {path} (format parquet, compression zstd);",
                cancellation);
        }

        return keptFiles.Commit(model, [.. days.Select(static day => (day.EventDate, day.RowCount))], commitNo);
    }

    private async Task RecordAsync(DayStep step, string keepSql, CancellationToken cancellation)
    {
        var hashes = step.Days.Select(day => (day, fingerprints.OfDay(step.Model, day)));
        var sql = WorkDatabase.ForgetDays(step.Model, step.Days) + keepSql
            + WorkDatabase.RecordDays(step.Model, hashes);
        await work.InTransactionAsync(
            async () =>
            {
                await session.Engine.ExecuteAsync(sql, cancellation);
                return true;
            },
            cancellation);
    }

    private static string Forget(DayStep step) =>
        WorkDatabase.ForgetDays(step.Model, step.Days)
        + (step.Model.Keeping == Keeping.TableByDay && step.Model.Layer != SqlLayer.Check
            ? $"delete from {WorkDatabase.KeptTable(step.Model)} where event_date in {EventDay.InList(step.Days)};\n"
            : string.Empty);

    private sealed record DayRows
    {
        public DateOnly EventDate { get; init; }

        public long RowCount { get; init; }
    }
}
