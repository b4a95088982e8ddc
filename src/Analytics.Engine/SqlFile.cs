using System.Collections.Immutable;

namespace Analytics.Engine;

/// <summary>
/// A file under <c>sql/</c>: its text and the <c>-- name: value</c> lines it opens with. A value may go on over the
/// next lines when those start with <c>--</c> and at least three blanks; they are joined with a line break.
/// </summary>
/// <param name="Path">Absolute path, for error messages.</param>
/// <param name="Name">File name without <c>.sql</c>; the table's name for a model.</param>
/// <param name="Text">The whole text, header included.</param>
/// <param name="Header">Header values by lower-case name.</param>
public sealed record SqlFile(string Path, string Name, string Text, ImmutableDictionary<string, string> Header)
{
    /// <summary>Reads one file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SqlFile Read(string path) => Parse(path, File.ReadAllText(path));

    /// <summary>Takes a text apart; never fails: what is no header line ends the header.</summary>
    public static SqlFile Parse(string path, string text)
    {
        var header = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        string? current = null;
        foreach (var line in text.Split('\n').Select(static line => line.TrimEnd('\r')))
        {
            if (current is not null && line.StartsWith("--   ", StringComparison.Ordinal))
            {
                header[current] = $"{header[current]}\n{line[5..].TrimEnd()}".TrimStart('\n');
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (!line.StartsWith("-- ", StringComparison.Ordinal)
                || colon < 0
                || line[3..colon].Contains(' ', StringComparison.Ordinal))
            {
                break;
            }

            current = line[3..colon];
            header[current] = line[(colon + 1)..].Trim();
        }

        return new SqlFile(path, System.IO.Path.GetFileNameWithoutExtension(path), text, header.ToImmutable());
    }

    /// <summary>The value of a header line.</summary>
    /// <exception cref="InvalidDataException">The line is missing; the message names file and line to add.</exception>
    public string Require(string name) =>
        Header.TryGetValue(name, out var value) && value.Length > 0
            ? value
            : throw new InvalidDataException(
                $"{Path}: header line '-- {name}:' is missing. Add it at the top of the file.");
}
