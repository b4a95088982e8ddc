namespace Analytics.Domain;

/// <summary>One line of <c>sql/columns.csv</c>: a column of a dataset or a published table, defined once.</summary>
/// <param name="Table">Dataset or mart.</param>
/// <param name="Column">Column name.</param>
/// <param name="Type">DuckDB type as <c>duckdb_columns()</c> prints it.</param>
/// <param name="Unit">Unit such as <c>Tokens</c> or <c>USD</c>; empty where there is none.</param>
/// <param name="Meaning">One sentence, NULL's meaning included.</param>
/// <param name="Standard">The standard's name of it and its version, or empty.</param>
public sealed record DatasetColumn(
    string Table,
    string Column,
    string Type,
    string Unit,
    string Meaning,
    string Standard);
