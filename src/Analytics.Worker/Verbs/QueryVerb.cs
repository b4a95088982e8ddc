using System.CommandLine;
using System.Data.Common;
using Analytics.Domain;
using Analytics.Engine;
using Analytics.Outputs;
using Analytics.Outputs.Rows;
using Analytics.Worker.Terminal;

namespace Analytics.Worker.Verbs;

/// <summary><c>query "select ..."</c>: one question to the current generation, read only.</summary>
internal static class QueryVerb
{
    private const int ShownRowsMax = 200;

    /// <summary>The command.</summary>
    public static Command Create(VerbHost host)
    {
        var sql = new Argument<string>("sql")
        {
            Description = "One SELECT over the published marts and the views over the lake.",
        };
        var csv = new Option<bool>("--csv")
        {
            Description = "Writes CSV; text that a spreadsheet would take for a formula is guarded.",
        };
        var arrow = new Option<string?>("--arrow")
        {
            Description = "Writes an Arrow IPC file instead of text.",
            HelpName = "FILE",
        };
        var knownAt = AsKnownOption.Create();
        var command = new Command("query", "Asks the published DuckDB file.") { sql, csv, arrow, knownAt };
        host.Bind(command, async (context, cancellation) =>
        {
            var parsed = context.Parsed;
            try
            {
                using var database = await context.OpenPublishedAsync(parsed.GetValue(knownAt), [], cancellation);
                await RunAsync(
                    context, database, parsed.GetRequiredValue(sql), parsed.GetValue(csv), parsed.GetValue(arrow),
                    cancellation);
                return ExitCode.Ok;
            }
            catch (EngineException fault) when (!fault.IsOutOfResources)
            {
                // The question was wrong, not the product.
                context.Output.Error(fault.Message);
                return ExitCode.Usage;
            }
        });
        return command;
    }

    private static async Task RunAsync(
        VerbContext context,
        PublishedDatabase database,
        string sql,
        bool isCsv,
        string? arrowPath,
        CancellationToken cancellation)
    {
        if (arrowPath is not null)
        {
            await using var file = context.Files.Create(arrowPath);
            var rows = await database.WriteArrowAsync(sql, file, cancellation);
            context.Output.Note($"{rows} rows in {arrowPath}");
        }
        else if (isCsv)
        {
            await database.ReadAsync(
                sql, reader => CsvRows.WriteAsync(reader, context.Output.Text, cancellation), cancellation);
        }
        else if (context.Output.IsJson)
        {
            await database.ReadAsync(
                sql, reader => JsonRows.WriteAsync(reader, context.Output.Results, cancellation), cancellation);
            context.Output.Line();
        }
        else
        {
            await database.ReadAsync(sql, reader => ShowAsync(reader, context.Output, cancellation), cancellation);
        }
    }

    private static async Task<long> ShowAsync(DbDataReader reader, TerminalOutput output, CancellationToken cancellation)
    {
        var columns = Enumerable.Range(0, reader.FieldCount)
            .Select(index => new TextColumn(reader.GetName(index), ValueText.IsNumber(reader.GetFieldType(index))))
            .ToList();
        var rows = new List<IReadOnlyList<string>>();
        var count = 0L;
        while (await reader.ReadAsync(cancellation))
        {
            if (count++ < ShownRowsMax)
            {
                rows.Add([.. columns.Select((_, index) => ValueText.Of(reader.GetValue(index)))]);
            }
        }

        TextTable.Write(output.Text, columns, rows);
        output.Line();
        output.Line(count <= ShownRowsMax
            ? $"{count} rows"
            : $"{count} rows, the first {ShownRowsMax} shown; --csv, --json or --arrow FILE give all");
        return count;
    }
}
