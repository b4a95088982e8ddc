using System.Collections.Immutable;

namespace Analytics.SqlModels;

/// <summary>One case of a <c>.test.sql</c> file: given rows in, expected rows out.</summary>
/// <param name="Subject">Name of the model, check or reader under test: the file's name.</param>
/// <param name="Path">Absolute path of the file.</param>
/// <param name="Line">Line of <c>-- test:</c>, from 1.</param>
/// <param name="Title">The sentence after it.</param>
/// <param name="Givens">Rows of inputs; an input without rows is empty, except seeds and <c>settings</c>.</param>
/// <param name="ExpectQuery">The query of the expected rows; only its columns are compared.</param>
public sealed record ModelTest(
    string Subject,
    string Path,
    int Line,
    string Title,
    ImmutableArray<ModelTestGiven> Givens,
    string ExpectQuery);

/// <summary>Rows of one input.</summary>
/// <param name="Table">Name of the input.</param>
/// <param name="Query">Query that yields the rows; columns it lacks are NULL.</param>
/// <param name="Line">Line of <c>-- given</c>, from 1.</param>
public sealed record ModelTestGiven(string Table, string Query, int Line);

/// <summary>
/// Reads <c>.test.sql</c> files: <c>-- test: sentence</c>, then any number of <c>-- given table</c> with a query, then
/// <c>-- expect</c> with a query; several cases in a row. A remark may follow a table's name after a colon.
/// </summary>
public static class ModelTestFile
{
    /// <summary>How the file of a model's tests ends.</summary>
    public const string Extension = ".test.sql";

    /// <summary>All cases of one file.</summary>
    /// <exception cref="SqlProjectException">A section is missing, empty or out of order; all faults are
    /// listed.</exception>
    public static ImmutableArray<ModelTest> Parse(string path, string text)
    {
        var faults = new List<string>();
        var tests = ImmutableArray.CreateBuilder<ModelTest>();
        var sections = Sections(text);
        for (var index = 0; index < sections.Count; index++)
        {
            if (sections[index].Kind != "test")
            {
                faults.Add($"{path}:{sections[index].Line}: found '-- {sections[index].Kind}' outside of a test. "
                    + "Put '-- test: what must hold' above it.");
                continue;
            }

            var end = sections.FindIndex(index + 1, static section => section.Kind == "test");
            end = end < 0 ? sections.Count : end;
            tests.Add(Build(path, sections[index..end], faults));
            index = end - 1;
        }

        if (tests.Count == 0)
        {
            faults.Add($"{path}:1: holds no test. Open it with '-- test: what must hold'.");
        }

        return faults.Count == 0 ? tests.ToImmutable() : throw new SqlProjectException(faults);
    }

    private static ModelTest Build(string path, List<Section> sections, List<string> faults)
    {
        var head = sections[0];
        foreach (
            var section in sections.Skip(1)
                .Where(static section => section.Query.Length == 0 || section.Table.Length == 0))
        {
            faults.Add($"{path}:{section.Line}: '-- {section.Kind}' has no query or names no table. "
                + "Write '-- given <table>' or '-- expect' and 'from (values (...)) as given (...)' below it.");
        }

        if (head.Table.Length == 0 || sections.Count(static section => section.Kind == "expect") != 1
            || sections[^1].Kind != "expect")
        {
            faults.Add(
                $"{path}:{head.Line}: a test needs a sentence and ends with one '-- expect'. Add what is missing.");
        }

        return new ModelTest(
            Path.GetFileName(path)[..^Extension.Length],
            path,
            head.Line,
            head.Table,
            [.. sections.Where(static section => section.Kind == "given")
                .Select(static section => new ModelTestGiven(section.Table, section.Query, section.Line))],
            sections[^1].Query);
    }

    private static List<Section> Sections(string text)
    {
        var sections = new List<Section>();
        var lines = text.Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            if (Opening(lines[index].TrimEnd('\r'), index + 1) is { } opened)
            {
                sections.Add(opened);
            }
            else if (sections.Count > 0 && sections[^1].Kind != "test")
            {
                sections[^1] = sections[^1] with { Query = $"{sections[^1].Query}\n{lines[index].TrimEnd('\r')}" };
            }
        }

        return [.. sections.Select(
            static section => section with { Query = section.Query.Trim().TrimEnd(';').TrimEnd() })];
    }

    private static Section? Opening(string line, int number)
    {
        const string Test = "-- test:", Given = "-- given ", Expect = "-- expect";
        if (line.StartsWith(Test, StringComparison.Ordinal))
        {
            return new Section("test", line[Test.Length..].Trim(), string.Empty, number);
        }

        if (line.StartsWith(Given, StringComparison.Ordinal))
        {
            return new Section("given", line[Given.Length..].Split(':')[0].Trim(), string.Empty, number);
        }

        return line.TrimEnd() == Expect || line.StartsWith($"{Expect}:", StringComparison.Ordinal)
            ? new Section("expect", "expect", string.Empty, number)
            : null;
    }

    private sealed record Section(string Kind, string Table, string Query, int Line);
}
