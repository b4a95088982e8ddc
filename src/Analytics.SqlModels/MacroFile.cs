using System.Collections.Immutable;
using Analytics.Engine;

namespace Analytics.SqlModels;

/// <summary>
/// Takes a file of <c>create macro</c> statements apart, so that a model depends only on the macros it calls.
/// </summary>
internal static class MacroFile
{
    /// <summary>One statement of a macro file before its references are known.</summary>
    /// <param name="Name">Macro name in lower case.</param>
    /// <param name="Tokens">Tokens after the name.</param>
    /// <param name="CreateSql">Statement for the session.</param>
    /// <param name="Line">Line it starts on.</param>
    internal sealed record Statement(string Name, List<SqlToken> Tokens, string CreateSql, int Line);

    /// <summary>All statements; whatever is no <c>create macro</c> is a fault.</summary>
    public static List<Statement> Read(SqlFile file, List<string> faults)
    {
        var statements = new List<Statement>();
        var tokens = SqlTokens.Read(file.Text);
        while (tokens.Count > 0)
        {
            var end = tokens.FindIndex(static token => token.IsSymbol(';'));
            var textEnd = end < 0 ? file.Text.Length : tokens[end].Start;
            var statement = end < 0 ? tokens : tokens[..end];
            if (statement.Count > 0)
            {
                AddStatement(file, statement, textEnd, statements, faults);
            }

            tokens = end < 0 ? [] : tokens[(end + 1)..];
        }

        return statements;
    }

    private static void AddStatement(
        SqlFile file, List<SqlToken> tokens, int textEnd, List<Statement> statements, List<string> faults)
    {
        string[] opening = ["create", "or", "replace", "temp", "temporary", "macro", "function"];
        var nameAt = tokens.FindIndex(token => !opening.Any(token.IsWord));
        var isMacro = tokens[0].IsWord("create") && nameAt > 1
            && (tokens[nameAt - 1].IsWord("macro") || tokens[nameAt - 1].IsWord("function"));
        if (!isMacro)
        {
            faults.Add(
                $"{file.Path}:{tokens[0].Line}: found '{tokens[0].Text}', expected 'create macro name(...) as ...'. "
                + "A macro file holds nothing else.");
            return;
        }

        // A temporary macro lives in the session only: the work database keeps tables, nothing that a new text could
        // break.
        var name = tokens[nameAt];
        statements.Add(new Statement(
            name.Text,
            tokens[(nameAt + 1)..],
            $"create or replace temp macro {file.Text[name.Start..textEnd].TrimEnd()}",
            tokens[0].Line));
    }

    /// <summary>Resolves what the statements of all macro files read and call.</summary>
    public static ImmutableArray<SqlMacro> Resolve(
        IReadOnlyList<(SqlFile File, Statement Statement)> statements, IReadOnlySet<string> tables, List<string> faults)
    {
        var names = statements.Select(static entry => entry.Statement.Name).ToHashSet(StringComparer.Ordinal);
        var macros = ImmutableArray.CreateBuilder<SqlMacro>();
        foreach (var (file, statement) in statements)
        {
            var place = $"{file.Path}:{statement.Line}";
            var references = SqlReferences.Read(statement.Tokens, tables, names);
            var models = references.Tables.Where(static table => !table.StartsWith("seed_", StringComparison.Ordinal));
            foreach (var table in models)
            {
                faults.Add(
                    $"{place}: macro {statement.Name} reads {table}. A macro may read seeds only; pass the value in.");
            }

            if (macros.FirstOrDefault(macro => macro.Name == statement.Name) is { } older)
            {
                faults.Add(
                    $"{place}: macro {statement.Name} exists already in {older.Path}:{older.Line}. Rename one.");
            }

            macros.Add(new SqlMacro(
                statement.Name, statement.CreateSql, references.Tables, references.Macros, file.Path, statement.Line));
        }

        return macros.ToImmutable();
    }
}
