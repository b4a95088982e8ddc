using Analytics.SqlModels;

namespace Analytics.Benchmarks.Readers;

/// <summary>A kind of source, with well-formed records to make files of.</summary>
internal sealed class SeededKind(SqlModel reader)
{
    private readonly string format = reader.File.Require("format").Split(' ')[0];

    /// <summary>Name of the kind.</summary>
    public string Name { get; } = reader.Name.Replace('_', '-');

    /// <summary>Its well-formed records, some of which the reader refuses for what they say.</summary>
    public IReadOnlyList<string> Seeds { get; } = SeedRecords.Of(reader);

    /// <summary>Whether its files are CSV.</summary>
    public bool IsCsv => format == "csv";

    /// <summary>Whether a file of it holds many records, each on its line; else a file is one document, or some.</summary>
    public bool HasLines => format is "csv" or "ndjson";

    /// <summary>How its files end.</summary>
    public string Extension => format switch { "csv" => "csv", "ndjson" => "jsonl", "text" => "yml", _ => "json" };

    /// <summary>Names of the columns of a CSV file; empty for others.</summary>
    public IReadOnlyList<string> Columns { get; } =
        reader.File.Require("format").StartsWith("csv", StringComparison.Ordinal) ? SeedRecords.Header(reader) : [];

    /// <summary>What a file starts with.</summary>
    public string Header => IsCsv ? string.Join(",", Columns.Select(static name => $"\"{name}\"")) + "\n" : "";
}
