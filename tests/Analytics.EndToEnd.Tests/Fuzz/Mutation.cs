using System.Text;

namespace Analytics.EndToEnd.Tests.Fuzz;

/// <summary>Damages records, the same way for the same seed.</summary>
internal sealed class Mutation(int seed)
{
    private static readonly string[] Values =
    [
        "null", "true", "-1", "0", "1.5", "1e309", "NaN", "\"\"", "\"x\"", "[]", "{}", "99999999999999999999", "\"-1\"",
        "\"2026-13-45\"", "1788429634000", "\"\\u0000\"",
    ];

    private static readonly string[] Pieces = ["\"", "{", "}", "[", "]", ",", ":", "\\", "\uFEFF", "é", "\t", "''", ";", "$"];

    private readonly Random _random = new(seed);

    /// <summary>A damaged copy as UTF-8, which may be none, without line breaks.</summary>
    public byte[] Of(IReadOnlyList<string> seeds)
    {
        var text = seeds[_random.Next(seeds.Count)];
        for (var rounds = _random.Next(1, 4); rounds > 0; rounds--)
        {
            text = Damage(text, seeds);
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > 0 && _random.Next(20) == 0)
        {
            bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        }

        return [.. bytes.Select(static letter => letter is (byte)'\n' or (byte)'\r' ? (byte)' ' : letter)];
    }

    private string Damage(string text, IReadOnlyList<string> seeds)
    {
        if (text.Length == 0)
        {
            return "{";
        }

        var at = _random.Next(text.Length);
        var length = _random.Next(Math.Min(24, text.Length - at));
        return _random.Next(8) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, text.Substring(at, length)),
            2 => text[..at],
            3 => text.Insert(at, Pieces[_random.Next(Pieces.Length)]),
            4 => text.Insert(at, seeds[_random.Next(seeds.Count)]),
            _ => OtherValue(text, at),
        };
    }

    // What stands between a colon or a comma and the next comma or bracket is a value as often as not.
    private string OtherValue(string text, int at)
    {
        var start = text.IndexOfAny([':', ','], at);
        var end = start < 0 ? -1 : text.IndexOfAny([',', '}', ']'], start + 1);
        return end < 0 ? text : string.Concat(text.AsSpan(0, start + 1), Values[_random.Next(Values.Length)], text.AsSpan(end));
    }
}
