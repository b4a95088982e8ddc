using System.Collections.Immutable;
using System.Security.Cryptography;
using Analytics.Domain;
using Analytics.Engine;
using Analytics.SqlModels.Declarations;

namespace Analytics.SqlModels;

/// <summary>
/// Everything under <c>sql/</c>, read once and found sound: headers complete, names unique, references known, no cycle.
/// Immutable and safe to share between threads.
/// </summary>
public sealed class SqlProject
{
    private readonly ImmutableDictionary<string, SqlModel> byName;

    private SqlProject(
        string root,
        ImmutableArray<SqlModel> models,
        ImmutableArray<SqlModel> readers,
        ImmutableArray<SqlMacro> macros,
        ImmutableArray<SqlSeed> seeds,
        ImmutableArray<DatasetColumn> columns,
        ImmutableArray<DeclaredTable> declared,
        ImmutableArray<AlertRule> alertRules)
    {
        Root = root;
        Models = [.. models.Where(static model => model.Layer != SqlLayer.Check)];
        Checks = [.. models.Where(static model => model.Layer == SqlLayer.Check)];
        Readers = readers;
        Macros = macros;
        Seeds = seeds;
        Columns = columns;
        Declared = declared;
        AlertRules = alertRules;
        this.byName = models.Concat(readers.Where(reader => models.All(model => model.Name != reader.Name)))
            .ToImmutableDictionary(static model => model.Name, StringComparer.Ordinal);
    }

    /// <summary>The folder, absolute.</summary>
    public string Root { get; }

    /// <summary>Staging, intermediate and mart models; each stands after all that it reads.</summary>
    public ImmutableArray<SqlModel> Models { get; }

    /// <summary>Checks, by name.</summary>
    public ImmutableArray<SqlModel> Checks { get; }

    /// <summary>Readers, by name.</summary>
    public ImmutableArray<SqlModel> Readers { get; }

    /// <summary>Macros, in the order in which they can be created.</summary>
    public ImmutableArray<SqlMacro> Macros { get; }

    /// <summary>Seeds, by name.</summary>
    public ImmutableArray<SqlSeed> Seeds { get; }

    /// <summary>All lines of <c>columns.csv</c>, in file order.</summary>
    public ImmutableArray<DatasetColumn> Columns { get; }

    /// <summary>What people declared beside the SQL files; empty unless it was read with
    /// <see cref="DeclarationFiles"/>.</summary>
    public ImmutableArray<DeclaredTable> Declared { get; }

    /// <summary>Rules of <c>mart_alerts</c>.</summary>
    internal ImmutableArray<AlertRule> AlertRules { get; }

    /// <summary>What an alert rule watches, for people; null = no such rule is declared.</summary>
    public string? TitleOfAlertRule(string ruleId) => AlertRules.FirstOrDefault(rule => rule.Id == ruleId)?.Title;

    /// <summary>The published tables, each after those it reads.</summary>
    public IEnumerable<SqlModel> Marts => Models.Where(static model => model.Layer == SqlLayer.Mart);

    /// <summary>The model, check or reader of that name, or null.</summary>
    public SqlModel? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Lines of the dictionary for one table, in file order; empty when it has none.</summary>
    public ImmutableArray<DatasetColumn> ColumnsOf(string table) => [.. Columns.Where(column => column.Table == table)];

    /// <summary>The same project with declarations.</summary>
    internal SqlProject With(ImmutableArray<DeclaredTable> declared, ImmutableArray<AlertRule> alertRules) =>
        new(Root, [.. Models, .. Checks], Readers, Macros, Seeds, Columns, declared, alertRules);

    /// <summary>Reads and checks a folder such as <c>sql/</c>.</summary>
    /// <exception cref="SqlProjectException">Headers, names or references are at fault; all faults are
    /// listed.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static SqlProject Load(string root)
    {
        root = Path.GetFullPath(root);
        if (!Directory.Exists(root))
        {
            throw new SqlProjectException([$"{root}: the folder of the SQL models is missing. Name it with --sql."]);
        }

        var faults = new List<string>();
        var columns = ColumnDictionary.Read(Path.Combine(root, "columns.csv"), faults);
        var seeds = ReadSeeds(root);
        var files = ReadFiles(root, faults);
        var tables = TableNames(columns, seeds, files);
        var statements = ListSql(Path.Combine(root, "macros")).Select(SqlFile.Read)
            .SelectMany(file => MacroFile.Read(file, faults).Select(statement => (file, statement)))
            .ToList();
        var macros = MacroFile.Resolve(statements, tables, faults);
        var macroNames = macros.Select(static macro => macro.Name).ToHashSet(StringComparer.Ordinal);
        var models = files.Select(entry => ReadModel(entry.File, entry.Layer, tables, macroNames, faults)).ToList();
        ModelRules.Check(models, faults);
        if (faults.Count > 0)
        {
            throw new SqlProjectException(faults);
        }

        return new SqlProject(
            root,
            ModelGraph.Order([.. models.Where(static model => model.Layer != SqlLayer.Reader)]),
            [.. models.Where(static model => model.Layer == SqlLayer.Reader)],
            ModelGraph.Order(macros),
            seeds,
            columns,
            [],
            []);
    }

    private static List<(SqlFile File, SqlLayer Layer)> ReadFiles(string root, List<string> faults)
    {
        (string Folder, string Prefix, SqlLayer Layer)[] folders =
        [
            ("readers", string.Empty, SqlLayer.Reader),
            ("staging", "stg_", SqlLayer.Staging),
            ("intermediate", "int_", SqlLayer.Intermediate),
            ("marts", "mart_", SqlLayer.Mart),
            ("checks", "check_", SqlLayer.Check),
        ];
        var files = new List<(SqlFile File, SqlLayer Layer)>();
        foreach (var (folder, prefix, layer) in folders)
        {
            foreach (var path in ListSql(Path.Combine(root, folder)))
            {
                var file = SqlFile.Read(path);
                if (layer != SqlLayer.Reader
                    && files.Find(entry => entry.File.Name == file.Name) is { File: { } older })
                {
                    faults.Add($"{path}:1: {file.Name} exists already as {older.Path}. Rename one of the files.");
                    continue;
                }

                if (!file.Name.StartsWith(prefix, StringComparison.Ordinal) || file.Name.Any(char.IsUpper))
                {
                    faults.Add(
                        $"{path}:1: found the name '{file.Name}', expected lower case that starts with '{prefix}'. "
                        + "The prefix is how references are told from columns.");
                }

                ModelHeader.CheckRequired(file, layer, faults);
                files.Add((file, layer));
            }
        }

        return files;
    }

    private static SqlModel ReadModel(
        SqlFile file, SqlLayer layer, HashSet<string> tables, HashSet<string> macroNames, List<string> faults)
    {
        var references = SqlReferences.Read(SqlTokens.Read(file.Text), tables, macroNames);
        foreach (var (name, line) in references.Unknown)
        {
            faults.Add($"{file.Path}:{line}: reads {name}, which is no model, seed or dataset. "
                + $"Add its file, or its lines to columns.csv if it is a dataset.");
        }

        return new SqlModel(
            file,
            layer,
            ModelHeader.KeepingOf(file, layer, faults),
            ModelHeader.KeyOf(file, layer, faults),
            references.Tables,
            references.Macros);
    }

    private static HashSet<string> TableNames(
        ImmutableArray<DatasetColumn> columns,
        ImmutableArray<SqlSeed> seeds,
        List<(SqlFile File, SqlLayer Layer)> files) =>
        columns.Select(static column => column.Table).Where(RawTables.IsDataset).Select(static table => $"raw_{table}")
            .Concat(RawTables.OfRunner)
            .Concat(columns.Select(static column => column.Table).Where(RawTables.IsDeclared))
            .Concat(seeds.Select(static seed => seed.Name))
            .Concat(files.Where(static entry => entry.Layer is not (SqlLayer.Reader or SqlLayer.Check))
                .Select(static entry => entry.File.Name))
            .ToHashSet(StringComparer.Ordinal);

    private static ImmutableArray<SqlSeed> ReadSeeds(string root)
    {
        var folder = Path.Combine(root, "seeds");
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal).Select(ReadSeed)]
            : [];
    }

    private static SqlSeed ReadSeed(string path)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        return new SqlSeed($"seed_{Path.GetFileNameWithoutExtension(path)}", path, hash);
    }

    private static IEnumerable<string> ListSql(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.sql")
                .Where(static path => !path.EndsWith(ModelTestFile.Extension, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
            : [];
}
