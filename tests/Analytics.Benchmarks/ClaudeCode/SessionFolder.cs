using System.Globalization;
using System.Text.Json;
using Analytics.Benchmarks.Generation;

namespace Analytics.Benchmarks.ClaudeCode;

/// <summary>
/// Session files as Claude Code leaves them: two thirds of the lines bear usage, each call stands on two or three of them
/// with a growing output count, and most of the bytes are text that nobody counts.
/// </summary>
/// <param name="seed">Seed of all choices.</param>
internal sealed class SessionFolder(int seed)
{
    // Means of the public sessions that the product is tested with.
    private const int LinesPerFile = 240;
    private const int FilesPerProject = 40;
    private const int TurnLinesMost = 4;

    private static readonly DateTime Start = new(2026, 6, 1, 6, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Models =
        ["claude-sonnet-4-5-20250929", "claude-opus-4-5-20251101", "claude-haiku-4-5-20251001"];

    private readonly Drawing drawing = new(seed);
    private readonly ProseBlock prose = new(seed);
    private (Session Session, string Path)? latest;

    /// <summary>Writes the files below a folder.</summary>
    public BenchmarkData Write(string folder, long lines, CancellationToken cancellation)
    {
        var (files, rows, bytes) = (0, 0L, 0L);
        while (rows < lines)
        {
            cancellation.ThrowIfCancellationRequested();
            var project = string.Create(CultureInfo.InvariantCulture, $"-home-dev-repo-{files / FilesPerProject}");
            var session = new Session(drawing.Uuid(), "/home/dev/repo-" + (files / FilesPerProject), drawing, prose);
            var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, project)).FullName, $"{session.Id}.jsonl");
            using var file = new LineFile(path);

            // 45 sessions a day on working days and others: a million lines are about three months.
            session.Write(file, Start.AddMinutes(files * 32L), Math.Min(drawing.Between(1, LinesPerFile * 2), lines - rows));
            latest = (session, path);
            files++;
            rows += file.Lines;
            bytes += file.Bytes;
        }

        return new BenchmarkData(files, rows, bytes);
    }

    /// <summary>Adds one more turn to the file written last.</summary>
    public void Continue()
    {
        var (session, path) = latest!.Value;
        using var file = new LineFile(path);
        session.WriteTurn(file, TurnLinesMost);
    }

    /// <summary>One session file.</summary>
    private sealed class Session(string id, string folder, Drawing drawing, ProseBlock prose)
    {
        private readonly string model = drawing.Pick(Models);
        private DateTime now;
        private int contextTokens = 12_000;

        public string Id => id;

        public void Write(LineFile file, DateTime startedAt, long lines)
        {
            now = startedAt;
            while (file.Lines < lines)
            {
                WriteTurn(file, lines - file.Lines);
            }
        }

        public void WriteTurn(LineFile file, long linesMost)
        {
            WriteUser(file);
            WriteCall(file, (int)Math.Min(linesMost - 1, drawing.Between(1, 3)));
        }

        private void WriteUser(LineFile file) => file.Add(json =>
        {
            WriteHead(json, "user");
            json.WriteStartObject("message"u8);
            json.WriteString("role"u8, "user"u8);
            json.WriteStartArray("content"u8);
            json.WriteStartObject();
            json.WriteString("tool_use_id"u8, "toolu_01" + drawing.Base62(22));
            json.WriteString("type"u8, "tool_result"u8);
            json.WriteString("content"u8, prose.Take(drawing, drawing.Around(2_400)));
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        });

        private void WriteCall(LineFile file, int blocks)
        {
            var (messageId, requestId) = ("msg_01" + drawing.Base62(22), "req_011C" + drawing.Base62(20));
            var output = drawing.Around(300);
            var written = drawing.Around(900);
            for (var block = 1; block <= blocks; block++)
            {
                var isLast = block == blocks;
                file.Add(json =>
                {
                    WriteHead(json, "assistant");
                    json.WriteString("requestId"u8, requestId);
                    json.WriteStartObject("message"u8);
                    json.WriteString("model"u8, model);
                    json.WriteString("id"u8, messageId);
                    json.WriteString("type"u8, "message"u8);
                    json.WriteString("role"u8, "assistant"u8);
                    WriteContent(json, isLast);
                    WriteStop(json, isLast);
                    WriteUsage(json, written, isLast ? output : Math.Min(output, 4));
                    json.WriteEndObject();
                    json.WriteEndObject();
                });
            }

            contextTokens = contextTokens + written > 160_000 ? 12_000 : contextTokens + written;
        }

        private void WriteContent(Utf8JsonWriter json, bool isLast)
        {
            json.WriteStartArray("content"u8);
            json.WriteStartObject();
            json.WriteString("type"u8, isLast ? "tool_use"u8 : "text"u8);
            json.WriteString(isLast ? "input"u8 : "text"u8, prose.Take(drawing, drawing.Around(700)));
            json.WriteEndObject();
            json.WriteEndArray();
        }

        private static void WriteStop(Utf8JsonWriter json, bool isLast)
        {
            if (isLast)
            {
                json.WriteString("stop_reason"u8, "tool_use"u8);
            }
            else
            {
                json.WriteNull("stop_reason"u8);
            }

            json.WriteNull("stop_sequence"u8);
        }

        private void WriteUsage(Utf8JsonWriter json, int written, int output)
        {
            json.WriteStartObject("usage"u8);
            json.WriteNumber("input_tokens"u8, 10);
            json.WriteNumber("cache_creation_input_tokens"u8, written);
            json.WriteNumber("cache_read_input_tokens"u8, contextTokens);
            json.WriteStartObject("cache_creation"u8);
            json.WriteNumber("ephemeral_5m_input_tokens"u8, written);
            json.WriteNumber("ephemeral_1h_input_tokens"u8, 0);
            json.WriteEndObject();
            json.WriteNumber("output_tokens"u8, output);
            json.WriteString("service_tier"u8, "standard"u8);
            json.WriteEndObject();
        }

        private void WriteHead(Utf8JsonWriter json, string type)
        {
            now = now.AddMilliseconds(drawing.Between(300, 9_000));
            json.WriteStartObject();
            json.WriteString("parentUuid"u8, drawing.Uuid());
            json.WriteBoolean("isSidechain"u8, false);
            json.WriteString("userType"u8, "external"u8);
            json.WriteString("cwd"u8, folder);
            json.WriteString("sessionId"u8, id);
            json.WriteString("version"u8, "2.1.12"u8);
            json.WriteString("gitBranch"u8, "main"u8);
            json.WriteString("type"u8, type);
            json.WriteString("uuid"u8, drawing.Uuid());
            json.WriteString("timestamp"u8, now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        }
    }
}
