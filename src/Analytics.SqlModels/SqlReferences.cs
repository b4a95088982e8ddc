using System.Collections.Immutable;
using Analytics.SqlModels.Declarations;

namespace Analytics.SqlModels;

/// <summary>What a SQL text reads: tables with a layer prefix, the two tables of the runner, and macros.</summary>
/// <param name="Tables">Table names, ordinal order, each once.</param>
/// <param name="Macros">Macro names, ordinal order, each once.</param>
/// <param name="Unknown">Names with a layer prefix that stand for no table, with their line.</param>
internal sealed record SqlReferences(
    ImmutableArray<string> Tables,
    ImmutableArray<string> Macros,
    ImmutableArray<(string Name, int Line)> Unknown)
{
    private static readonly string[] LayerPrefixes = ["raw_", "stg_", "int_", "mart_", "seed_", DeclaredTable.Prefix];

    /// <summary>Whether a name belongs to a layer, so that it always means a model, a seed or a dataset.</summary>
    public static bool HasLayerPrefix(string name) =>
        LayerPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>
    /// Looks every word up. A known table counts wherever it stands, for it may be listed after a comma; an unknown
    /// name
    /// counts only after <c>from</c> or <c>join</c>, because a column may well be called <c>raw_text</c>.
    /// </summary>
    public static SqlReferences Read(List<SqlToken> tokens, IReadOnlySet<string> tables, IReadOnlySet<string> macros)
    {
        var foundTables = new SortedSet<string>(StringComparer.Ordinal);
        var foundMacros = new SortedSet<string>(StringComparer.Ordinal);
        var unknown = ImmutableArray.CreateBuilder<(string, int)>();
        var steps = CommonTables(tokens);
        for (var index = 0; index < tokens.Count; index++)
        {
            var token = tokens[index];
            var isCall = index + 1 < tokens.Count && tokens[index + 1].IsSymbol('(');
            if (token.Kind != SqlTokenKind.Word)
            {
                continue;
            }

            if (isCall && macros.Contains(token.Text))
            {
                foundMacros.Add(token.Text);
            }
            else if (index > 0 && tokens[index - 1].IsSymbol('.'))
            {
                continue;
            }
            else if (tables.Contains(token.Text))
            {
                foundTables.Add(token.Text);
            }
            else if (HasLayerPrefix(token.Text) && !isCall && steps.GetValueOrDefault(token.Text, int.MaxValue) > index
                && index > 0 && (tokens[index - 1].IsWord("from") || tokens[index - 1].IsWord("join")))
            {
                unknown.Add((token.Text, token.Line));
            }
        }

        return new SqlReferences([.. foundTables], [.. foundMacros], unknown.ToImmutable());
    }

    // Where the body of each step ends: before that point the step's name still means a table.
    private static Dictionary<string, int> CommonTables(List<SqlToken> tokens)
    {
        var ends = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 1; index + 1 < tokens.Count; index++)
        {
            var opensStep = tokens[index - 1].IsWord("with") || tokens[index - 1].IsWord("recursive")
                || tokens[index - 1].IsSymbol(',');
            if (opensStep && tokens[index].Kind == SqlTokenKind.Word && tokens[index + 1].IsWord("as"))
            {
                ends.TryAdd(tokens[index].Text, EndOfBody(tokens, index));
            }
        }

        return ends;
    }

    private static int EndOfBody(List<SqlToken> tokens, int start)
    {
        var depth = 0;
        for (var index = start; index < tokens.Count; index++)
        {
            depth += tokens[index].IsSymbol('(') ? 1 : tokens[index].IsSymbol(')') ? -1 : 0;
            if (depth == 0 && tokens[index].IsSymbol(')'))
            {
                return index;
            }
        }

        return tokens.Count;
    }
}
