using Analytics.Pipeline;
using Analytics.Tests.SqlModels;

namespace Analytics.EndToEnd.Tests.Reliability.CrashPoints;

/// <summary>
/// The smallest SQL root that has one model of each kind, with readers for a growing log and a list that is replaced, and
/// their input.
/// </summary>
internal static class SmallSqlRoot
{
    private const string Header =
        "-- grain: one row per record\n-- key: file_id, line_no\n-- units: Tokens\n-- source: test\n-- why: it is needed\n";

    private const string Lineage =
        """
        requests,source,VARCHAR,,Name of the source.,
        requests,line_no,BIGINT,,"Line, from 1.",
        prices,source,VARCHAR,,Name of the source.,
        prices,line_no,BIGINT,,"Line, from 1.",
        quarantine,source,VARCHAR,,Name of the source.,
        quarantine,path,VARCHAR,,Where the file was found.,
        quarantine,line_no,BIGINT,,"Line, from 1.",
        quarantine,byte_offset,BIGINT,Bytes,Offset of the line.,
        quarantine,reason,VARCHAR,,Reason code.,
        quarantine,detail,VARCHAR,,What was found.,
        quarantine,raw_text,VARCHAR,,The line.,

        """;

    private const string Calls = Header +
        """
        -- dataset: requests
        -- version: 1
        -- files: **/*.jsonl
        -- format: ndjson
        -- append: tail
        -- rewrite: keep
        -- record:
        --    id: VARCHAR
        --    customer: VARCHAR
        --    tokens: BIGINT
        --    written_at: VARCHAR
        select
            source,
            file_id,
            line_no,
            id as dedupe_key,
            customer,
            tokens,
            try_cast(written_at as timestamptz) as started_at,
        from source_records
        where id is not null

        """;

    private const string PriceList = Header +
        """
        -- dataset: prices
        -- version: 1
        -- files: **/*.csv
        -- format: csv closed
        -- rewrite: replace
        -- record:
        --    price: VARCHAR required
        select source, file_id, line_no, try_cast(price as bigint) as price
        from source_records

        """;

    private static readonly DateTime Written = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Writes the root and returns its folder.</summary>
    public static string WriteTo(string folder)
    {
        foreach (var (path, text) in SmallProject.Files)
        {
            Write(path, path == "columns.csv" ? text + Lineage : text);
        }

        Write("readers/calls.sql", Calls);
        Write("readers/price_list.sql", PriceList);
        return folder;

        void Write(string path, string text)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }

    /// <summary>Three logs of two days, one with a line that cannot be read, and a price.</summary>
    public static void WriteInput(Workspace workspace)
    {
        Write(workspace, "calls/a.jsonl", Call("a", 1) + Call("b", 2), days: 0);
        Write(workspace, "calls/b.jsonl", Call("c", 1) + "broken\n", days: 0);
        Write(workspace, "calls/c.jsonl", Call("d", 2), days: 0);
        Write(workspace, "prices/prices.csv", "price\n3\n", days: 0);
    }

    /// <summary>A log grows by a call of a day that was read before, a file comes late, and the price is corrected.</summary>
    public static void Restate(Workspace workspace)
    {
        Write(workspace, "calls/a.jsonl", Call("a", 1) + Call("b", 2) + Call("e", 1), days: 1);
        Write(workspace, "calls/d.jsonl", Call("f", 3), days: 1);
        Write(workspace, "prices/prices.csv", "price\n5\n", days: 1);
    }

    /// <summary>The input, and nothing in place of what ships with the real SQL files.</summary>
    public static Dictionary<string, SourceSettings> Sources(Workspace workspace)
    {
        var sources = WithoutShipped(workspace, "price-list");
        sources["calls"] = new() { Kind = "calls", Path = Path.Combine(workspace.Folder, "input", "calls") };
        sources["prices"] = new() { Kind = "price-list", Path = Path.Combine(workspace.Folder, "input", "prices") };
        return sources;
    }

    /// <summary>Nothing in place of what ships with the SQL files.</summary>
    /// <param name="workspace">Where the empty folder goes.</param>
    /// <param name="kind">A kind that has a reader.</param>
    public static Dictionary<string, SourceSettings> WithoutShipped(Workspace workspace, string kind)
    {
        string[] shipped =
            ["price-book", "price-modifiers", "model-aliases", "accelerators", "llm-architectures", "deployments"];
        var none = Directory.CreateDirectory(Path.Combine(workspace.Folder, "input", "none")).FullName;
        return shipped.ToDictionary(
            static name => $"shipped-{name}", _ => new SourceSettings { Kind = kind, Path = none });
    }

    /// <summary>Writes root and input for a worker of its own and returns its settings, as variables of the environment.</summary>
    public static IReadOnlyDictionary<string, string> SettingsOf(Workspace workspace)
    {
        workspace.SqlRoot = WriteTo(Path.Combine(workspace.Folder, "sql"));
        WriteInput(workspace);
        return new Dictionary<string, string>(Settings(Sources(workspace)))
        {
            // The declared alerts are over marts that it does not have.
            ["Analytics__JobsDirectory"] = Directory.CreateDirectory(Path.Combine(workspace.Folder, "jobs")).FullName,
        };
    }

    /// <summary>Sources as variables of the environment.</summary>
    public static Dictionary<string, string> Settings(Dictionary<string, SourceSettings> sources) => sources
        .SelectMany(static source => new[] { ("Kind", source.Value.Kind), ("Path", source.Value.Path) }
            .Select(setting => ($"Analytics__Sources__{source.Key}__{setting.Item1}", setting.Item2)))
        .ToDictionary(static setting => setting.Item1, static setting => setting.Item2);

    private static string Call(string id, int day) =>
        $$"""{"id":"{{id}}","customer":"c-{{id}}","tokens":{{day * 10}},"written_at":"2026-03-0{{day}}T10:00:00Z"}""" + "\n";

    // The time is given: it stands in the ledger, which two runs are compared by.
    private static void Write(Workspace workspace, string name, string text, int days) =>
        File.SetLastWriteTimeUtc(workspace.Write(name, text), Written.AddDays(days));
}
