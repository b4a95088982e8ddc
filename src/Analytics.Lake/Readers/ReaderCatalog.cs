using System.Collections.Immutable;
using System.Text;
using Analytics.Domain;
using Analytics.Engine;

namespace Analytics.Lake.Readers;

/// <summary>All readers, the macros they use and the columns of the datasets they fill. Immutable.</summary>
public sealed class ReaderCatalog
{
    private readonly ImmutableDictionary<string, Reader> byKind;
    private readonly ILookup<string, DatasetColumn> columns;
    private readonly IReadOnlyList<string> macros;

    private ReaderCatalog(
        IEnumerable<Reader> readers, IReadOnlyList<string> macros, IReadOnlyList<DatasetColumn> columns)
    {
        byKind = readers.ToImmutableDictionary(static reader => reader.Kind, StringComparer.Ordinal);
        this.macros = macros;
        this.columns = columns.ToLookup(static column => column.Table, StringComparer.Ordinal);
    }

    /// <summary>Kinds that can be read, ordinal order.</summary>
    public IEnumerable<string> Kinds => byKind.Keys.Order(StringComparer.Ordinal);

    /// <summary>Datasets that readers fill, and quarantine, ordinal order.</summary>
    public IEnumerable<string> Datasets =>
        byKind.Values.Select(static reader => reader.Dataset).Append(DatasetNames.Quarantine).Distinct().Order(
            StringComparer.Ordinal);

    /// <summary>Reads <c>readers/</c> below a folder.</summary>
    /// <param name="sqlRoot">The folder <c>sql/</c>.</param>
    /// <param name="macros">
    /// Statements that create the macros readers use, each after those it calls; no seeds are there.
    /// </param>
    /// <param name="columns">The dictionary <c>columns.csv</c>.</param>
    /// <exception cref="InvalidDataException">
    /// A reader's header is wrong or its dataset is not in the dictionary.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ReaderCatalog Load(
        string sqlRoot, IReadOnlyList<string> macros, IReadOnlyList<DatasetColumn> columns) =>
        Create(
            Directory.GetFiles(Path.Combine(sqlRoot, "readers"), "*.sql")
                .Where(static path => !path.EndsWith(".test.sql", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(SqlFile.Read),
            macros,
            columns);

    /// <summary>Takes files that are read already.</summary>
    /// <exception cref="InvalidDataException">
    /// A reader's header is wrong or its dataset is not in the dictionary.
    /// </exception>
    public static ReaderCatalog Create(
        IEnumerable<SqlFile> readers, IReadOnlyList<string> macros, IReadOnlyList<DatasetColumn> columns)
    {
        var catalog = new ReaderCatalog(readers.Select(Reader.Parse), macros, columns);
        var stray = catalog.byKind.Values.FirstOrDefault(reader => !catalog.columns.Contains(reader.Dataset));
        return stray is null
            ? catalog
            : throw new InvalidDataException(
                $"{stray.File.Path}: dataset '{stray.Dataset}' has no line in columns.csv. Add its columns there.");
    }

    /// <summary>The reader of a kind, or null.</summary>
    public Reader? Find(string kind) => byKind.GetValueOrDefault(kind);

    /// <summary>The reader of a kind.</summary>
    /// <exception cref="InvalidDataException">There is none; the message lists the kinds there are.</exception>
    public Reader Require(string kind) => Find(kind) ?? throw new InvalidDataException(
        $"No reader for kind '{kind}'; known are {string.Join(", ", Kinds)}. Correct the source's kind or add "
        + $"sql/readers/{kind.Replace('-', '_')}.sql.");

    /// <summary>
    /// Statements that create the macros a reader calls, each after those it calls. A name within another word brings a
    /// macro too many; all of them would take half the time of a small file.
    /// </summary>
    public IReadOnlyList<string> MacrosOf(Reader reader)
    {
        var calls = new StringBuilder(reader.File.Text);
        var called = new List<string>();
        foreach (var macro in macros.Reverse())
        {
            if (calls.ToString().Contains(NameOf(macro), StringComparison.OrdinalIgnoreCase))
            {
                calls.Append(macro);
                called.Insert(0, macro);
            }
        }

        return called;
    }

    /// <summary>Columns of a dataset in dictionary order.</summary>
    public IReadOnlyList<DatasetColumn> ColumnsOf(string dataset) => [.. columns[dataset]];

    // The word before the parameters: create or replace temp macro name(...).
    private static string NameOf(string macro) => macro[..macro.IndexOf('(', StringComparison.Ordinal)].Split(' ')[^1];
}

/// <summary>What the runner itself has to know about datasets.</summary>
internal static class DatasetNames
{
    /// <summary>Rejected rows and lines.</summary>
    public const string Quarantine = "quarantine";

    /// <summary>The column whose UTC date is the event day, or null for a dataset kept without days.</summary>
    public static string? EventTimeOf(string dataset) => dataset switch
    {
        "requests" => "started_at",
        "invoice_lines" => "charge_period_start",
        "usage_buckets" => "bucket_start",
        _ => null,
    };
}
