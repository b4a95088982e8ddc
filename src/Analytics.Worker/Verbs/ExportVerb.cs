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
            Description = "csv, parquet or arrow.",
            DefaultValueFactory = static _ => "csv",
        };
        format.AcceptOnlyFromAmong("csv", "parquet", "arrow");
        var command = new Command("export", "Writes published marts as CSV, Parquet or Arrow files.")
        {
            tables, target, format,
        };
        host.Bind(command, (context, cancellation) => RunAsync(
            context,
            context.Parsed.GetValue(tables) ?? [],
            Path.GetFullPath(context.Parsed.GetRequiredValue(target)),
            context.Parsed.GetRequiredValue(format),
            cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(
        VerbContext context, string[] names, string target, string format, CancellationToken cancellation)
    {
        using var database = context.OpenPublished();
        var published = database.Manifest.Tables.Select(static table => table.Name).ToList();
        var unknown = names.Except(published).ToList();
        if (unknown.Count > 0)
        {
            context.Output.Error($"No such mart: {string.Join(", ", unknown)}. Published are: {string.Join(", ", published)}.");
            return ExitCode.Usage;
        }

        Directory.CreateDirectory(target);
        var folder = context.Published.FolderOf(database.Manifest.Generation);
        var written = new List<ExportedFile>();
        foreach (var table in database.Manifest.Tables.Where(table => names.Length == 0 || names.Contains(table.Name)))
        {
            var path = Path.Combine(target, $"{table.Name}.{format}");
            if (format == "csv")
            {
                await WriteCsvAsync(database, table, path, cancellation);
            }
            else
            {
                File.Copy(Path.Combine(folder, $"{table.Name}.{format}"), path, overwrite: true);
            }

            written.Add(new ExportedFile(path, table.Rows));
        }

        Report(context, database.Manifest, written);
        return ExitCode.Ok;
    }

    private static async Task WriteCsvAsync(
        PublishedDatabase database, ManifestTable table, string path, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false));
        await database.ReadAsync(
            $"from {SqlText.Identifier(table.Name)}",
            reader => CsvRows.WriteAsync(reader, writer, cancellation),
            cancellation);
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
