using System.Net.Http.Headers;
using Analytics.Domain;

namespace Analytics.Sources.Pulls;

/// <summary>The key of a provider's API. It comes from a file or the environment and is never shown.</summary>
public sealed class PullKey
{
    private const int LettersMin = 8;

    private readonly string text;

    private PullKey(string text) => this.text = text;

    /// <summary>Reads it.</summary>
    /// <param name="options">Where it stands.</param>
    /// <param name="files">File operations.</param>
    /// <param name="variable">Value of an environment variable, or null.</param>
    /// <exception cref="InvalidDataException">There is none, or it cannot be a key.</exception>
    public static PullKey Read(PullOptions options, IFileOps files, Func<string, string?> variable)
    {
        var place = options.KeyFile ?? options.KeyVariable!;
        var text = (options.KeyFile is { } path ? SecretFile.Read(path, files) : variable(place))?.Trim() ?? "";
        return text.Length >= LettersMin && text.All(static letter => letter is > ' ' and < '\u007f')
            ? new PullKey(text)
            : throw new InvalidDataException(
                $"{place}: found {(text.Length == 0 ? "no key" : "something that is no key")}, expected {LettersMin} or more "
                + "letters without spaces. Put the key there; never into the settings.");
    }

    /// <summary>Puts the key on a request.</summary>
    public void AddTo(HttpRequestHeaders headers, PullReport report)
    {
        if (report.KeyHeader is { } name)
        {
            headers.Add(name, text);
        }
        else
        {
            headers.Authorization = new AuthenticationHeaderValue("Bearer", text);
        }
    }

    /// <summary>A text of the provider without the key, should it repeat it.</summary>
    public string Redact(string answer) => answer.Replace(text, "(key)", StringComparison.Ordinal);

    /// <summary>Never the key.</summary>
    public override string ToString() => "(key)";
}
