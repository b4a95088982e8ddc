namespace Analytics.SqlModels;

/// <summary>What a model of a layer may read, so that data flows one way and a day can be built alone.</summary>
internal static class ModelRules
{
    /// <summary>Adds a fault for every reference that goes against the flow.</summary>
    public static void Check(IReadOnlyList<SqlModel> models, List<string> faults)
    {
        var byName = models.Where(static model => model.Layer != SqlLayer.Reader)
            .ToDictionary(static model => model.Name, StringComparer.Ordinal);
        foreach (var model in models)
        {
            CheckLayers(model, byName, faults);
            if (model is { Layer: SqlLayer.Mart, Keeping: Keeping.View })
            {
                CheckView(model, byName, faults);
            }

            if (model.IsByPeriod)
            {
                CheckPeriod(model, byName, faults);
            }

            if (model.IsByDay)
            {
                CheckDay(model, byName, faults);
            }
            else if (model.Inputs.Contains(RawTables.ChunkDays))
            {
                faults.Add($"{model.File.Path}:1: reads {RawTables.ChunkDays}, which only a check by day has. "
                    + "Add the line '-- runs: by event_date' to its header.");
            }
        }
    }

    private static void CheckLayers(SqlModel model, Dictionary<string, SqlModel> byName, List<string> faults)
    {
        foreach (var input in InputsOf(model, byName))
        {
            var isAllowed = model.Layer switch
            {
                SqlLayer.Staging or SqlLayer.Reader => false,
                SqlLayer.Intermediate => input.Layer is SqlLayer.Staging or SqlLayer.Intermediate,
                _ => true,
            };
            if (!isAllowed)
            {
                faults.Add(
                    $"{model.File.Path}:1: {model.Name} reads {input.Name}. Data flows from raw through staging and "
                    + "intermediate to marts, never back; move the file to a later layer.");
            }
        }
    }

    // Whoever opens the work database has neither the views nor the macros of a build.
    private static void CheckView(SqlModel model, Dictionary<string, SqlModel> byName, List<string> faults)
    {
        foreach (var other in model.Inputs
            .Where(name => !byName.TryGetValue(name, out var input) || !input.IsByPeriod)
            .Concat(model.Macros))
        {
            faults.Add(
                $"{model.File.Path}:1: {model.Name} is kept as a view and needs {other}, which exists during a build only. "
                + "Read models that are kept by month or week, or leave '-- kept: view' out.");
        }
    }

    private static void CheckDay(SqlModel model, Dictionary<string, SqlModel> byName, List<string> faults)
    {
        foreach (var (below, path) in Below(model, byName, static _ => true))
        {
            // These change with every commit, so every day would be rebuilt each time.
            foreach (var input in below.Inputs.Where(static input =>
                input is RawTables.Files or RawTables.Quarantine or RawTables.Publications or RawTables.VersionMarks))
            {
                faults.Add(
                    $"{model.File.Path}:1: {model.Name} is built by day and reads {input} ({path} → {input}), "
                    + "which changes with every commit. Read it in a mart.");
            }

            if (below.Period is not null)
            {
                faults.Add(
                    $"{model.File.Path}:1: {model.Name} is built by day and reads {below.Name} ({path}), "
                    + "whose rows are of a period. Read it in a mart.");
            }

            CheckAsOfDate(model, "built by day", below, path, faults);
        }
    }

    // A period is kept as long as what it is made of stands by day or period; of anything else nobody would see a change.
    private static void CheckPeriod(SqlModel model, Dictionary<string, SqlModel> byName, List<string> faults)
    {
        var keeping = $"kept by {model.KeptDate}";
        foreach (var (below, path) in Below(model, byName, static input => !input.IsByDay && input.Period is null))
        {
            foreach (var input in below.Inputs.Where(static input => input.StartsWith("raw_", StringComparison.Ordinal)))
            {
                faults.Add(
                    $"{model.File.Path}:1: {model.Name} is {keeping} and reads {input} ({path} → {input}), which "
                    + "does not tell what changed in a month. Put '-- kept: build by month_date' on a model between.");
            }

            foreach (var input in InputsOf(below, byName)
                .Where(input => input.Period is { } period && period != model.Period))
            {
                faults.Add(
                    $"{model.File.Path}:1: {model.Name} is {keeping} and reads {input.Name} ({path} → {input.Name}), which "
                    + $"is kept by {input.KeptDate}. Keep both by the same period, or read it in a mart.");
            }

            CheckAsOfDate(model, keeping, below, path, faults);
        }
    }

    private static void CheckAsOfDate(SqlModel model, string keeping, SqlModel below, string path, List<string> faults)
    {
        if (below.Inputs.Contains(RawTables.Settings)
            && SqlTokens.Read(below.File.Text).Exists(static token => token.IsWord("as_of_date")))
        {
            faults.Add(
                $"{model.File.Path}:1: {model.Name} is {keeping} and reads as_of_date ({path}), "
                + "which changes every day. Read it in a mart.");
        }
    }

    private static IEnumerable<SqlModel> InputsOf(SqlModel model, Dictionary<string, SqlModel> byName) =>
        model.Inputs.Where(byName.ContainsKey).Select(name => byName[name]);

    // The model and those below it, each with the way to it; of an input that is not entered nothing is told.
    private static IEnumerable<(SqlModel Model, string Path)> Below(
        SqlModel model, Dictionary<string, SqlModel> byName, Func<SqlModel, bool> isEntered)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { model.Name };
        var open = new Queue<(SqlModel Model, string Path)>([(model, model.Name)]);
        while (open.TryDequeue(out var entry))
        {
            yield return entry;
            foreach (var input in InputsOf(entry.Model, byName).Where(input => seen.Add(input.Name)).Where(isEntered))
            {
                open.Enqueue((input, $"{entry.Path} → {input.Name}"));
            }
        }
    }
}
