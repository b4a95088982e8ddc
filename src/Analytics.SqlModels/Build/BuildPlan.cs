using System.Collections.Immutable;
using Analytics.Domain;

namespace Analytics.SqlModels;

/// <summary>One step of a build by day: a model or check over a chunk of its dirty days.</summary>
/// <param name="Model">Model or check.</param>
/// <param name="Days">Days to build, in order, at least one.</param>
internal sealed record DayStep(SqlModel Model, ImmutableArray<DateOnly> Days);

/// <summary>What has to be built by day, and what earlier builds left that no input stands for any more.</summary>
/// <param name="Steps">Chunks, each model's after those of the models it reads.</param>
/// <param name="Vanished">Days recorded for a model whose parts have left the lake.</param>
/// <param name="GoneModels">Names of models that are recorded but no longer exist, or are no longer kept.</param>
internal sealed record BuildPlan(
    ImmutableArray<DayStep> Steps,
    ImmutableArray<DayStep> Vanished,
    ImmutableArray<string> GoneModels)
{
    /// <summary>Whether every day stands on its present input.</summary>
    public bool IsEmpty => Steps.IsEmpty && Vanished.IsEmpty && GoneModels.IsEmpty;

    /// <summary>Compares what is recorded with what the snapshot asks for.</summary>
    public static BuildPlan Create(
        SqlProject project,
        LakeSnapshot snapshot,
        ModelBuildOptions options,
        Fingerprints fingerprints,
        IReadOnlyDictionary<(string Model, DateOnly Day), string> built)
    {
        var models = project.Models.Concat(project.Checks).Where(static model => model.IsByDay).ToList();
        var steps = ImmutableArray.CreateBuilder<DayStep>();
        var vanished = ImmutableArray.CreateBuilder<DayStep>();
        var rowsByDay = snapshot.Parts.Where(static part => part.EventDate is not null)
            .GroupBy(static part => (part.Dataset, part.EventDate!.Value))
            .ToDictionary(static parts => parts.Key, static parts => parts.Sum(static part => part.Rows));
        foreach (var model in models)
        {
            var days = fingerprints.DaysOf(model);
            var gone = built.Keys.Where(key => key.Model == model.Name && !days.Contains(key.Day)).Select(static key => key.Day);
            if (gone.Order().ToImmutableArray() is { IsEmpty: false } goneDays)
            {
                vanished.Add(new DayStep(model, goneDays));
            }

            var dirty = days.Where(day => built.GetValueOrDefault((model.Name, day)) != fingerprints.OfDay(model, day));
            steps.AddRange(Chunks(model, dirty, DayRows(project, model, rowsByDay), options));
        }

        var names = models.Select(static model => model.Name).ToHashSet(StringComparer.Ordinal);
        return new BuildPlan(
            steps.ToImmutable(),
            vanished.ToImmutable(),
            [.. built.Keys.Select(static key => key.Model).Where(name => !names.Contains(name)).Distinct(StringComparer.Ordinal)]);
    }

    private static Func<DateOnly, long> DayRows(
        SqlProject project, SqlModel model, Dictionary<(string Dataset, DateOnly Day), long> rowsByDay)
    {
        var datasets = ModelGraph.Closure(project, [model]).SelectMany(static member => member.Inputs)
            .Where(static input => input.StartsWith("raw_", StringComparison.Ordinal))
            .Select(static input => input["raw_".Length..])
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return day => datasets.Sum(dataset => rowsByDay.GetValueOrDefault((dataset, day)));
    }

    private static IEnumerable<DayStep> Chunks(
        SqlModel model, IEnumerable<DateOnly> dirty, Func<DateOnly, long> rowsOf, ModelBuildOptions options)
    {
        var days = new List<DateOnly>();
        var window = new HashSet<DateOnly>();
        var rows = 0L;
        foreach (var day in dirty)
        {
            var around = EventDay.Around(day, options.LookbackDays).ToList();
            var added = around.Where(other => !window.Contains(other)).Sum(rowsOf);
            if (days.Count > 0 && rows + added > options.MaxRowsPerChunk)
            {
                yield return new DayStep(model, [.. days]);
                days.Clear();
                window.Clear();
                (rows, added) = (0, around.Sum(rowsOf));
            }

            days.Add(day);
            window.UnionWith(around);
            rows += added;
        }

        if (days.Count > 0)
        {
            yield return new DayStep(model, [.. days]);
        }
    }
}
