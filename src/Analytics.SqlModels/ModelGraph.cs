using System.Collections.Immutable;

namespace Analytics.SqlModels;

/// <summary>Order and closure of models and macros; refuses cycles before anything runs.</summary>
internal static class ModelGraph
{
    /// <summary>Models in an order in which each stands after all it reads; names decide between equals.</summary>
    /// <exception cref="SqlProjectException">There is a cycle; the message names its members in order.</exception>
    public static ImmutableArray<SqlModel> Order(ImmutableArray<SqlModel> models) =>
        Sort(models, static model => model.Name, static model => model.Inputs, static model => model.File.Path);

    /// <summary>Macros in an order in which each stands after all it calls.</summary>
    /// <exception cref="SqlProjectException">There is a cycle; the message names its members in order.</exception>
    public static ImmutableArray<SqlMacro> Order(ImmutableArray<SqlMacro> macros) =>
        Sort(macros, static macro => macro.Name, static macro => macro.Macros, static macro => macro.Path);

    /// <summary>The models that the given ones read, directly or not, and they themselves, in project order.</summary>
    public static ImmutableArray<SqlModel> Closure(SqlProject project, IEnumerable<SqlModel> models)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<SqlModel>(models);
        while (open.TryPop(out var model))
        {
            if (wanted.Add(model.Name))
            {
                foreach (var input in model.Inputs.Select(project.Find).OfType<SqlModel>())
                {
                    open.Push(input);
                }
            }
        }

        return [.. project.Models.Concat(project.Checks).Where(model => wanted.Contains(model.Name))];
    }

    private static ImmutableArray<T> Sort<T>(
        ImmutableArray<T> nodes,
        Func<T, string> nameOf,
        Func<T, ImmutableArray<string>> inputsOf,
        Func<T, string> pathOf)
    {
        var byName = nodes.ToDictionary(nameOf, StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<string>();
        var order = ImmutableArray.CreateBuilder<T>(nodes.Length);
        foreach (var name in byName.Keys.Order(StringComparer.Ordinal))
        {
            Visit(name);
        }

        return order.ToImmutable();

        void Visit(string name)
        {
            var seenAt = path.IndexOf(name);
            if (seenAt >= 0)
            {
                var cycle = string.Join(" → ", path[seenAt..].Append(name));
                throw new SqlProjectException(
                    [$"{pathOf(byName[name])}:1: {cycle} is a circle. Move what its members share to a model below."]);
            }

            if (done.Contains(name))
            {
                return;
            }

            path.Add(name);
            foreach (var input in inputsOf(byName[name]).Where(byName.ContainsKey))
            {
                Visit(input);
            }

            path.RemoveAt(path.Count - 1);
            done.Add(name);
            order.Add(byName[name]);
        }
    }
}
