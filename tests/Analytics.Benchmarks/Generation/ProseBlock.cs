using System.Text;

namespace Analytics.Benchmarks.Generation;

/// <summary>Text such as agents read and write: prose and code with quotes, line breaks and a few foreign letters.</summary>
internal sealed class ProseBlock
{
    private const int Letters = 1 << 20;

    private static readonly string[] Words =
    [
        "the", "request", "returns", "a", "value", "of", "type", "and", "we", "should", "check", "whether", "it", "is", "null",
        "\n", "    ", "const", "result", "=", "await", "client.fetch(\"/api/items\")", "if", "(error)", "{", "}", "return",
        "// see the notes", "\\d+", "naïve", "→", "test", "passes", "now", "in", "file", "src/index.ts", "line", "usage", "tokens",
    ];

    private readonly string text;

    /// <summary>Makes the block that all texts are cut from.</summary>
    public ProseBlock(int seed)
    {
        var drawing = new Drawing(seed);
        var block = new StringBuilder(Letters + 64);
        while (block.Length < Letters)
        {
            block.Append(drawing.Pick(Words)).Append(' ');
        }

        text = block.ToString();
    }

    /// <summary>Some stretch of it, at most a quarter of the block.</summary>
    public ReadOnlySpan<char> Take(Drawing drawing, int letters)
    {
        var length = Math.Min(letters, text.Length / 4);
        return text.AsSpan(drawing.Between(0, text.Length - length), length);
    }
}
