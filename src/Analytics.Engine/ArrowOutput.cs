using System.Collections.Immutable;

namespace Analytics.Engine;

/// <summary>The two layouts of Arrow IPC.</summary>
public enum ArrowFormat
{
    /// <summary>Random access: begins and ends with ARROW1, holds a footer. The usual <c>.arrow</c> file.</summary>
    File,

    /// <summary>Sequential: schema, then batches. The usual <c>.arrows</c> stream.</summary>
    Stream,
}

/// <summary>A query whose rows are written as Arrow IPC.</summary>
/// <param name="Sql">One SELECT.</param>
/// <param name="Destination">Written from its current position to the end; stays open.</param>
/// <param name="Format">File or stream.</param>
public sealed record ArrowOutput(string Sql, Stream Destination, ArrowFormat Format)
{
    /// <summary>
    /// The table that the query shows whole, as it is named in SQL: it is read twice. Null (default) = any other query, whose
    /// rows are kept in a temporary table first, unless none of them can become a dictionary.
    /// </summary>
    public string? Table { get; private init; }

    /// <summary>Custom metadata of the schema. Default none.</summary>
    public IReadOnlyDictionary<string, string> SchemaMetadata { get; init; } =
        ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// Custom metadata of columns, by column name; a name that the query lacks is ignored. Default none.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> FieldMetadata { get; init; } =
        ImmutableDictionary<string, IReadOnlyDictionary<string, string>>.Empty;

    /// <summary>Rows per record batch, 1 to 1,048,576; the last batch holds the rest. Default 65536.</summary>
    public int RowsPerBatch { get; init; } = 65536;

    /// <summary>
    /// Most distinct values that a VARCHAR column may have to be written as a dictionary, 0 to 32767; 0 writes none.
    /// Default 1024.
    /// </summary>
    public int DictionaryLimit { get; init; } = 1024;

    /// <summary>All rows of a table, which must not be a view.</summary>
    public static ArrowOutput OfTable(string table, Stream destination, ArrowFormat format) =>
        new($"from {table}", destination, format) { Table = table };
}
