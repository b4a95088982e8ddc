using Analytics.Domain;
using Analytics.Engine;

namespace Analytics.SqlModels;

/// <summary>
/// Brings models by month up to date: of what is drawn or fitted over a month, a month that is closed is not computed
/// again. Each model is recorded with its rows in one transaction.
/// </summary>
internal sealed class MonthBuild(
    SqlProject project, BuildSession session, WorkDatabase work, Fingerprints fingerprints)
{
    private const string Rows = "month_rows";

    /// <summary>Computes the months whose input changed; a broken key leaves the months as they were.</summary>
    /// <param name="model">The model.</param>
    /// <param name="builtBefore">Hash of the input by model and month, as the builds before recorded it.</param>
    /// <param name="keptParts">The Parquet parts in force.</param>
    /// <param name="cancellation">Stops between statements.</param>
    public async Task<CheckFailure?> RunAsync(
        SqlModel model,
        IReadOnlyDictionary<(string Model, DateOnly Month), string> builtBefore,
        IReadOnlyList<LakePart> keptParts,
        CancellationToken cancellation)
    {
        var inputs = KeptInputs.OfMonths(project, model);
        var built = builtBefore.Where(month => month.Key.Model == model.Name)
            .ToDictionary(static month => month.Key.Month, static month => month.Value);
        var wanted = await HashesAsync(model, inputs, cancellation);
        var gone = built.Keys.Except(wanted.Keys).ToList();
        var dirty = wanted.Where(month => built.GetValueOrDefault(month.Key) != month.Value)
            .ToDictionary(static month => month.Key, static month => month.Value);
        if (dirty.Count > 0)
        {
            await session.ShowMonthsAsync(inputs, dirty.Keys, keptParts, cancellation);
            var rows = $"create or replace temp table {Rows} as select * from (\n{model.Query}\n) "
                + $"where month_date in {EventDay.InList(dirty.Keys)} or month_date is null;\n";
            await SqlModelException.WrapAsync(model, () => session.Engine.ExecuteAsync(rows, cancellation));
            await session.EndMonthsAsync(inputs, keptParts, cancellation);
            if (await KeyCheck.RunAsync(session.Engine, model, Rows, cancellation) is { } broken)
            {
                return broken;
            }
        }

        await RecordAsync(model, dirty, gone, cancellation);
        await session.ShowAsync(model, cancellation);
        return null;
    }

    private async Task<Dictionary<DateOnly, string>> HashesAsync(
        SqlModel model, KeptInputs inputs, CancellationToken cancellation)
    {
        var contents = new Dictionary<(string Model, DateOnly Month), string>();
        foreach (var input in inputs.Models.Where(static input => !input.IsByDay))
        {
            foreach (var month in await ContentsAsync(input, cancellation))
            {
                contents[(input.Name, month.MonthDate)] = month.Content;
            }
        }

        return inputs.Models.Where(static input => input.IsByDay)
            .SelectMany(fingerprints.DaysOf)
            .SelectMany(static day => EventDay.Around(day, 1).Select(EventDay.MonthOf))
            .Concat(contents.Keys.Select(static key => key.Month))
            .Distinct()
            .ToDictionary(month => month, month => fingerprints.OfMonth(model, month, inputs, contents));
    }

    // A sum, so that the order of rows does not count and equal rows do.
    private Task<IReadOnlyList<MonthContent>> ContentsAsync(SqlModel input, CancellationToken cancellation)
    {
        var error = SqlText.Literal($"{input.File.Path}: month_date is NULL. Leave such rows out or give them a month.");
        return session.Engine.QueryAsync<MonthContent>(
            $"select coalesce(month_date, error({error})) as month_date, "
            + $"concat_ws(' ', count(*), sum(hash(input_rows)::hugeint)) as content from {input.Name} as input_rows "
            + "group by all",
            null,
            cancellation);
    }

    private async Task RecordAsync(
        SqlModel model, Dictionary<DateOnly, string> dirty, List<DateOnly> gone, CancellationToken cancellation)
    {
        var months = dirty.Keys.Concat(gone).ToList();
        if (months.Count == 0)
        {
            return;
        }

        var table = WorkDatabase.KeptTable(model);
        var sql = $"delete from {table} where month_date in {EventDay.InList(months)};\n"
            + WorkDatabase.ForgetDays(model, months)
            + (dirty.Count == 0
                ? string.Empty
                : $"insert into {table} by name select * from {Rows};\ndrop table {Rows};\n"
                    + WorkDatabase.RecordDays(model, dirty.Select(static month => (month.Key, month.Value))));
        await work.InTransactionAsync(
            async () =>
            {
                await session.Engine.ExecuteAsync(sql, cancellation);
                return true;
            },
            cancellation);
    }

    private sealed record MonthContent
    {
        public DateOnly MonthDate { get; init; }

        public string Content { get; init; } = string.Empty;
    }
}
