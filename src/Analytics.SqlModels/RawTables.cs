using System.Collections.Immutable;
using Analytics.Domain;
using Analytics.SqlModels.Declarations;

namespace Analytics.SqlModels;

/// <summary>
/// The tables the runner provides to the models: <c>raw_&lt;dataset&gt;</c>, <c>raw_files</c>, <c>settings</c>.
/// </summary>
internal static class RawTables
{
    /// <summary>One row with the settings that models may read.</summary>
    public const string Settings = "settings";

    /// <summary>In a check by day: the days whose rows it sees, one column <c>event_date</c>.</summary>
    public const string ChunkDays = "chunk_days";

    /// <summary>What the declared alert rules look at: one row per rule, subject and period.</summary>
    public const string AlertValues = "alert_values";

    /// <summary>The alerts of the build before, so that one that was opened is not forgotten.</summary>
    public const string AlertStates = "alert_states";

    /// <summary>
    /// What readers were shown, by lake commit; the build at hand is the last row, with <c>published_at</c> NULL.
    /// </summary>
    public const string Publications = "publications";

    /// <summary>When file versions were replaced or came back.</summary>
    public const string VersionMarks = "version_marks";

    /// <summary>Every committed version of every source file.</summary>
    public const string Files = "raw_files";

    /// <summary>Rejected rows and lines.</summary>
    public const string Quarantine = "raw_quarantine";

    /// <summary>Columns that every raw table of a dataset has beside those of the dataset.</summary>
    public static readonly ImmutableArray<(string Name, string Type)> CommitColumns =
    [
        ("ingested_at", "TIMESTAMP WITH TIME ZONE"),
        ("commit_no", "BIGINT"),
        ("is_superseded", "BOOLEAN"),
    ];

    /// <summary>Columns of <see cref="Files"/>.</summary>
    public static readonly ImmutableArray<(string Name, string Type)> FileColumns =
    [
        ("file_id", "VARCHAR"),
        ("source", "VARCHAR"),
        ("kind", "VARCHAR"),
        ("path", "VARCHAR"),
        ("reader_version", "INTEGER"),
        ("lines_read", "BIGINT"),
        ("rows_read", "BIGINT"),
        ("rows_accepted", "BIGINT"),
        ("rows_quarantined", "BIGINT"),
        ("rows_duplicate", "BIGINT"),
        ("is_superseded", "BOOLEAN"),
        ("is_source_missing", "BOOLEAN"),
        ("commit_no", "BIGINT"),
        ("ingested_at", "TIMESTAMP WITH TIME ZONE"),
        ("unknown_fields", "VARCHAR"),
    ];

    /// <summary>Columns of <see cref="Settings"/>.</summary>
    public static readonly ImmutableArray<(string Name, string Type)> SettingsColumns =
    [
        ("reporting_time_zone", "VARCHAR"),
        ("as_of_date", "DATE"),
        ("known_at", "TIMESTAMP WITH TIME ZONE"),
    ];

    /// <summary>Columns of <see cref="AlertValues"/>.</summary>
    public static readonly ImmutableArray<(string Name, string Type)> AlertValuesColumns =
    [
        ("rule_id", "VARCHAR"),
        ("subject", "VARCHAR"),
        ("period_at", "TIMESTAMP WITH TIME ZONE"),
        ("observed_value", "DOUBLE"),
    ];

    /// <summary>Columns of <see cref="AlertStates"/>.</summary>
    public static readonly ImmutableArray<(string Name, string Type)> AlertStatesColumns =
    [
        ("rule_id", "VARCHAR"),
        ("subject", "VARCHAR"),
        ("opened_value", "DOUBLE"),
        ("worst_value", "DOUBLE"),
        ("latest_value", "DOUBLE"),
        ("limit_value", "DOUBLE"),
        ("is_withdrawn", "BOOLEAN"),
        ("opened_at", "TIMESTAMP WITH TIME ZONE"),
        ("closed_at", "TIMESTAMP WITH TIME ZONE"),
        ("delivered_at", "TIMESTAMP WITH TIME ZONE"),
    ];

    /// <summary>Columns of <see cref="Publications"/>.</summary>
    public static readonly ImmutableArray<(string Name, string Type)> PublicationsColumns =
    [
        ("commit_no", "BIGINT"),
        ("published_at", "TIMESTAMP WITH TIME ZONE"),
    ];

    /// <summary>Columns of <see cref="VersionMarks"/>.</summary>
    public static readonly ImmutableArray<(string Name, string Type)> VersionMarksColumns =
    [
        ("file_id", "VARCHAR"),
        ("reader_version", "INTEGER"),
        ("is_superseded", "BOOLEAN"),
        ("commit_no", "BIGINT"),
    ];

    /// <summary>Names of all tables of the runner that are no dataset.</summary>
    public static readonly ImmutableArray<string> OfRunner =
        [Files, Settings, ChunkDays, AlertValues, AlertStates, Publications, VersionMarks];

    /// <summary>Whether a dictionary table holds what people declared.</summary>
    public static bool IsDeclared(string table) => table.StartsWith(DeclaredTable.Prefix, StringComparison.Ordinal);

    /// <summary>Whether a dictionary table is a dataset of the lake and not a seed or a model.</summary>
    public static bool IsDataset(string table) => !SqlReferences.HasLayerPrefix(table);

    /// <summary>
    /// Name and type of each column of a raw table, a seed or a table of the runner; empty when unknown.
    /// </summary>
    public static ImmutableArray<(string Name, string Type)> ColumnsOf(
        string table, ImmutableArray<DatasetColumn> dictionary)
    {
        switch (table)
        {
            case Files:
                return FileColumns;
            case Settings:
                return SettingsColumns;
            case ChunkDays:
                return [("event_date", "DATE")];
            case AlertValues:
                return AlertValuesColumns;
            case AlertStates:
                return AlertStatesColumns;
            case Publications:
                return PublicationsColumns;
            case VersionMarks:
                return VersionMarksColumns;
        }

        var isRaw = table.StartsWith("raw_", StringComparison.Ordinal);
        var defined = isRaw ? table["raw_".Length..] : table;
        var columns = dictionary.Where(column => column.Table == defined)
            .Select(static column => (column.Column, column.Type));
        return isRaw && columns.Any() ? [.. columns, .. CommitColumns] : [.. columns];
    }
}
