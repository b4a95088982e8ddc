using System.Text;
using System.Text.RegularExpressions;

namespace Analytics.Sources;

/// <summary>
/// Patterns over paths relative to a source's folder: <c>*</c> and <c>?</c> stay within a folder, <c>**/</c> spans any
/// number of them. Each pattern also finds its compressed variants <c>.gz</c> and <c>.zst</c>, and the same name as
/// <c>.parquet</c>. Letter case counts.
/// </summary>
public sealed class FileGlobs
{
    private readonly Regex _pattern;

    /// <summary>Takes one or several patterns separated by commas or line breaks.</summary>
    /// <exception cref="ArgumentException">There is no pattern at all.</exception>
    public FileGlobs(string patterns)
    {
        var parts = patterns.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
        {
            throw new ArgumentException("No file pattern given; expected for example '**/*.jsonl'.", nameof(patterns));
        }

        var names = parts.Concat(parts.Select(static part => Path.ChangeExtension(part, ".parquet"))).Distinct();
        var alternatives = string.Join('|', names.Select(ToExpression));
        _pattern = new Regex(
            $@"\A(?:{alternatives})(?:\.gz|\.zst)?\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    /// <summary>Whether a path relative to the folder, with <c>/</c> between its parts, is meant.</summary>
    public bool Matches(string relativePath) => _pattern.IsMatch(relativePath);

    private static string ToExpression(string pattern)
    {
        var expression = new StringBuilder();
        for (var index = 0; index < pattern.Length; index++)
        {
            if (pattern.AsSpan(index).StartsWith("**/", StringComparison.Ordinal))
            {
                expression.Append("(?:[^/]+/)*");
                index += 2;
                continue;
            }

            expression.Append(pattern[index] switch
            {
                '*' => "[^/]*",
                '?' => "[^/]",
                var letter => Regex.Escape(letter.ToString()),
            });
        }

        return expression.ToString();
    }
}
