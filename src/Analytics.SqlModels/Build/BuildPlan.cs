using System.Collections.Immutable;
using Analytics.Domain;

namespace Analytics.SqlModels;

/// <summary>One step of a build by day: a model or check over a chunk of its dirty days.</summary>
/// <param name="Model">Model or check.</param>
/// <param name="Days">Days to build, in order, at least one.</param>
internal sealed record DayStep(SqlModel Model, ImmutableArray<DateOnly> Days);

/// <summary>Days that are built together.</summary>
/// <param name="FirstDay">
/// First day of the chunk, whether it has to be built or not: cut from all days, chunks are the same for every worker.
/// </param>
/// <param name="Steps">What has to be built of it, each model after those it reads; at least one.</param>
internal sealed record BuildChunk(DateOnly FirstDay, ImmutableArray<DayStep> Steps)
{
    /// <summary>Days with something to build, in order.</summary>
    public ImmutableSortedSet<DateOnly> Days => [.. Steps.SelectMany(static step => step.Days)];
}

/// <summary>What has to be built by day, and what earlier builds left that no input stands for any more.</summary>
/// <param name="Chunks">Chunks in order of their days.</param>
/// <param name="Vanished">Days recorded for a model whose parts have left the lake.</param>
/// <param name="GoneModels">Names of models that are recorded but no longer exist, or are no longer kept.</param>
internal sealed record BuildPlan(
    ImmutableArray<BuildChunk> Chunks,
    ImmutableArray<DayStep> Vanished,
    ImmutableArray<string> GoneModels)
{
    /// <summary>Whether every day stands on its present input.</summary>
    public bool IsEmpty => Chunks.IsEmpty && Vanished.IsEmpty && GoneModels.IsEmpty;

    /// <summary>Compares what is recorded with what the snapshot asks for.</summary>
    public static BuildPlan Create(
        SqlProject project,
        LakeSnapshot snapshot,
        ModelBuildOptions options,
        Fingerprints fingerprints,
        IReadOnlyDictionary<(string Model, DateOnly Day), string> built)
    {
        var models = project.Models.Concat(project.Checks).Where(static model => model.IsByDay).ToList();
        var vanished = ImmutableArray.CreateBuilder<DayStep>();
        var dirty = new List<DayStep>();
        var allDays = new SortedSet<DateOnly>();
        foreach (var model in models)
        {
            var days = fingerprints.DaysOf(model);
            allDays.UnionWith(days);
            var gone = built.Keys.Where(key => key.Model == model.Name && !days.Contains(key.Day))
                .Select(static key => key.Day);
            vanished.Add(new DayStep(model, [.. gone.Order()]));
            var isDirty = days.Where(
                day => built.GetValueOrDefault((model.Name, day)) != fingerprints.OfDay(model, day));
            dirty.Add(new DayStep(model, [.. isDirty]));
        }

        var names = project.Models.Where(static model => model.IsByPeriod).Concat(models)
            .Select(static model => model.Name).ToHashSet(StringComparer.Ordinal);
        return new BuildPlan(
            [
                .. Cut(allDays, RowsByDay(project, snapshot, models), options)
                    .Select(chunk => new BuildChunk(
                        chunk.Min(),
                        [
                            .. dirty.Select(step => step with { Days = [.. step.Days.Where(chunk.Contains)] })
                                .Where(static step => !step.Days.IsEmpty),
                        ]))
                    .Where(static chunk => !chunk.Steps.IsEmpty),
            ],
            [.. vanished.Where(static step => !step.Days.IsEmpty)],
            [.. built.Keys.Select(static key => key.Model).Where(name => !names.Contains(name))
                .Distinct(StringComparer.Ordinal)]);
    }

    private static Dictionary<DateOnly, long> RowsByDay(
        SqlProject project, LakeSnapshot snapshot, List<SqlModel> models)
    {
        var datasets = ModelGraph.Closure(project, models).SelectMany(static member => member.Inputs)
            .Where(static input => input.StartsWith("raw_", StringComparison.Ordinal))
            .Select(static input => input["raw_".Length..])
            .ToHashSet(StringComparer.Ordinal);
        return snapshot.Parts.Where(part => part.EventDate is not null && datasets.Contains(part.Dataset))
            .GroupBy(static part => part.EventDate!.Value)
            .ToDictionary(static parts => parts.Key, static parts => parts.Sum(static part => part.Rows));
    }

    private static IEnumerable<HashSet<DateOnly>> Cut(
        IEnumerable<DateOnly> all, Dictionary<DateOnly, long> rowsByDay, ModelBuildOptions options)
    {
        var days = new HashSet<DateOnly>();
        var window = new HashSet<DateOnly>();
        foreach (var day in all)
        {
            var around = EventDay.Around(day, options.LookbackDays).ToList();
            if (days.Count > 0 && window.Union(around).Sum(Rows) > options.MaxRowsPerChunk)
            {
                yield return days;
                days = [];
                window.Clear();
            }

            days.Add(day);
            window.UnionWith(around);
        }

        if (days.Count > 0)
        {
            yield return days;
        }

        long Rows(DateOnly day) => rowsByDay.GetValueOrDefault(day);
    }
}
