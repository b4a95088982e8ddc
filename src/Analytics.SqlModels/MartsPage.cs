using System.Text;

namespace Analytics.SqlModels;

/// <summary>
/// The page <c>sql/marts/README.md</c>, made from headers and <c>columns.csv</c> so that it cannot go stale.
/// </summary>
public static class MartsPage
{
    /// <summary>Where the page stands, below the project's folder.</summary>
    public const string RelativePath = "marts/README.md";

    /// <summary>The text of the page, lines ending with a line feed.</summary>
    public static string Render(SqlProject project)
    {
        var page = new StringBuilder();
        page.Append("# The marts\n\n");
        page.Append(
            "Made from the headers of the SQL files and from `columns.csv`; `tests/run --rewrite` writes it anew.\n");
        foreach (var mart in project.Marts.OrderBy(static mart => mart.Name, StringComparer.Ordinal))
        {
            var header = mart.File.Header;
            page.Append("\n## ").Append(mart.Name).Append("\n\n");
            page.Append(ColumnComments.Sentence(header["why"])).Append("\n\n");
            page.Append("- Grain: ").Append(ColumnComments.Sentence(header["grain"])).Append('\n');
            page.Append("- Key: ").AppendJoin(", ", mart.Key.Select(static column => $"`{column.Name}`")).Append(".\n");
            page.Append("- Units: ").Append(ColumnComments.Sentence(header["units"])).Append('\n');
            page.Append("- Reads: ").AppendJoin(", ", mart.Inputs.Select(static input => $"`{input}`")).Append(".\n\n");
            page.Append("| column | type | unit | meaning | standard |\n|---|---|---|---|---|\n");
            foreach (var column in project.ColumnsOf(mart.Name))
            {
                page.Append("| `").Append(column.Column).Append("` | ").AppendJoin(
                    " | ", new[] { column.Type, column.Unit, column.Meaning, column.Standard }.Select(Cell))
                        .Append(" |\n");
            }
        }

        return page.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
