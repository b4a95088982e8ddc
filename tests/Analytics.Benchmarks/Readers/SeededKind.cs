using Analytics.SqlModels;

namespace Analytics.Benchmarks.Readers;

/// <summary>A kind of source, with well-formed records to make files of.</summary>
internal sealed class SeededKind
{
    private readonly string format;

    private SeededKind(SqlModel reader, bool isSamplePreferred)
    {
        format = reader.File.Require("format").Split(' ')[0];
        Name = reader.Name.Replace('_', '-');
        var sample = isSamplePreferred ? SampleRecords.Of(Name, IsCsv, HasLines) : null;
        Seeds = sample?.Records ?? SeedRecords.Of(reader);
        Columns = !IsCsv ? [] : sample?.Header.Split(',') ?? SeedRecords.Header(reader);
    }

    /// <summary>Name of the kind.</summary>
    public string Name { get; }

    /// <summary>Its well-formed records, some of which the reader refuses for what they say.</summary>
    public IReadOnlyList<string> Seeds { get; }

    /// <summary>Whether its files are CSV.</summary>
    public bool IsCsv => format == "csv";

    /// <summary>Whether a file of it holds many records, each on its line; else a file is one document, or some.</summary>
    public bool HasLines => format is "csv" or "ndjson";

    /// <summary>How its files end.</summary>
    public string Extension => format switch { "csv" => "csv", "ndjson" => "jsonl", "text" => "yml", _ => "json" };

    /// <summary>Names of the columns of a CSV file; empty for others.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>What a file starts with.</summary>
    public string Header => IsCsv ? string.Join(",", Columns.Select(static name => $"\"{name}\"")) + "\n" : "";

    /// <summary>With the records of the reader's own tests, which hold what is odd.</summary>
    public static SeededKind OfTests(SqlModel reader) => new(reader, isSamplePreferred: false);

    /// <summary>With records of the shipped sample, which are as long as those in use; where it has none, those of the tests.</summary>
    public static SeededKind OfSample(SqlModel reader) => new(reader, isSamplePreferred: true);
}
