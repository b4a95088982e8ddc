using System.Collections.Immutable;

namespace Analytics.SqlModels;

/// <summary>
/// What a model by day reads when the views between are looked through: datasets, of which it sees its days and the
/// lookback, and other models by day, of which it sees its own days only.
/// </summary>
/// <param name="Datasets">Datasets, ordinal order.</param>
/// <param name="Models">Models by day, project order.</param>
/// <param name="Views">Views and models kept for the build that stand between, project order.</param>
internal sealed record DayInputs(
    ImmutableArray<string> Datasets, ImmutableArray<SqlModel> Models, ImmutableArray<SqlModel> Views)
{
    /// <summary>Walks from a model or check down to the nearest kept rows.</summary>
    public static DayInputs Of(SqlProject project, SqlModel model) => Of(project, [model]);

    /// <summary>The same for several models at once; they themselves are not among the result.</summary>
    public static DayInputs Of(SqlProject project, IEnumerable<SqlModel> models)
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
            else if (input is { Layer: not SqlLayer.Reader } && found.Add(name) && !input.IsByDay)
            {
                foreach (var below in input.Inputs)
                {
                    open.Push(below);
                }
            }
        }

        var members = project.Models.Where(member => found.Contains(member.Name)).ToList();
        return new DayInputs(
            [.. datasets],
            [.. members.Where(static member => member.IsByDay)],
            [.. members.Where(static member => !member.IsByDay)]);
    }
}
