using System.Collections.Immutable;
using Analytics.Domain;
using Analytics.Engine;

namespace Analytics.SqlModels;

/// <summary>
/// The session of one build. Every model is a temporary view that never changes its name; what the view shows changes:
/// nothing at first, then the days of a chunk, then all days.
/// </summary>
internal sealed class BuildSession(
    SqlProject project,
    ModelBuildOptions options,
    EngineSession session,
    LakeViews lake,
    Fingerprints fingerprints,
    BuildSteps steps)
{
    private const string Everything = "everything";
    private const string Undated = "undated";
    private readonly Dictionary<string, string> shownByModel = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<DateOnly>> chunkDays = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<DateOnly>> periodDays = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<(string Name, string Type)>> columns =
        new(StringComparer.Ordinal);

    /// <summary>The session itself.</summary>
    public EngineSession Engine => session;

    /// <summary>Columns of a model by day.</summary>
    public ImmutableArray<(string Name, string Type)> ColumnsOf(SqlModel model) => columns[model.Name];

    /// <summary>Creates seeds, macros, raw tables and a view per model below the marts.</summary>
    public async Task CreateAsync(CancellationToken cancellation)
    {
        await session.ExecuteAsync(SessionObjects.SeedsAndMacros(project) + lake.Create(), cancellation);
        lake.Discard();
        foreach (var model in project.Models.Where(static model => model.Layer != SqlLayer.Mart))
        {
            if (model.Keeping == Keeping.View)
            {
                await SqlModelException.WrapAsync(
                    model, () => session.ExecuteAsync(SessionObjects.View(model), cancellation));
                continue;
            }

            // Without rows of its own yet, so that what reads it is not bound through all that lies below.
            columns[model.Name] = SqlModelException.Wrap(model, () => session.Describe(model.Query));
            RequireKeepable(model);
            await session.ExecuteAsync(KeptView(model, [], []), cancellation);
        }
    }

    /// <summary>
    /// Where the rows of a model's chunk stand until its next chunk, so that those who read it need no file.
    /// </summary>
    public static string ChunkTable(SqlModel model) => $"chunk_{model.Name}";

    /// <summary>Tells that the chunk table of a model holds the rows of these days, as they are recorded.</summary>
    public void Remember(DayStep step) => chunkDays[step.Model.Name] = [.. step.Days];

    /// <summary>Lets the models below one show what it needs for a chunk of days.</summary>
    public async Task ShowDaysAsync(DayStep step, IReadOnlyList<LakePart> keptParts, CancellationToken cancellation)
    {
        var inputs = KeptInputs.Of(project, step.Model);
        var window = step.Days.SelectMany(day => EventDay.Around(day, options.LookbackDays)).ToHashSet();
        var days = step.Days.Select(static day => $"(date '{EventDay.Text(day)}')");
        var sql = string.Concat(inputs.Datasets.Select(dataset => lake.ShowDays(dataset, window)))
            + string.Concat(inputs.Models.Select(model => KeptView(model, keptParts, step.Days)))
            + $"delete from {RawTables.ChunkDays};\n"
            + $"insert into {RawTables.ChunkDays} values {string.Join(", ", days)};\n";
        await session.ExecuteAsync(sql, cancellation);
        await MaterialiseAsync(inputs.Built, EventDay.InList(step.Days), cancellation);
    }

    /// <summary>
    /// Lets the models below marts and checks show all days, and gives those that are then to be computed or brought up
    /// to date, in order.
    /// </summary>
    public async Task<IReadOnlyList<SqlModel>> ShowAllAsync(
        IReadOnlyList<LakePart> keptParts, CancellationToken cancellation)
    {
        await session.ExecuteAsync(
            string.Concat(chunkDays.Keys.Select(static name => $"drop table chunk_{name};\n")), cancellation);
        chunkDays.Clear();
        var periods = project.Models.Where(static model => model.Period is not null).ToList();
        var readers = project.Marts.Concat(project.Checks.Where(static check => !check.IsByDay))
            .Concat(periods.Where(static model => !model.IsByPeriod));
        var inputs = KeptInputs.Of(project, readers);
        var ofPeriods = KeptInputs.Of(project, periods).Models;
        var sql = string.Concat(inputs.Datasets.Select(lake.ShowAll))
            + string.Concat(inputs.Models.Union(ofPeriods).Where(static model => model.IsByDay)
                .Select(model => KeptView(model, keptParts, null)));
        await session.ExecuteAsync(sql, cancellation);
        var open = inputs.Built.Union(periods)
            .Select(static model => model.Name)
            .ToHashSet(StringComparer.Ordinal);
        return [.. project.Models.Where(model => open.Contains(model.Name))];
    }

    /// <summary>Computes a model kept for the build, from all that the models below it show.</summary>
    public Task MaterialiseAsync(SqlModel model, CancellationToken cancellation) =>
        MaterialiseAsync([model], Everything, cancellation);

    /// <summary>Lets what a model by period reads show these periods, and the days of which they can be.</summary>
    public async Task ShowPeriodsAsync(
        SqlModel reader,
        KeptInputs inputs,
        IReadOnlyCollection<DateOnly> periods,
        IReadOnlyList<LakePart> keptParts,
        CancellationToken cancellation)
    {
        var days = periods.SelectMany(reader.Period!.DaysOf).ToHashSet();
        await session.ExecuteAsync(
            string.Concat(inputs.Models.Select(model =>
                model.IsByDay ? KeptView(model, keptParts, days) : PeriodView(model, periods))),
            cancellation);
        foreach (var model in inputs.Built)
        {
            // Beside the rows of all periods, which others may read. Rows of more periods than asked for do no harm.
            var create = string.Empty;
            if (!periodDays.TryGetValue(model.Name, out var held) || !held.IsSupersetOf(days))
            {
                create = $"create or replace temp table {PeriodTable(model)} as\n{model.Query}\n;\n";
                periodDays[model.Name] = days;
                steps.Materialise(model);
            }

            var sql = $"{create}create or replace temp view {model.Name} as select * from {PeriodTable(model)};\n";
            await SqlModelException.WrapAsync(model, () => session.ExecuteAsync(sql, cancellation));
        }
    }

    /// <summary>Lets them show what they showed before.</summary>
    public async Task EndPeriodsAsync(
        KeptInputs inputs, IReadOnlyList<LakePart> keptParts, CancellationToken cancellation)
    {
        var sql = string.Concat(inputs.Models.Select(model =>
                model.IsByDay ? KeptView(model, keptParts, null) : PeriodView(model, null)))
            + string.Concat(inputs.Built.Select(model =>
                shownByModel.ContainsKey(model.Name) ? BuiltView(model) : KeptView(model, [], [])));
        await session.ExecuteAsync(sql, cancellation);
    }

    /// <summary>Drops the rows of periods that no later model by period reads.</summary>
    public async Task ReleaseAsync(SqlModel reader, KeptInputs inputs, CancellationToken cancellation)
    {
        var held = inputs.Built.Where(model => periodDays.ContainsKey(model.Name)).ToList();
        if (held.Count == 0)
        {
            return;
        }

        var read = project.Models.Skip(project.Models.IndexOf(reader) + 1)
            .Where(static model => model.IsByPeriod)
            .SelectMany(model => KeptInputs.OfPeriods(project, model).Built)
            .Select(static model => model.Name)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var model in held.Where(model => !read.Contains(model.Name)))
        {
            await session.ExecuteAsync($"drop table {PeriodTable(model)}", cancellation);
            periodDays.Remove(model.Name);
        }
    }

    /// <summary>Lets a model by period show all it holds.</summary>
    public Task ShowAsync(SqlModel model, CancellationToken cancellation) =>
        session.ExecuteAsync(PeriodView(model, null), cancellation);

    // Models kept for the build are computed again only when what lies below them shows something else.
    private async Task MaterialiseAsync(IEnumerable<SqlModel> models, string shown, CancellationToken cancellation)
    {
        foreach (var model in models)
        {
            var wanted = fingerprints.DaysOf(model).IsEmpty ? Undated : shown;
            if (shownByModel.GetValueOrDefault(model.Name) != wanted)
            {
                var sql = $"create or replace temp table built_{model.Name} as\n{model.Query}\n;\n{BuiltView(model)}";
                steps.Materialise(model);
                await SqlModelException.WrapAsync(model, () => session.ExecuteAsync(sql, cancellation));
                shownByModel[model.Name] = wanted;
            }
        }

        steps.Resume();
    }

    private static string BuiltView(SqlModel model) =>
        $"create or replace temp view {model.Name} as select * from built_{model.Name};\n";

    private static string PeriodTable(SqlModel model) => $"periods_{model.Name}";

    private static string PeriodView(SqlModel model, IReadOnlyCollection<DateOnly>? periods)
    {
        var table = model.IsByPeriod ? WorkDatabase.KeptTable(model) : $"built_{model.Name}";
        var condition = periods is null ? string.Empty : $" where {model.KeptDate} in {EventDay.InList(periods)}";
        return $"create or replace temp view {model.Name} as select * from {table}{condition};\n";
    }

    private void RequireKeepable(SqlModel model)
    {
        if (model.KeptDate is { } date && !ColumnsOf(model).Contains((date, "DATE")))
        {
            throw new SqlProjectException(
            [
                $"{model.File.Path}:1: is kept by {date} and yields no {date} of type DATE. "
                    + "Add the column to the last step.",
            ]);
        }

        // DuckDB writes these integers to Parquet as floating point.
        var wide = ColumnsOf(model).Where(static column => column.Type.Contains("HUGEINT", StringComparison.Ordinal));
        if (model.Keeping == Keeping.ParquetByDay && wide.FirstOrDefault() is { Name: { } name })
        {
            throw new SqlProjectException(
            [
                $"{model.File.Path}:1: {name} is a HUGEINT, which Parquet cannot hold exactly. "
                    + "Cast it to BIGINT or DECIMAL(38,0).",
            ]);
        }
    }

    private string KeptView(SqlModel model, IReadOnlyList<LakePart> keptParts, IReadOnlyCollection<DateOnly>? days)
    {
        var view = $"create or replace temp view {model.Name} as ";
        if (model.Keeping == Keeping.TableByDay && days is not { Count: 0 })
        {
            var condition = days is null ? string.Empty : $" where event_date in {EventDay.InList(days)}";
            return $"{view}select * from {WorkDatabase.KeptTable(model)}{condition};\n";
        }

        if (days is { Count: > 0 } && chunkDays.TryGetValue(model.Name, out var held) && held.IsSupersetOf(days))
        {
            // Without a condition DuckDB knows how many rows there are, and builds the smaller side of a join.
            var condition = held.SetEquals(days) ? string.Empty : $" where event_date in {EventDay.InList(days)}";
            return $"{view}select * from {ChunkTable(model)}{condition};\n";
        }

        var paths = keptParts
            .Where(part => part.Dataset == model.Name && (days is null || days.Contains(part.EventDate!.Value)))
            .Select(static part => part.Path)
            .ToList();
        return paths.Count == 0
            ? $"{view}{SessionObjects.EmptyQuery(ColumnsOf(model))};\n"
            : $"{view}select * from read_parquet({SqlText.PathList(paths)}, hive_partitioning = false);\n";
    }
}
