using System.Buffers;

namespace Analytics.Lake.Readers;

/// <summary>
/// How files that no reader knows become rows: which field of a record is which column. Declared in the settings of a
/// source of kind <c>mapped</c>.
/// </summary>
public sealed record SourceMapping
{
    /// <summary>Kind of the sources that declare a mapping.</summary>
    public const string Kind = "mapped";

    // They would end the name of the field where it stands in SQL or in the header of the reader.
    private static readonly SearchValues<char> Unwritable = SearchValues.Create("\"'\\\r\n:");

    /// <summary>Rows the files hold: <c>requests</c> or <c>invoice_lines</c>. Default <c>requests</c>.</summary>
    public string Dataset { get; init; } = "requests";

    /// <summary>
    /// What the files are: <c>csv</c> or <c>jsonl</c>; files named <c>.parquet</c> are read either way. Default
    /// <c>csv</c>.
    /// </summary>
    public string Format { get; init; } = "csv";

    /// <summary>
    /// Field by column: the header of a CSV or Parquet column, or the path of a JSON field such as
    /// <c>usage.input</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Value by column, the same in every row, such as <c>provider</c>.</summary>
    public IReadOnlyDictionary<string, string> Constants { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether <c>input_tokens</c> leaves out what the cache served and stored. Default false.</summary>
    public bool InputExcludesCache { get; init; }

    /// <summary>Whether <c>reasoning_tokens</c> stand beside <c>output_tokens</c>. Default false.</summary>
    public bool ReasoningBesideOutput { get; init; }

    /// <summary>Every fault as a sentence without its place; empty when the mapping can be used.</summary>
    public IEnumerable<string> Faults()
    {
        if (!MappedColumns.ByDataset.TryGetValue(Dataset, out var known))
        {
            yield return $"Dataset: '{Dataset}' cannot be mapped. Use {string.Join(" or ", MappedColumns.ByDataset.Keys)}.";
            yield break;
        }

        if (Format is not ("csv" or "jsonl"))
        {
            yield return $"Format: '{Format}' is unknown. Use csv or jsonl.";
        }

        foreach (var name in Columns.Keys.Concat(Constants.Keys).Where(name => !known.ContainsKey(name)))
        {
            yield return $"Columns:{name}: {Dataset} has no such column. Use one of {string.Join(", ", known.Keys)}.";
        }

        foreach (var name in Columns.Keys.Where(Constants.ContainsKey))
        {
            yield return $"Constants:{name}: the column is mapped to '{Columns[name]}' too. Keep one of the two.";
        }

        foreach (var (name, field) in Columns.Where(static pair => pair.Value.AsSpan().IndexOfAny(Unwritable) >= 0))
        {
            yield return $"Columns:{name}: the field '{field}' holds a quote, a colon, a backslash or a line break. "
                + "Rename the field.";
        }

        foreach (var name in MappedColumns.Required(Dataset).Where(name => !Columns.ContainsKey(name)
            && !Constants.ContainsKey(name)))
        {
            yield return $"Columns:{name}: is missing. Say which field holds it.";
        }
    }
}
