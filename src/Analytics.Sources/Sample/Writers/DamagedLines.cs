using System.Text;
using System.Text.RegularExpressions;
using Analytics.Sources.Sample.Traffic;

namespace Analytics.Sources.Sample.Writers;

/// <summary>
/// One gateway file with good lines, exact repeats of some of them, and lines that must land in quarantine.
/// </summary>
/// <param name="Content">Bytes of the file.</param>
/// <param name="Good">Lines that hold a call of their own.</param>
/// <param name="Repeated">Lines equal to an earlier one.</param>
/// <param name="Refused">Damaged lines by what is wrong with them.</param>
internal sealed record DamagedLines(
    byte[] Content, int Good, int Repeated, IReadOnlyList<KeyValuePair<string, int>> Refused)
{
    public const string Path = "litellm/spend-logs-damaged.jsonl";

    private const int Repeats = 15;

    private const int Nesting = 200;

    private static readonly IReadOnlyList<KeyValuePair<string, int>> Damages =
    [
        new("negative_counter", 4),
        new("fractional_counter", 3),
        new("text_counter", 2),
        new("no_model", 1),
        new("invalid_json", 3),
        new("too_deep", 1),
        new("invalid_utf8", 1),
        new("nul_byte", 1),
    ];

    /// <summary>Lines that a reader must refuse.</summary>
    public static int RefusedLines => Damages.Sum(static damage => damage.Value);

    public static DamagedLines Create(SampleWorld world, LiteLlmLines lines)
    {
        var random = world.Random("damaged lines");
        var calls = world.SeenBy(SampleSightings.Gateway).Where(static call => call.IsInDamagedFile).ToList();
        var content = calls.ConvertAll(call => Encoding.UTF8.GetBytes(lines.LineOf(call)));
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            content.Insert((int)random.Between(content.Count / 2, content.Count), content[repeat]);
        }

        foreach (var (damage, count) in Damages)
        {
            for (var number = 0; number < count; number++)
            {
                var call = calls[(int)random.Between(0, calls.Count - 1)];
                var line = lines.LineOf(ProductTraffic.NewCall(random, call.Model, call.StartedAt, call.Meters) with
                {
                    Customer = call.Customer, Feature = call.Feature, SeenBy = call.SeenBy,
                });
                content.Insert((int)random.Between(0, content.Count), Damage(line, damage));
            }
        }

        byte[] bytes = [.. content.SelectMany(static line => (byte[])[.. line, (byte)'\n'])];
        return new DamagedLines(bytes, calls.Count, Repeats, Damages);
    }

    private static byte[] Damage(string line, string damage) => damage switch
    {
        "negative_counter" => Encoding.UTF8.GetBytes(WithOutput(line, "-7")),
        "fractional_counter" => Encoding.UTF8.GetBytes(WithOutput(line, "20.5")),
        "text_counter" => Encoding.UTF8.GetBytes(
            WithOutput(line, "many").Replace("\\\":many", "\\\":\\\"many\\\"", StringComparison.Ordinal)
                .Replace("\":many", "\":\"many\"", StringComparison.Ordinal)),
        "no_model" => Encoding.UTF8.GetBytes(Regex.Replace(line, "\"model(_group)?\":\"[^\"]*\"", "\"model$1\":\"\"")),
        "invalid_json" => Encoding.UTF8.GetBytes(line[..(line.Length / 2)]),
        "too_deep" => Encoding.UTF8.GetBytes(
            line[..^1] + ",\"extra\":" + new string('[', Nesting) + new string(']', Nesting) + "}"),
        "invalid_utf8" => WithByte(line, 0xFF),
        "nul_byte" => WithByte(line, 0x00),
        _ => throw new ArgumentOutOfRangeException(nameof(damage), damage, "No such damage."),
    };

    // Both the column and the usage object in the metadata, so that no reader finds a sound value in the other.
    private static string WithOutput(string line, string value) =>
        Regex.Replace(line, @"completion_tokens(\\?)"":\d+", $"completion_tokens$1\":{value}");

    private static byte[] WithByte(string line, byte value)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        bytes[line.IndexOf("team-product", StringComparison.Ordinal)] = value;
        return bytes;
    }
}
