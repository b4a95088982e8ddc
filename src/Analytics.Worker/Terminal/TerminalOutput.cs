using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Analytics.Pipeline;

namespace Analytics.Worker.Terminal;

/// <summary>Where a verb writes: results to standard output, everything else to standard error.</summary>
/// <param name="results">Standard output.</param>
/// <param name="notes">Standard error.</param>
/// <param name="isJson">Results are one JSON object.</param>
/// <param name="isQuiet">No progress, no notes.</param>
/// <param name="isInteractive">Standard error is a terminal that may be redrawn.</param>
/// <param name="hasColor">Colours are allowed.</param>
internal sealed class TerminalOutput(
    Stream results, TextWriter notes, bool isJson, bool isQuiet, bool isInteractive, bool hasColor) : IDisposable
{
    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private readonly StreamWriter _text = new(results, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };

    /// <summary>Results are one JSON object.</summary>
    public bool IsJson => isJson;

    /// <summary>Progress bars may be drawn on standard error.</summary>
    public bool IsInteractive => isInteractive && !isQuiet;

    /// <summary>Colours are allowed.</summary>
    public bool HasColor => hasColor;

    /// <summary>Where progress goes instead of the terminal; null for a verb typed by hand.</summary>
    public IProgress<PipelineEvent>? Progress { get; init; }

    /// <summary>Rows that the verb read, for the run ledger.</summary>
    public long Rows { get; set; }

    /// <summary>The raw stream of results, for bytes that are no text.</summary>
    public Stream Results => results;

    /// <summary>The results as text.</summary>
    public TextWriter Text => _text;

    /// <summary>The output of this process.</summary>
    public static TerminalOutput ForProcess(bool isJson, bool isQuiet, bool isColorRefused)
    {
        var isPlain = isColorRefused || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        return new TerminalOutput(
            Console.OpenStandardOutput(),
            Console.Error,
            isJson,
            isQuiet,
            !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
            !isPlain);
    }

    /// <summary>A line of the result.</summary>
    public void Line(string text = "") => _text.WriteLine(Printable(text));

    /// <summary>The one JSON object of the result.</summary>
    public void Json<T>(T value)
    {
        JsonSerializer.Serialize(results, value, JsonOptions);
        _text.WriteLine();
    }

    /// <summary>Something worth knowing beside the result.</summary>
    public void Note(string text)
    {
        if (!isQuiet)
        {
            notes.WriteLine(Printable(text));
        }
    }

    /// <summary>Why a verb could not do what it was asked.</summary>
    public void Error(string text) => notes.WriteLine($"error: {Printable(text)}");

    /// <summary>Text from data without control characters, which could redraw a terminal or forge a line.</summary>
    public static string Printable(string text)
    {
        if (!text.Any(static letter => char.IsControl(letter) && letter != '\n'))
        {
            return text;
        }

        return string.Create(text.Length, text, static (span, source) =>
        {
            for (var index = 0; index < span.Length; index++)
            {
                span[index] = char.IsControl(source[index]) && source[index] != '\n' ? '\uFFFD' : source[index];
            }
        });
    }

    /// <summary>Flushes what is left.</summary>
    public void Dispose() => _text.Dispose();
}
