namespace Analytics.SqlModels;

/// <summary>What a piece of SQL text is, as far as the order of the models depends on it.</summary>
internal enum SqlTokenKind
{
    /// <summary>A plain or quoted identifier or a keyword; quotes are taken off.</summary>
    Word,

    /// <summary>A string, number or dollar-quoted text.</summary>
    Literal,

    /// <summary>One character of punctuation or an operator.</summary>
    Symbol,
}

/// <summary>One token of SQL text; comments and white space are none.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; for a word in lower case and without quotes.</param>
/// <param name="Line">Line it starts on, from 1.</param>
/// <param name="Start">Index of its first character in the text.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, int Line, int Start)
{
    /// <summary>Whether this is the given keyword or name, in lower case.</summary>
    public bool IsWord(string word) => Kind == SqlTokenKind.Word && Text == word;

    /// <summary>Whether this is the given punctuation character.</summary>
    public bool IsSymbol(char symbol) => Kind == SqlTokenKind.Symbol && Text[0] == symbol;
}
