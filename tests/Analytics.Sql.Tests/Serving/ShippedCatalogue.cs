using Analytics.Engine;
using Analytics.SqlModels;

namespace Analytics.Sql.Tests.Serving;

/// <summary>
/// The catalogues and the price book that ship with the product, read by their readers into a session that holds the
/// models asked for, and nothing of a lake.
/// </summary>
internal sealed class ShippedCatalogue : IDisposable
{
    private static readonly (string Reader, string Folder, string Pattern)[] Sources =
    [
        ("accelerators", "sql/seeds/serving", "accelerators.csv"),
        ("llm_architectures", "sql/seeds/serving", "llm_architectures.csv"),
        ("deployments", "sql/seeds/serving", "deployments.csv"),
        ("price_book", "sql/seeds/prices", "*_prices.csv"),
    ];

    private readonly EmptyProject empty;

    private ShippedCatalogue(EmptyProject empty) => this.empty = empty;

    public EngineSession Session => empty.Session;

    /// <summary>Opens a session with the tables of the named models and of all they read.</summary>
    public static ShippedCatalogue Open(params string[] models) => Open(models, []);

    /// <summary>The same with files of a user's own.</summary>
    public static ShippedCatalogue Open(
        IReadOnlyList<string> models, IReadOnlyList<(string Reader, string Folder, string Pattern)> own)
    {
        var project = Repository.Project;
        var empty = EmptyProject.Open(project);
        try
        {
            var wanted = ModelGraph.Closure(project, models.Select(name => project.Find(name)!)).ToList();
            var names = wanted.Select(static model => model.Name).ToHashSet(StringComparer.Ordinal);
            var given = wanted.SelectMany(static model => model.Inputs).Except(names).ToHashSet();
            empty.CreateInputs(given);
            foreach (var (reader, folder, pattern) in Sources.Concat(own))
            {
                var model = project.Readers.Single(model => model.Name == reader);
                if (given.Contains(RawTable(model)))
                {
                    var prefix = own.Contains((reader, folder, pattern)) ? "own" : "shipped";
                    Load(empty.Session, model, $"{prefix}-{reader}", Repository.Files(folder, pattern));
                }
            }

            foreach (var model in project.Models.Where(model => names.Contains(model.Name)))
            {
                empty.Session.Execute($"create temp table {model.Name} as\n{model.Query}\n;");
            }

            return new ShippedCatalogue(empty);
        }
        catch
        {
            // The caller never sees the session, so nobody else would close it.
            empty.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => empty.Dispose();

    private static string RawTable(SqlModel reader) => $"raw_{reader.File.Require("dataset").Trim()}";

    // The files are read as text here and handed over as rows: a session may read below sql/ only.
    private static void Load(EngineSession session, SqlModel reader, string source, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            var lines = File.ReadAllLines(path);
            var columns = ColumnDictionary.Split(lines[0]);
            var rows = lines.Skip(1).Select((line, index) => $"({SqlText.Literal(source)}, {SqlText.Literal(path)}, "
                + $"{index + 2}, {string.Join(", ", ColumnDictionary.Split(line).Select(Cell))})");
            session.Execute(
                $"""
                {SessionObjects.EmptyTable("source_records", ReaderRecord.Parse(reader.File).SourceColumns)}
                insert into source_records (source, file_id, line_no, {string.Join(", ", columns)})
                values {string.Join(",\n", rows)};
                create or replace temp table reader_rows as
                {reader.Query}
                ;
                insert into {RawTable(reader)} by name
                select * exclude (reject_reason, reject_detail), false as is_superseded from reader_rows
                where reject_reason is null;
                """);
            var refused = session.ReadTextAsync(
                "select line_no, reject_reason, reject_detail from reader_rows where reject_reason is not null",
                20,
                CancellationToken.None).GetAwaiter().GetResult();
            Assert.True(refused.Total == 0, $"{path}\n{refused}");
        }
    }

    private static string Cell(string text) => text.Length == 0 ? "null" : SqlText.Literal(text);
}
