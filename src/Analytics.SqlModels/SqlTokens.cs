namespace Analytics.SqlModels;

/// <summary>
/// Cuts SQL into tokens. Model names carry a layer prefix and are never built from strings, so tokens are enough to
/// read
/// the graph from; DuckDB's own parser would need a session and refuses the statements that macros are made of.
/// </summary>
internal static class SqlTokens
{
    /// <summary>All tokens of the text. Never fails: an unclosed string or comment runs to the end.</summary>
    public static List<SqlToken> Read(string text)
    {
        var tokens = new List<SqlToken>();
        var line = 1;
        var at = 0;
        while (at < text.Length)
        {
            var start = at;
            var end = EndOfBlank(text, at);
            if (end == at)
            {
                end = EndOfToken(text, at, out var kind);
                tokens.Add(new SqlToken(kind, TextOf(text[start..end], kind), line, start));
            }

            line += text.AsSpan(start, end - start).Count('\n');
            at = end;
        }

        return tokens;
    }

    private static int EndOfBlank(string text, int at)
    {
        if (char.IsWhiteSpace(text[at]))
        {
            return at + 1;
        }

        if (StartsWith(text, at, "--"))
        {
            return EndAfter(text, at, "\n");
        }

        return StartsWith(text, at, "/*") ? EndAfter(text, at + 2, "*/") : at;
    }

    private static int EndOfToken(string text, int at, out SqlTokenKind kind)
    {
        var first = text[at];
        if (IsWordStart(first))
        {
            var end = at + 1;
            while (end < text.Length && IsWordPart(text[end]))
            {
                end++;
            }

            // E'..' strings: the letter belongs to the string, whose backslashes escape quotes.
            var isEscapeString = end - at == 1 && first is 'e' or 'E' && end < text.Length && text[end] == '\'';
            kind = isEscapeString ? SqlTokenKind.Literal : SqlTokenKind.Word;
            return isEscapeString ? EndOfQuoted(text, end, '\'', hasEscapes: true) : end;
        }

        kind = first is '\'' or '$' || char.IsAsciiDigit(first) ? SqlTokenKind.Literal : SqlTokenKind.Symbol;
        switch (first)
        {
            case '"':
                kind = SqlTokenKind.Word;
                return EndOfQuoted(text, at, '"', hasEscapes: false);
            case '\'':
                return EndOfQuoted(text, at, '\'', hasEscapes: false);
            case '$':
                return EndOfDollarQuoted(text, at);
            default:
                return char.IsAsciiDigit(first) ? EndOfNumber(text, at) : at + 1;
        }
    }

    private static int EndOfQuoted(string text, int at, char quote, bool hasEscapes)
    {
        for (var end = at + 1; end < text.Length; end++)
        {
            if (hasEscapes && text[end] == '\\')
            {
                end++;
            }
            else if (text[end] == quote)
            {
                if (end + 1 >= text.Length || text[end + 1] != quote)
                {
                    return end + 1;
                }

                end++;
            }
        }

        return text.Length;
    }

    private static int EndOfDollarQuoted(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length && IsWordPart(text[end]) && text[end] != '$')
        {
            end++;
        }

        // A parameter ($name) has no second dollar sign right after its name.
        return end < text.Length && text[end] == '$' ? EndAfter(text, end + 1, text[at..(end + 1)]) : end;
    }

    private static int EndOfNumber(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '_'))
        {
            end++;
        }

        return end;
    }

    private static int EndAfter(string text, int at, string mark)
    {
        var found = text.IndexOf(mark, at, StringComparison.Ordinal);
        return found < 0 ? text.Length : found + mark.Length;
    }

    private static bool StartsWith(string text, int at, string mark) =>
        string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0;

    private static bool IsWordStart(char letter) => letter == '_' || char.IsLetter(letter);

    private static bool IsWordPart(char letter) => letter is '_' or '$' || char.IsLetterOrDigit(letter);

    private static string TextOf(string text, SqlTokenKind kind) =>
        kind != SqlTokenKind.Word ? text
        : text[0] == '"' ? text.Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal).ToLowerInvariant()
        : text.ToLowerInvariant();
}
