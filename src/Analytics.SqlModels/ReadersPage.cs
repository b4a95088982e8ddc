using System.Text;
using System.Text.RegularExpressions;
using Analytics.Engine;

namespace Analytics.SqlModels;

/// <summary>
/// The page <c>sql/readers/README.md</c>, the contract of every kind of source, made from the readers' headers so that
/// it cannot go stale.
/// </summary>
public static partial class ReadersPage
{
    /// <summary>Where the page stands, below the project's folder.</summary>
    public const string RelativePath = "readers/README.md";

    private const string Introduction =
        """
        # The readers

        Made from the headers of the readers; `tests/run --rewrite` writes it anew. A reader says what a kind of source
        holds and how it becomes rows. What happens when a format changes is the same for all of them:

        - A field that a reader does not declare is left in the file and named in `mart_data_quality.unknown_fields`;
          a reader marked *closed* refuses the file instead.
        - A file without a required column, or with a required field in none of its records, is refused whole, with what
          was found and expected; `data[].id` is a field of the items of a list, which may be empty.
        - A field of another type costs its row: the row goes into quarantine with its reason and its text. Where a file is
          one JSON document, a list or an object of another type costs the file.
        - A JSON field that some records lack makes the value NULL, which is unknown and not zero, or refuses the row where
          no row can do without it (time, model, amount).
        - Files named `.parquet` are read by the same reader, by column names; `.gz` and `.zst` are unpacked; a `.json` file of a
          reader of lines holds whole documents.

        """;

    /// <summary>The text of the page, lines ending with a line feed.</summary>
    public static string Render(SqlProject project)
    {
        var page = new StringBuilder(Introduction);
        foreach (var reader in project.Readers.OrderBy(static reader => reader.Name, StringComparer.Ordinal))
        {
            var file = reader.File;
            page.Append("\n## ").Append(reader.Name.Replace('_', '-')).Append("\n\n");
            page.Append(ColumnComments.Sentence(file.Header["why"])).Append("\n\n");
            page.Append("- Source: ").Append(ColumnComments.Sentence(file.Header["source"])).Append('\n');
            page.Append("- Rows: `").Append(file.Require("dataset")).Append("`, ")
                .Append(file.Header["grain"].Replace('\n', ' ')).Append(".\n");
            page.Append("- Files: ").AppendJoin(", ", file.Require("files").Split(
                ',', StringSplitOptions.TrimEntries).Select(static pattern => $"`{pattern}`"))
                .Append("; ").Append(FormatOf(file)).Append(".\n");
            page.Append("- Required: ").Append(RequiredOf(file)).Append(".\n");
            page.Append("- A file that grew: ").Append(GrowthOf(file)).Append("; one that was rewritten: ")
                .Append(RewriteOf(file)).Append(".\n");
            page.Append("- Version: ").Append(file.Require("version")).Append(".\n");
        }

        return page.ToString();
    }

    private static string FormatOf(SqlFile file) => file.Require("format") switch
    {
        "ndjson" => "one JSON object per line",
        "json" => "whole JSON documents",
        "csv closed" => "CSV with a header row, closed",
        "csv" => "CSV with a header row",
        _ => "the whole text as one record",
    };

    private static string RequiredOf(SqlFile file)
    {
        var columns = file.Require("record").Split('\n')
            .Select(static line => line.Trim())
            .Where(static line => line.EndsWith(" required", StringComparison.Ordinal))
            .Select(static line => $"`{line[..line.LastIndexOf(':')].Trim('"')}`")
            .ToList();
        var fields = FieldName().Replace(file.Header.GetValueOrDefault("requires", "").Replace('\n', ' '), "`$0`");
        return columns.Count > 0 ? string.Join(", ", columns)
            : fields.Length > 0 ? fields
            : "no column; rows are judged one by one";
    }

    [GeneratedRegex(@"\b(?!or\b)[\w.\[\]]+")]
    private static partial Regex FieldName();

    private static string GrowthOf(SqlFile file) => file.Header.GetValueOrDefault("append") switch
    {
        "tail" => "what is new is read",
        "whole" => "it is read again whole",
        _ => "is a new file",
    };

    private static string RewriteOf(SqlFile file) => file.Header.GetValueOrDefault("rewrite") == "replace"
        ? "its rows replace the old ones"
        : "its rows stand beside the old ones, repeats of one call counted once";
}
