using System.IO.Compression;
using System.Text;
using Analytics.Pipeline;

namespace Analytics.EndToEnd.Tests.BadInput;

/// <summary>One run over a gateway log per kind of damage: a good line, the damage, a good line.</summary>
public sealed class DamagedFiles : IAsyncLifetime, IDisposable
{
    /// <summary>Day of the good lines.</summary>
    internal const string Day = "2026-03-01";

    private const int HugeBytes = 64 * 1024 * 1024;

    /// <summary>Bytes of the damaged lines by name of the source.</summary>
    internal static readonly IReadOnlyDictionary<string, byte[]> Lines = new Dictionary<string, byte[]>
    {
        ["deep"] = Text($"{{\"prompt_tokens\":{new string('[', 20_000)}{new string(']', 20_000)}}}"),
        ["huge"] = Text($"{{\"prompt_tokens\":1,\"text\":\"{new string('x', HugeBytes)}\"}}"),
        ["utf8"] = [.. Text("{\"prompt_tokens\":1,\"model\":\""), 0xC3, 0x28, .. Text("\"}")],
        ["nul"] = Text("{\"prompt_tokens\":1,\"model\":\"\0\"}"),
        ["cut"] = Text("{\"prompt_tokens\":1,\"model\":"),
        ["surrogate"] = Text("{\"prompt_tokens\":1,\"model\":\"\\ud800\"}"),
        ["twice"] = Text(Damaged("7,\"prompt_tokens\":8")),
        ["negative"] = Text(Damaged("-7")),
        ["fraction"] = Text(Damaged("7.5")),
        ["text"] = Text(Damaged("\"7\"")),
        ["bool"] = Text(Damaged("true")),
        ["nan"] = Text(Damaged("NaN")),
        ["overflow"] = Text(Damaged("92233720368547758080")),
        ["time"] = Text(Damaged("7").Replace(Day, "1970-01-01", StringComparison.Ordinal)),
    };

    private RunReport? _report;

    /// <summary>How the run went.</summary>
    public RunReport Report => _report!;

    internal Workspace Workspace { get; } = new();

    public async Task InitializeAsync()
    {
        foreach (var (name, line) in Lines)
        {
            Write(name, "a.jsonl", [.. Good(name, 1), .. line, (byte)'\n', .. Good(name, 2)]);
        }

        Write("bom", "a.jsonl", [0xEF, 0xBB, 0xBF, .. Good("bom", 1), .. Good("bom", 2)]);
        Write("crlf", "a.jsonl", Text(Encoding.UTF8.GetString([.. Good("crlf", 1), .. Good("crlf", 2)])
            .Replace("\n", "\r\n", StringComparison.Ordinal)));
        Write("unended", "a.jsonl", [.. Good("unended", 1), .. Good("unended", 2)[..^1]]);
        Write("empty", "a.jsonl", [.. Good("empty", 1), .. Good("empty", 2)]);
        Write("empty", "b.jsonl", []);
        Write("fields", "a.jsonl", [.. WithNewField("fields", 1), .. WithNewField("fields", 2)]);
        WriteArchives();
        _report = await Workspace.RunPipelineAsync(Sources.ToDictionary(
            static name => $"bad-{name}",
            name => new SourceSettings { Kind = "litellm", Path = Path.Combine(Workspace.Folder, "input", $"bad-{name}") }));
        Assert.True(_report.Build!.IsPublishable, string.Join('\n', _report.Build.Failures));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => Workspace.Dispose();

    /// <summary>A good line with its line break: 1,000 tokens of a priced model.</summary>
    internal static byte[] Good(string name, int number) =>
        Text(LogLines.Gateway($"{name}-{number}", $"{Day}T10:00:0{number}Z", "openai", "gpt-4o", new() { Input = 1_000 }) + "\n");

    private static IEnumerable<string> Sources => [.. Lines.Keys, "bom", "crlf", "unended", "empty", "fields", "archives"];

    private static byte[] WithNewField(string name, int number) => Text(
        Encoding.UTF8.GetString(Good(name, number)).Replace(
            "{\"request_id\"", "{\"never_seen\":{\"a\":[1,null]},\"request_id\"", StringComparison.Ordinal));

    private static string Damaged(string counter) =>
        $$"""{"request_id":"damaged","model":"gpt-4o","custom_llm_provider":"openai","prompt_tokens":{{counter}},"""
        + $$""" "completion_tokens":0,"startTime":"{{Day}}T10:00:00Z"}""";

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private void Write(string name, string file, byte[] bytes) => Workspace.Write($"bad-{name}/{file}", bytes);

    private void WriteArchives()
    {
        var whole = Compressed([.. Good("archives", 1), .. Good("archives", 2)]);
        Write("archives", "whole.jsonl.gz", whole);

        // Two members one after the other are one file.
        Write("archives", "joined.jsonl.gz", [.. Compressed(Good("joined", 1)), .. Compressed(Good("joined", 2))]);
        Write("archives", "cut.jsonl.gz", Compressed([.. Good("cut", 1), .. Good("cut", 2)])[..^20]);
        var corrupt = Compressed([.. Good("corrupt", 1), .. Good("corrupt", 2)]);
        corrupt[^6] ^= 1;
        Write("archives", "corrupt.jsonl.gz", corrupt);
    }

    private static byte[] Compressed(byte[] bytes)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return buffer.ToArray();
    }
}
