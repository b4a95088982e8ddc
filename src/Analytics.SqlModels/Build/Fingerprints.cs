using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Analytics.Domain;

namespace Analytics.SqlModels;

/// <summary>
/// Hashes of all that a result depends on. What was built is up to date exactly when its recorded hash equals the one
/// computed now, so neither a killed build nor a changed price needs a rule of its own.
/// </summary>
internal sealed class Fingerprints
{
    // Raise when the runner itself computes something differently from the same SQL.
    private const string RunnerVersion = "1";

    private readonly SqlProject project;
    private readonly ModelBuildOptions options;
    private readonly Dictionary<long, string> supersededByCommit;
    private readonly Dictionary<(string Dataset, DateOnly Day), string> inputsByDay;
    private readonly Dictionary<string, string> undatedInputs;
    private readonly Dictionary<string, ImmutableSortedSet<DateOnly>> daysByDataset;
    private readonly Dictionary<string, string> definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Model, DateOnly Day), string> daysOfModels = [];
    private readonly Dictionary<string, ImmutableSortedSet<DateOnly>> daysByModel = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> codes = new(StringComparer.Ordinal);
    private readonly LakeSnapshot snapshot;

    private string KnownAt => SessionObjects.KnownAt(options.KnownAt);

    /// <summary>Hashes the parts of a snapshot by dataset and day.</summary>
    public Fingerprints(SqlProject project, LakeSnapshot snapshot, ModelBuildOptions options)
    {
        this.project = project;
        this.options = options;
        this.snapshot = snapshot;
        supersededByCommit = snapshot.Files.Where(static file => file.IsSuperseded)
            .GroupBy(static file => file.CommitNo)
            .ToDictionary(static files => files.Key, static files => Join(files.Select(static file => file.FileId)));
        inputsByDay = snapshot.Parts.Where(static part => part.EventDate is not null)
            .GroupBy(static part => (part.Dataset, part.EventDate!.Value))
            .ToDictionary(static parts => parts.Key, OfParts);
        undatedInputs = snapshot.Parts.Where(static part => part.EventDate is null)
            .GroupBy(static part => part.Dataset)
            .ToDictionary(static parts => parts.Key, OfParts);
        daysByDataset = inputsByDay.Keys.GroupBy(static key => key.Dataset)
            .ToDictionary(
                static keys => keys.Key, static keys => keys.Select(static key => key.Day).ToImmutableSortedSet());
    }

    /// <summary>Days that a model by day can have rows for: those of the datasets below it.</summary>
    public ImmutableSortedSet<DateOnly> DaysOf(SqlModel model)
    {
        if (!daysByModel.TryGetValue(model.Name, out var days))
        {
            daysByModel[model.Name] = days = [
                .. ModelGraph.Closure(project, [model])
                    .SelectMany(static member => member.Inputs)
                    .Select(DatasetOf)
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal)
                    .SelectMany(dataset => daysByDataset.GetValueOrDefault(dataset, [])),
            ];
        }

        return days;
    }

    /// <summary>Hash of SQL, macros, seeds, settings and undated datasets of a model and all below it.</summary>
    public string OfDefinition(SqlModel model)
    {
        if (!definitions.TryGetValue(model.Name, out var hash))
        {
            definitions[model.Name] = hash = Hash(Definition([model]).Append(RunnerVersion));
        }

        return hash;
    }

    /// <summary>Hash of all that one day of a model by day depends on.</summary>
    public string OfDay(SqlModel model, DateOnly day)
    {
        if (!daysOfModels.TryGetValue((model.Name, day), out var hash))
        {
            var inputs = KeptInputs.Of(project, model);
            var window = EventDay.Around(day, options.LookbackDays);
            daysOfModels[(model.Name, day)] = hash = Hash(
            [
                OfDefinition(model),
                .. inputs.Datasets.SelectMany(dataset => window.Select(other =>
                    $"{dataset} {EventDay.Text(other)} {inputsByDay.GetValueOrDefault((dataset, other))}")),
                .. inputs.Models.Select(input => $"{input.Name} {OfDay(input, day)}"),
            ]);
        }

        return hash;
    }

    /// <summary>Hash of all that one period of a model by month or week depends on.</summary>
    /// <param name="model">The model.</param>
    /// <param name="first">The first day of the period.</param>
    /// <param name="inputs">What it reads by day or period.</param>
    /// <param name="contents">What is known of the periods of those by period.</param>
    public string OfPeriod(
        SqlModel model,
        DateOnly first,
        KeptInputs inputs,
        IReadOnlyDictionary<(string Model, DateOnly First), string> contents) =>
        Hash(
        [
            OfDefinition(model),
            .. inputs.Models.SelectMany(input => input.IsByDay
                ? model.Period!.DaysOf(first).Where(DaysOf(input).Contains)
                    .Select(day => $"{input.Name} {EventDay.Text(day)} {OfDay(input, day)}")
                : [$"{input.Name} {contents.GetValueOrDefault((input.Name, first))}"]),
        ]);

    /// <summary>Hash of all that marts and checks depend on.</summary>
    public string OfWhole() => Hash(
    [
        .. Definition(project.Models.Concat(project.Checks)),
        RunnerVersion,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{snapshot.CommitNo} {options.LookbackDays} {options.ReportingTimeZone} {KnownAt}"),
        .. snapshot.Files.Select(static file => $"{file.FileId} {file.IsSuperseded} {file.IsSourceMissing}")
            .Order(StringComparer.Ordinal),
        .. snapshot.Parts.Select(static part => $"{part.Dataset} {part.Path} {part.Sha256}")
            .Order(StringComparer.Ordinal),

        .. snapshot.Publications.Select(static publication => string.Create(
            CultureInfo.InvariantCulture, $"{publication.CommitNo} {publication.PublishedAt:O}")),

        // What was told since shows in the marts at the next build.
        .. snapshot.Alerts.Where(static alert => alert.DeliveredAt is not null)
            .Select(static alert => alert.ToEventId())
            .Order(StringComparer.Ordinal),
    ]);

    private IEnumerable<string> Definition(IEnumerable<SqlModel> models)
    {
        var closure = ModelGraph.Closure(project, models);
        var macros = MacroClosure(closure);
        var tables = closure.SelectMany(static model => model.Inputs)
            .Concat(macros.SelectMany(static macro => macro.Inputs))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();

        // Comments do not count: a better explanation rebuilds nothing.
        return closure.Select(model => $"{model.Name} {model.Keeping} {Join(model.Key)} {Code(model.File.Text)}")
            .Concat(macros.Select(macro => Code(macro.CreateSql)))
            .Concat(tables.Select(table => $"{table} {Join(RawTables.ColumnsOf(table, project.Columns))}"))
            .Concat(project.Seeds.Where(seed => tables.Contains(seed.Name)).Select(static seed => seed.ContentHash))
            .Concat(project.Declared.Where(table => tables.Contains(table.Name)).Select(static table => table.ContentHash))
            .Concat(tables.Contains(RawTables.AlertValues) ? project.AlertRules.Select(static rule => rule.ValuesSql) : [])
            .Concat(tables.Contains(RawTables.Settings) ? [options.ReportingTimeZone, KnownAt] : [])
            .Concat(tables.Select(DatasetOf).OfType<string>()
                .Select(dataset => undatedInputs.GetValueOrDefault(dataset) ?? ""));
    }

    private List<SqlMacro> MacroClosure(IEnumerable<SqlModel> models)
    {
        var wanted = models.SelectMany(static model => model.Macros).ToHashSet(StringComparer.Ordinal);

        // Backwards, because each macro stands after those it calls.
        foreach (var macro in project.Macros.Reverse().Where(macro => wanted.Contains(macro.Name)))
        {
            wanted.UnionWith(macro.Macros);
        }

        return [.. project.Macros.Where(macro => wanted.Contains(macro.Name))];
    }

    // A later version of a file may supersede rows that an older commit brought, without a new part on their days.
    private string OfParts(IEnumerable<LakePart> parts) => Hash(parts
        .Select(part => $"{part.Sha256} {supersededByCommit.GetValueOrDefault(part.CommitNo)}")
        .Order(StringComparer.Ordinal));

    private static string? DatasetOf(string table) =>
        table.StartsWith("raw_", StringComparison.Ordinal) ? table["raw_".Length..] : null;

    // Each text belongs to the definitions of all that stand above it.
    private string Code(string sql)
    {
        if (!codes.TryGetValue(sql, out var code))
        {
            codes[sql] = code = Join(SqlTokens.Read(sql).Select(static token => token.Text));
        }

        return code;
    }

    private static string Join<T>(IEnumerable<T> parts) => string.Join(' ', parts);

    private static string Hash(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}
