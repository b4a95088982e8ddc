using Analytics.Domain;
using Analytics.Engine;

namespace Analytics.SqlModels;

/// <summary>
/// Brings models by month or week up to date: of what is drawn, fitted or ranked over a period, one that is closed is not
/// computed again. Each model is recorded with its rows in one transaction.
/// </summary>
internal sealed class PeriodBuild(
    SqlProject project, BuildSession session, WorkDatabase work, Fingerprints fingerprints)
{
    private const string Rows = "period_rows";

    /// <summary>Computes the periods whose input changed; a broken key leaves them as they were.</summary>
    /// <param name="model">The model.</param>
    /// <param name="builtBefore">Hash of the input by model and period, as the builds before recorded it.</param>
    /// <param name="keptParts">The Parquet parts in force.</param>
    /// <param name="cancellation">Stops between statements.</param>
    public async Task<CheckFailure?> RunAsync(
        SqlModel model,
        IReadOnlyDictionary<(string Model, DateOnly First), string> builtBefore,
        IReadOnlyList<LakePart> keptParts,
        CancellationToken cancellation)
    {
        var inputs = KeptInputs.OfPeriods(project, model);
        var built = builtBefore.Where(period => period.Key.Model == model.Name)
            .ToDictionary(static period => period.Key.First, static period => period.Value);
        var wanted = await HashesAsync(model, inputs, cancellation);
        var gone = built.Keys.Except(wanted.Keys).ToList();
        var dirty = wanted.Where(period => built.GetValueOrDefault(period.Key) != period.Value)
            .ToDictionary(static period => period.Key, static period => period.Value);
        if (dirty.Count > 0)
        {
            await session.ShowPeriodsAsync(model, inputs, dirty.Keys, keptParts, cancellation);
            var column = model.KeptDate;
            var rows = $"create or replace temp table {Rows} as select * from (\n{model.Query}\n) "
                + $"where {column} in {EventDay.InList(dirty.Keys)} or {column} is null;\n";
            await SqlModelException.WrapAsync(model, () => session.Engine.ExecuteAsync(rows, cancellation));
            await session.EndPeriodsAsync(inputs, keptParts, cancellation);
            if (await KeyCheck.RunAsync(session.Engine, model, Rows, cancellation) is { } broken)
            {
                return broken;
            }
        }

        await session.ReleaseAsync(model, inputs, cancellation);
        await RecordAsync(model, dirty, gone, cancellation);
        await session.ShowAsync(model, cancellation);
        return null;
    }

    private async Task<Dictionary<DateOnly, string>> HashesAsync(
        SqlModel model, KeptInputs inputs, CancellationToken cancellation)
    {
        var contents = new Dictionary<(string Model, DateOnly First), string>();
        foreach (var input in inputs.Models.Where(static input => !input.IsByDay))
        {
            foreach (var period in await ContentsAsync(input, cancellation))
            {
                contents[(input.Name, period.FirstDate)] = period.Content;
            }
        }

        return inputs.Models.Where(static input => input.IsByDay)
            .SelectMany(fingerprints.DaysOf)
            .SelectMany(static day => EventDay.Around(day, 1))
            .Select(model.Period!.Of)
            .Concat(contents.Keys.Select(static key => key.First))
            .Distinct()
            .ToDictionary(first => first, first => fingerprints.OfPeriod(model, first, inputs, contents));
    }

    // A sum, so that the order of rows does not count and equal rows do.
    private Task<IReadOnlyList<PeriodContent>> ContentsAsync(SqlModel input, CancellationToken cancellation)
    {
        var column = input.KeptDate;
        var error = SqlText.Literal($"{input.File.Path}: {column} is NULL. Leave such rows out or give them a date.");
        return session.Engine.QueryAsync<PeriodContent>(
            $"select coalesce({column}, error({error})) as first_date, "
            + $"concat_ws(' ', count(*), sum(hash(input_rows)::hugeint)) as content from {input.Name} as input_rows "
            + "group by all",
            null,
            cancellation);
    }

    private async Task RecordAsync(
        SqlModel model, Dictionary<DateOnly, string> dirty, List<DateOnly> gone, CancellationToken cancellation)
    {
        var periods = dirty.Keys.Concat(gone).ToList();
        if (periods.Count == 0)
        {
            return;
        }

        var table = WorkDatabase.KeptTable(model);
        var sql = $"delete from {table} where {model.KeptDate} in {EventDay.InList(periods)};\n"
            + WorkDatabase.ForgetDays(model, periods)
            + (dirty.Count == 0
                ? string.Empty
                : $"insert into {table} by name select * from {Rows};\ndrop table {Rows};\n"
                    + WorkDatabase.RecordDays(model, dirty.Select(static period => (period.Key, period.Value))));
        await work.InTransactionAsync(
            async () =>
            {
                await session.Engine.ExecuteAsync(sql, cancellation);
                return true;
            },
            cancellation);
    }

    private sealed record PeriodContent
    {
        public DateOnly FirstDate { get; init; }

        public string Content { get; init; } = string.Empty;
    }
}
