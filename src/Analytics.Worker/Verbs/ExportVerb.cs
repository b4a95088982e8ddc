using System.CommandLine;
using System.Text;
using Analytics.Domain;
using Analytics.Engine;
using Analytics.Outputs;
using Analytics.Outputs.Rows;

namespace Analytics.Worker.Verbs;

/// <summary><c>export</c>: tables of the current generation as files of one's own.</summary>
internal static class ExportVerb
{
    private const string FocusCsv = "focus";
    private const string FocusParquet = "focus-parquet";

    /// <summary>The command.</summary>
    public static Command Create(VerbHost host)
    {
        var tables = new Argument<string[]>("mart")
        {
            Description = "Marts to export (default: all).",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var target = new Option<string>("--to")
        {
            Description = "Folder for the files; it is created.",
            HelpName = "DIR",
            Required = true,
        };
        var format = new Option<string>("--format")
        {
            Description = "csv, parquet or arrow; focus or focus-parquet: our costs as one FOCUS 1.2 file.",
            DefaultValueFactory = static _ => "csv",
        };
        format.AcceptOnlyFromAmong("csv", "parquet", "arrow", FocusCsv, FocusParquet);
        var knownAt = AsKnownOption.Create();
        var command = new Command("export", "Writes published marts as CSV, Parquet or Arrow files, or our costs as FOCUS.")
        {
            tables, target, format, knownAt,
        };
        host.Bind(command, async (context, cancellation) =>
        {
            var names = context.Parsed.GetValue(tables) ?? [];
            var folder = Path.GetFullPath(context.Parsed.GetRequiredValue(target));
            var form = context.Parsed.GetRequiredValue(format);
            using var database = await context.OpenPublishedAsync(
                context.Parsed.GetValue(knownAt), [folder], cancellation);
            return form is FocusCsv or FocusParquet
                ? await WriteFocusAsync(context, database, names, folder, form == FocusParquet, cancellation)
                : await WriteMartsAsync(context, database, names, folder, form, cancellation);
        });
        return command;
    }

    private static async Task<ExitCode> WriteMartsAsync(
        VerbContext context,
        PublishedDatabase database,
        string[] names,
        string target,
        string format,
        CancellationToken cancellation)
    {
        var published = database.Manifest.Tables.Select(static table => table.Name).ToList();
        var unknown = names.Except(published).ToList();
        if (unknown.Count > 0)
        {
            context.Output.Error($"No such mart: {string.Join(", ", unknown)}. Published are: {string.Join(", ", published)}.");
            return ExitCode.Usage;
        }

        context.Files.CreateDirectory(target);
        var written = new List<ExportedFile>();
        foreach (var table in database.Manifest.Tables.Where(table => names.Length == 0 || names.Contains(table.Name)))
        {
            var path = Path.Combine(target, $"{table.Name}.{format}");
            if (format == "csv")
            {
                await WriteCsvAsync(context.Files, database, $"from {SqlText.Identifier(table.Name)}", path, cancellation);
            }
            else
            {
                await CopyAsync(context.Files, Path.Combine(database.Folder, $"{table.Name}.{format}"), path, cancellation);
            }

            written.Add(new ExportedFile(path, table.Rows));
        }

        Report(context, database.Manifest, written);
        return ExitCode.Ok;
    }

    private static async Task<ExitCode> WriteFocusAsync(
        VerbContext context,
        PublishedDatabase database,
        string[] names,
        string target,
        bool isParquet,
        CancellationToken cancellation)
    {
        if (names.Length > 0)
        {
            context.Output.Error($"FOCUS is one file of its own; leave out {string.Join(", ", names)}.");
            return ExitCode.Usage;
        }

        var sql = SqlFile.Read(Path.Combine(context.Settings.SqlDirectory, "exports", "focus.sql")).Text;
        context.Files.CreateDirectory(target);
        var path = Path.Combine(target, isParquet ? "focus.parquet" : "focus.csv");
        var rows = isParquet
            ? await database.WriteParquetAsync(sql, path, cancellation)
            : await WriteCsvAsync(context.Files, database, sql, path, cancellation);
        Report(context, database.Manifest, [new ExportedFile(path, rows)]);
        return ExitCode.Ok;
    }

    private static async Task CopyAsync(IFileOps files, string source, string target, CancellationToken cancellation)
    {
        await using var from = files.OpenRead(source);
        await using var to = files.Create(target);
        await from.CopyToAsync(to, cancellation);
    }

    private static async Task<long> WriteCsvAsync(
        IFileOps files, PublishedDatabase database, string sql, string path, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(files.Create(path), new UTF8Encoding(false));
        return await database.ReadAsync(sql, reader => CsvRows.WriteAsync(reader, writer, cancellation), cancellation);
    }

    private static void Report(VerbContext context, GenerationManifest manifest, List<ExportedFile> written)
    {
        if (context.Output.IsJson)
        {
            context.Output.Json(new { manifest.Generation, Files = written });
            return;
        }

        foreach (var file in written)
        {
            context.Output.Line($"{file.Path}  {file.Rows} rows");
        }
    }

    private sealed record ExportedFile(string Path, long Rows);
}
