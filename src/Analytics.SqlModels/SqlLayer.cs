namespace Analytics.SqlModels;

/// <summary>The folder a SQL file stands in, which decides what it may read and how it is run.</summary>
public enum SqlLayer
{
    /// <summary>Raw lines into a dataset; run by the ingest, tested here.</summary>
    Reader,

    /// <summary>One source table, renamed and deduplicated.</summary>
    Staging,

    /// <summary>Joins and steps between staging and marts.</summary>
    Intermediate,

    /// <summary>A published table.</summary>
    Mart,

    /// <summary>A query whose rows are offences.</summary>
    Check,
}

/// <summary>How the rows of a model are held.</summary>
public enum Keeping
{
    /// <summary>
    /// Computed anew by whoever reads it; for a mart with the header <c>-- kept: view</c>, over tables that are kept.
    /// </summary>
    View,

    /// <summary>Header <c>-- kept: build</c>: computed once per build.</summary>
    Build,

    /// <summary>
    /// Header <c>-- kept: build by month_date</c>: computed once per build, and known by month whether it changed.
    /// </summary>
    BuildByMonth,

    /// <summary>
    /// Header <c>-- kept: table by month_date</c>: a table of the work database, replaced by month.
    /// </summary>
    TableByMonth,

    /// <summary>Header <c>-- kept: table by week_date</c>: a table of the work database, replaced by week.</summary>
    TableByWeek,

    /// <summary>Header <c>-- kept: table by event_date</c>: a table of the work database, replaced by day.</summary>
    TableByDay,

    /// <summary>
    /// Header <c>-- kept: parquet by event_date</c>: one Parquet file per day under <c>lake/priced</c>.
    /// </summary>
    ParquetByDay,

    /// <summary>A mart: a table rebuilt by each build, or a check run once per build.</summary>
    Whole,
}
