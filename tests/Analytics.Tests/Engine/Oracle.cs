using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Analytics.Engine;
using Dapper;

namespace Analytics.Tests.Engine;

/// <summary>
/// Runs the readers of tests/oracles, and spells DuckDB's answer as they do (tests/oracles/canonical.mjs).
/// </summary>
internal static class Oracle
{
    private static readonly JsonSerializerOptions AsIs =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Lazy<string> Folder = new(() => Run(Path.Combine(Scripts, "install")).Single());

    /// <summary>Folder whose node_modules hold the readers and the server.</summary>
    public static string Modules => Folder.Value;

    /// <summary>Folder of the scripts.</summary>
    public static string Scripts
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "tests", "oracles")))
            {
                folder = folder.Parent;
            }

            return Path.Combine(folder!.FullName, "tests", "oracles");
        }
    }

    /// <summary>What a reader says about a file: facts, then rows.</summary>
    public static (JsonElement Facts, IReadOnlyList<string> Rows) Read(string reader, string path, params string[] more)
    {
        var lines = Run("node", [Path.Combine(Scripts, $"{reader}.mjs"), Folder.Value, path, .. more]);
        return (JsonDocument.Parse(lines[0]).RootElement, lines.Skip(1).Select(Respell).ToList());
    }

    /// <summary>DuckDB's own rows of a query.</summary>
    public static IReadOnlyList<string> Answer(EngineSession session, string sql)
    {
        using var reader = (DbDataReader)session.Connection.ExecuteReader(sql);
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(JsonSerializer.Serialize(
                Enumerable.Range(0, reader.FieldCount).Select(column => Spell(reader.GetValue(column))), AsIs));
        }

        return rows;
    }

    private static string Respell(string line) =>
        JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(line), AsIs);

    private static object? Spell(object? value) => value switch
    {
        null or DBNull => null,
        bool truth => truth ? "true" : "false",
        double number => BitConverter.DoubleToInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture),
        float number => Spell((double)number),
        DateOnly date => Spell(date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber),
        DateTimeOffset moment => Spell((moment.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond),
        DateTime moment => Spell((moment.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond),
        byte[] bytes => Convert.ToHexStringLower(bytes),
        List<object?> list => list.Select(Spell).ToList(),
        Dictionary<string, object?> fields => fields.Values.Select(Spell).ToList(),
        Dictionary<object, object?> map =>
            map.Select(static pair => new[] { Spell(pair.Key), Spell(pair.Value) }).ToList(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static List<string> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var lines = new List<string>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        process.WaitForExit();
        var message = errors.GetAwaiter().GetResult();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {message}");
        return lines;
    }
}
