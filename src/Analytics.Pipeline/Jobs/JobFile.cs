using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Analytics.Domain.Jobs;

namespace Analytics.Pipeline.Jobs;

/// <summary>
/// Reads one file of <c>jobs/</c>. Every fault names file, line, what was found, what was expected, and an example to
/// write instead.
/// </summary>
/// <param name="path">Path, as faults show it.</param>
/// <param name="bytes">Its content.</param>
internal sealed partial class JobFile(string path, byte[] bytes)
{
    private const int MaxLimitMinutes = 24 * 60;
    private const int MaxRetries = 10;
    private const int MaxDelaySeconds = 3_600;
    private const int DepthMax = 4;

    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly List<string> faults = [];

    /// <summary>Line of the verb, for faults of the command line; 1 where there is none.</summary>
    public int VerbLine => entries.GetValueOrDefault("verb")?.Line ?? 1;

    /// <summary>The job, or null and at least one fault.</summary>
    public JobDefinition? Read(out IReadOnlyList<string> found)
    {
        ReadEntries();
        var job = faults.Count == 0 ? ReadJob() : null;
        found = faults;
        return faults.Count == 0 ? job : null;
    }

    /// <summary>A fault of this file.</summary>
    public string Fault(int line, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}:{line}: {text}");

    private JobDefinition? ReadJob()
    {
        var id = Text("id", """Write it like "id": "ingest".""");
        if (id is not null && !Name().IsMatch(id))
        {
            Add("id", $"found '{id}', expected lower-case words joined by '-'. Write it like \"ingest-hourly\".");
        }

        CronSchedule? schedule = null;
        if (Text("cron", """Write it like "cron": "*/5 * * * *" (UTC).""") is { } cron
            && !CronSchedule.TryParse(cron, out schedule, out var fault))
        {
            Add("cron", $"{fault}. Write it like \"*/5 * * * *\" (UTC).");
        }

        var verb = Text("verb", """Write it like "verb": "ingest".""");
        var arguments = Texts("arguments");
        var limitMinutes = Number("time_limit_minutes", 60, 1, MaxLimitMinutes);
        var retries = Number("retries", 2, 0, MaxRetries);
        var delaySeconds = Number("retry_delay_seconds", 30, 1, MaxDelaySeconds);
        var overlap = Choice("overlap", OverlapPolicy.Skip);
        var catchUp = Choice("catch_up", CatchUpPolicy.Latest);
        foreach (var (name, entry) in entries.Where(static pair => !pair.Value.IsRead))
        {
            faults.Add(Fault(
                entry.Line,
                $"{name}: found a setting that jobs do not have, expected one of {string.Join(", ", Known())}. Remove it."));
        }

        return faults.Count > 0 || schedule is null
            ? null
            : new JobDefinition(
                id!,
                schedule,
                verb!,
                arguments,
                TimeSpan.FromMinutes(limitMinutes),
                retries,
                TimeSpan.FromSeconds(delaySeconds),
                overlap,
                catchUp);
    }

    private static string[] Known() =>
    [
        "id", "cron", "verb", "arguments", "time_limit_minutes", "retries", "retry_delay_seconds", "overlap", "catch_up",
    ];

    private string? Text(string name, string example)
    {
        if (Take(name) is not { } entry)
        {
            faults.Add(Fault(1, $"{name}: found nothing, expected a text. {example}"));
            return null;
        }

        if (entry.Value.ValueKind == JsonValueKind.String && entry.Value.GetString() is { Length: > 0 } text)
        {
            return text;
        }

        Add(name, $"found {entry.Value.GetRawText()}, expected a text that is not empty. {example}");
        return null;
    }

    private IReadOnlyList<string> Texts(string name)
    {
        if (Take(name) is not { } entry)
        {
            return [];
        }

        if (entry.Value.ValueKind == JsonValueKind.Array
            && entry.Value.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.String))
        {
            return [.. entry.Value.EnumerateArray().Select(static item => item.GetString()!)];
        }

        Add(name, $"found {entry.Value.GetRawText()}, expected a list of texts. Write it like [\"--quiet\"].");
        return [];
    }

    private int Number(string name, int standard, int least, int most)
    {
        if (Take(name) is not { } entry)
        {
            return standard;
        }

        if (entry.Value.ValueKind == JsonValueKind.Number && entry.Value.TryGetInt32(out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        Add(name, $"found {entry.Value.GetRawText()}, expected a whole number from {least} to {most}. "
            + $"Leave it away for {standard}.");
        return standard;
    }

    private T Choice<T>(string name, T standard)
        where T : struct, Enum
    {
        if (Take(name) is not { } entry)
        {
            return standard;
        }

        var choices = Enum.GetNames<T>().Select(static choice => choice.ToLowerInvariant()).ToList();
        if (entry.Value.ValueKind == JsonValueKind.String && choices.Contains(entry.Value.GetString()!))
        {
            return Enum.Parse<T>(entry.Value.GetString()!, ignoreCase: true);
        }

        Add(name, $"found {entry.Value.GetRawText()}, expected one of \"{string.Join("\", \"", choices)}\". "
            + $"Leave it away for \"{standard.ToString().ToLowerInvariant()}\".");
        return standard;
    }

    private void Add(string name, string text) => faults.Add(Fault(entries[name].Line, $"{name}: {text}"));

    private Entry? Take(string name)
    {
        if (!entries.TryGetValue(name, out var entry))
        {
            return null;
        }

        entries[name] = entry with { IsRead = true };
        return entry;
    }

    /// <summary>The members of the one object, each with its line.</summary>
    private void ReadEntries()
    {
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = DepthMax });
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                faults.Add(Fault(1, "found no JSON object, expected one job. Start it with {."));
                return;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                var line = LineAt(reader.TokenStartIndex);
                reader.Read();
                if (!entries.TryAdd(name, new Entry(JsonElement.ParseValue(ref reader), line, IsRead: false)))
                {
                    faults.Add(Fault(line, $"{name}: found twice, expected once. Remove one of the two."));
                }
            }

            if (reader.Read())
            {
                faults.Add(Fault(LineAt(reader.TokenStartIndex), "found more after the job, expected the end of the file."));
            }
        }
        catch (JsonException fault)
        {
            faults.Add(Fault(
                (int)(fault.LineNumber ?? 0) + 1,
                $"found no readable JSON, expected one job ({fault.Message.Split(". ")[0]}). Correct the line."));
        }
    }

    private int LineAt(long offset) => bytes.AsSpan(0, (int)offset).Count((byte)'\n') + 1;

    private sealed record Entry(JsonElement Value, int Line, bool IsRead);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Name();
}
