using System.Collections.Immutable;
using Analytics.Engine;

namespace Analytics.SqlModels;

/// <summary>Finds and runs the <c>.test.sql</c> cases of a project, each in a session of its own.</summary>
public static class ModelTests
{
    private const int MaxRowsShown = 20;
    private const string ReaderInput = "source_records";

    /// <summary>All cases below the project's folder, by file and line.</summary>
    /// <exception cref="SqlProjectException">A test file has no proper form.</exception>
    public static ImmutableArray<ModelTest> Discover(SqlProject project) =>
    [
        .. Directory.EnumerateFiles(project.Root, $"*{ModelTestFile.Extension}", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(static path => ModelTestFile.Parse(path, File.ReadAllText(path))),
    ];

    /// <summary>Runs one case.</summary>
    /// <returns>Null when the rows are the expected ones; else what differs, for people.</returns>
    public static async Task<string?> RunAsync(SqlProject project, ModelTest test, CancellationToken cancellation)
    {
        var place = $"{test.Path}:{test.Line}: {test.Title}";
        if (FindSubject(project, test) is not { } subject)
        {
            return $"{place}\nThere is no model, check or reader {test.Subject} beside the file. Rename one of them.";
        }

        try
        {
            using var empty = EmptyProject.Open(project);
            var refused = subject.Layer == SqlLayer.Reader
                ? GiveRecords(empty.Session, subject, test)
                : GiveInputs(empty, subject, test);
            return refused is null && await CompareAsync(empty.Session, subject, test, cancellation) is { } difference
                ? $"{place}\n{difference}"
                : refused;
        }
        catch (Exception exception) when (exception is EngineException or SqlModelException)
        {
            return $"{place}\n{exception.Message}";
        }
    }

    private static SqlModel? FindSubject(SqlProject project, ModelTest test) =>
        project.Models.Concat(project.Checks).Concat(project.Readers).FirstOrDefault(model =>
            model.Name == test.Subject && Path.GetDirectoryName(model.File.Path) == Path.GetDirectoryName(test.Path));

    private static string? GiveRecords(EngineSession session, SqlModel reader, ModelTest test)
    {
        var record = ReaderRecord.Parse(reader.File);
        session.Execute(SessionObjects.EmptyTable(ReaderInput, record.SourceColumns));
        foreach (var given in test.Givens)
        {
            if (given.Table != ReaderInput)
            {
                return $"{test.Path}:{given.Line}: found '{given.Table}', expected '{ReaderInput}', "
                    + "the only input of a reader.";
            }

            var columns = session.Describe(given.Query).Select(static column => column.Name)
                .ToHashSet(StringComparer.Ordinal);
            Insert(session, ReaderInput, columns.Contains(ReaderRecord.JsonColumn)
                ? record.FromJson(given.Query) : given.Query, test, given);
        }

        return null;
    }

    private static string? GiveInputs(EmptyProject empty, SqlModel subject, ModelTest test)
    {
        empty.CreateInputs(subject.Inputs);
        var unknown = test.Givens.FirstOrDefault(given => !subject.Inputs.Contains(given.Table));
        if (unknown is not null)
        {
            return $"{test.Path}:{unknown.Line}: {test.Subject} does not read {unknown.Table}; it reads "
                + $"{string.Join(", ", subject.Inputs)}. Give one of these.";
        }

        // Seeds and settings hold what they hold in a build unless the test gives its own rows.
        foreach (var filled in test.Givens.Select(static given => given.Table).Distinct().Where(HasRows))
        {
            var columns = empty.Session.Describe(filled);
            var kind = filled == RawTables.Settings ? "view" : "table";
            empty.Session.Execute($"drop {kind} {filled};\n{SessionObjects.EmptyTable(filled, columns)}");
        }

        foreach (var given in test.Givens)
        {
            Insert(empty.Session, given.Table, given.Query, test, given);
        }

        return null;
    }

    private static bool HasRows(string input) =>
        input == RawTables.Settings || RawTables.IsDeclared(input) || input.StartsWith("seed_", StringComparison.Ordinal);

    private static void Insert(EngineSession session, string table, string query, ModelTest test, ModelTestGiven given)
    {
        try
        {
            session.Execute($"insert into {table} by name\nselect * from (\n{query}\n);");
        }
        catch (EngineException exception)
        {
            throw new EngineException($"{test.Path}:{given.Line}: given {table}: {exception.Message}");
        }
    }

    private static async Task<string?> CompareAsync(
        EngineSession session, SqlModel subject, ModelTest test, CancellationToken cancellation)
    {
        SqlModelException.Wrap(subject, () =>
            session.Execute($"create temp table actual_rows as select * from (\n{subject.Query}\n);"));
        session.Execute($"create temp table expected_rows as select * from (\n{test.ExpectQuery}\n);");
        var actual = session.Describe("actual_rows").Select(static column => column.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var expected = session.Describe("expected_rows").Select(static column => column.Name).ToList();
        if (expected.Where(name => !actual.Contains(name)).ToList() is { Count: > 0 } unknown)
        {
            return $"Expected columns that {subject.Name} does not yield: {string.Join(", ", unknown)}.";
        }

        var columns = string.Join(", ", expected.Select(SqlText.Identifier));
        var missing = await DifferenceAsync("in_expected_not_in_actual", "expected_rows", "actual_rows");
        var surplus = await DifferenceAsync("in_actual_not_in_expected", "actual_rows", "expected_rows");
        return missing.Length + surplus.Length == 0 ? null : missing + surplus;

        async Task<string> DifferenceAsync(string label, string left, string right)
        {
            var query = $"select {columns} from {left} except all select {columns} from {right} order by all";
            var rows = await session.ReadTextAsync(query, MaxRowsShown, cancellation);
            return rows.Total == 0 ? string.Empty : $"{label}:\n{rows}";
        }
    }
}
