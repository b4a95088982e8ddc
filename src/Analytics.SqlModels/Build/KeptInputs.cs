using System.Collections.Immutable;

namespace Analytics.SqlModels;

/// <summary>
/// What a model reads when the views between are looked through: datasets, and models whose rows are kept. A model by day
/// sees its days of them, and the lookback of datasets.
/// </summary>
/// <param name="Datasets">Datasets, ordinal order.</param>
/// <param name="Models">Models at which the walk ends, project order.</param>
/// <param name="Views">Views and models kept for the build that stand between, project order.</param>
internal sealed record KeptInputs(
    ImmutableArray<string> Datasets, ImmutableArray<SqlModel> Models, ImmutableArray<SqlModel> Views)
{
    /// <summary>Those of the views that are kept for the build.</summary>
    public IEnumerable<SqlModel> Built => Views.Where(static view => view.Keeping == Keeping.Build);

    /// <summary>Walks from a model or check down to the nearest rows that are kept by day or period.</summary>
    public static KeptInputs Of(SqlProject project, SqlModel model) => Of(project, [model]);

    /// <summary>The same for several models at once; they themselves are not among the result.</summary>
    public static KeptInputs Of(SqlProject project, IEnumerable<SqlModel> models) =>
        Of(project, models, static model => model.IsByDay || model.IsByPeriod);

    /// <summary>
    /// Walks from a model by period down to the nearest rows of which it is known whether a period of them changed.
    /// </summary>
    public static KeptInputs OfPeriods(SqlProject project, SqlModel model) =>
        Of(project, [model], static input => input.IsByDay || input.Period is not null);

    private static KeptInputs Of(SqlProject project, IEnumerable<SqlModel> models, Func<SqlModel, bool> isEnd)
    {
        var datasets = new SortedSet<string>(StringComparer.Ordinal);
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(models.SelectMany(static member => member.Inputs));
        while (open.TryPop(out var name))
        {
            var input = project.Find(name);
            if (input is null && name.StartsWith("raw_", StringComparison.Ordinal) && name != RawTables.Files)
            {
                datasets.Add(name["raw_".Length..]);
            }
            else if (input is { Layer: not SqlLayer.Reader } && found.Add(name) && !isEnd(input))
            {
                foreach (var below in input.Inputs)
                {
                    open.Push(below);
                }
            }
        }

        var members = project.Models.Where(member => found.Contains(member.Name)).ToList();
        return new KeptInputs(
            [.. datasets], [.. members.Where(isEnd)], [.. members.Where(member => !isEnd(member))]);
    }
}
