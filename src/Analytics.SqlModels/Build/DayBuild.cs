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
        var tables = project.Models.Where(static model => model.Keeping is Keeping.TableByDay || model.IsByPeriod)
            .ToList();
        var gone = plan.GoneModels.Union(definitions.Keys.Except(tables.Select(static model => model.Name)));

        // A mart may be a view of rows that this build replaces, and shows them before its checks have run.
        var sql = WorkDatabase.ForgetMartsInput
            + string.Concat(gone.Select(WorkDatabase.ForgetModel))
            + string.Concat(plan.Vanished.Select(Forget));
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

        var table = BuildSession.ChunkTable(model);
        var rows = $"create or replace temp table {table} as select * from (\n{model.Query}\n) "
            + $"where event_date in {EventDay.InList(step.Days)} or event_date is null;";
        await SqlModelException.WrapAsync(model, () => session.Engine.ExecuteAsync(rows, cancellation));
        var broken = await KeyCheck.RunAsync(session.Engine, model, table, cancellation);
        if (broken is null)
        {
            // Days stand together in a table, for those who ask for some of them.
            var keepSql = model.Keeping == Keeping.TableByDay
                ? ReplaceRows(step, $"select * from {table} order by event_date")
                : work.RecordParts(await WriteFilesAsync(step, cancellation));
            await RecordAsync(step, keepSql, cancellation);
            session.Remember(step);
        }

        return broken;
    }

    /// <summary>Takes over days that another worker has built from the same input.</summary>
    public async Task AdoptAsync(DayStep step, IReadOnlyCollection<LakePart> parts, CancellationToken cancellation)
    {
        var keepSql = step.Model switch
        {
            { Layer: SqlLayer.Check } => string.Empty,
            { Keeping: Keeping.ParquetByDay } => work.RecordParts(parts),
            _ when parts.Count == 0 => ReplaceRows(step, null),
            _ => ReplaceRows(
                step,
                $"select * from read_parquet({SqlText.PathList(parts.Select(static part => part.Path))}, "
                    + "hive_partitioning = false)"),
        };
        await RecordAsync(step, keepSql, cancellation);
    }

    /// <summary>The Parquet files of a step that has just run, for other workers; a check has none.</summary>
    public async Task<IReadOnlyList<LakePart>> PartsToShareAsync(DayStep step, CancellationToken cancellation) => step.Model switch
    {
        { Layer: SqlLayer.Check } => [],
        { Keeping: Keeping.TableByDay } => await WriteFilesAsync(step, cancellation),
        _ => [.. (await work.ReadKeptPartsAsync(cancellation)).Where(part =>
            part.Dataset == step.Model.Name && step.Days.Contains(part.EventDate!.Value))],
    };

    private static string ReplaceRows(DayStep step, string? query)
    {
        var table = WorkDatabase.KeptTable(step.Model);
        var insert = query is null ? string.Empty : $"insert into {table} by name {query};\n";
        return $"delete from {table} where event_date in {EventDay.InList(step.Days)};\n{insert}";
    }

    // Sorted, so that the same rows give the same file and its name. HUGEINT goes as a decimal, because DuckDB writes it
    // to Parquet as floating point.
    private async Task<IReadOnlyList<LakePart>> WriteFilesAsync(DayStep step, CancellationToken cancellation)
    {
        var table = BuildSession.ChunkTable(step.Model);
        var order = string.Join(", ", step.Model.Key.Select(static column => SqlText.Identifier(column.Name)));
        var columns = session.ColumnsOf(step.Model).Select(static column =>
            column.Type.Contains("HUGEINT", StringComparison.Ordinal)
                ? $"{SqlText.Identifier(column.Name)}::{column.Type.Replace("HUGEINT", "DECIMAL(38, 0)", StringComparison.Ordinal)} "
                    + $"as {SqlText.Identifier(column.Name)}"
                : SqlText.Identifier(column.Name));
        var days = await session.Engine.QueryAsync<DayRows>(
            $"select event_date, count(*) as row_count from {table} group by event_date order by event_date",
            null,
            cancellation);
        foreach (var day in days)
        {
            var path = keptFiles.StagingPath(step.Model, day.EventDate);
            await session.Engine.ExecuteAsync(
                $"copy (select {string.Join(", ", columns)} from {table} "
                + $"where event_date = date '{EventDay.Text(day.EventDate)}' order by {order}) {SqlText.ToParquet(path)};",
                cancellation);
        }

        return keptFiles.Commit(step.Model, [.. days.Select(static day => (day.EventDate, day.RowCount))], commitNo);
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
