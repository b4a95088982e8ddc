using System.Data.Common;
using Analytics.Engine;
using Analytics.Outputs;
using Analytics.Outputs.Rows;
using Analytics.Worker.Terminal;

namespace Analytics.Worker.Reports;

/// <summary>
/// The main answers after a run: each file of <c>sql/reports</c> is asked of the current generation, in order of the file
/// names. A question without rows is left out, so logs without customers simply show other tables.
/// </summary>
/// <param name="generation">Generation that answered.</param>
/// <param name="answers">Answers that have rows.</param>
internal sealed class RunAnswers(int generation, IReadOnlyList<RunAnswer> answers)
{
    /// <summary>Asks all questions.</summary>
    /// <exception cref="EngineException">DuckDB refused one; the message names its file.</exception>
    public static async Task<RunAnswers> ReadAsync(VerbContext context, CancellationToken cancellation)
    {
        var folder = Path.Combine(context.Settings.SqlDirectory, "reports");
        using var database = context.OpenPublished();
        var answers = new List<RunAnswer>();
        var paths = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.sql") : [];
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            var file = SqlFile.Read(path);
            if (await AskAsync(database, file, cancellation) is { Rows.Count: > 0 } answer)
            {
                answers.Add(answer);
            }
        }

        return new RunAnswers(database.Manifest.Generation, answers);
    }

    /// <summary>The answers as tables of text.</summary>
    public void Write(TerminalOutput output)
    {
        foreach (var answer in answers)
        {
            output.Line();
            output.Line(answer.Title);
            TextTable.Write(
                output.Text,
                answer.Columns,
                [.. answer.Rows.Select(static row => row.Select(ValueText.Of).ToArray())]);
        }
    }

    /// <summary>The answers as one object, by the name of their file.</summary>
    public object ToJson() => new
    {
        Generation = generation,
        Tables = answers.ToDictionary(
            static answer => answer.Name,
            static answer => answer.Rows.Select(row => answer.Columns
                .Zip(row, static (column, value) => (column.Name, Value: value))
                .ToDictionary(static cell => cell.Name, static cell => cell.Value is DBNull ? null : cell.Value))),
    };

    private static async Task<RunAnswer?> AskAsync(
        PublishedDatabase database, SqlFile file, CancellationToken cancellation)
    {
        try
        {
            return await database.ReadAsync(file.Text, reader => ReadRowsAsync(reader, file, cancellation), cancellation);
        }
        catch (EngineException fault)
        {
            throw new EngineException($"{file.Path}: {fault.Message}", fault);
        }
    }

    private static async Task<RunAnswer> ReadRowsAsync(DbDataReader reader, SqlFile file, CancellationToken cancellation)
    {
        var columns = Enumerable.Range(0, reader.FieldCount)
            .Select(index => new TextColumn(reader.GetName(index), ValueText.IsNumber(reader.GetFieldType(index))))
            .ToList();
        var rows = new List<object[]>();
        while (await reader.ReadAsync(cancellation))
        {
            var row = new object[columns.Count];
            reader.GetValues(row);
            rows.Add(row);
        }

        var name = file.Name[(file.Name.IndexOf('_', StringComparison.Ordinal) + 1)..];
        return new RunAnswer(name, file.Require("title"), columns, rows);
    }
}

/// <summary>One answer.</summary>
/// <param name="Name">Name of its file without the number in front.</param>
/// <param name="Title">Heading, from the file's header.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Rows">Values, one for each column.</param>
internal sealed record RunAnswer(
    string Name, string Title, IReadOnlyList<TextColumn> Columns, IReadOnlyList<object[]> Rows);
