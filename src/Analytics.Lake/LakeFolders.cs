namespace Analytics.Lake;

/// <summary>
/// The folders ingest works in; staging and lake must be on one file system, since parts are moved by rename.
/// </summary>
/// <param name="Landing">Raw copies named by their SHA-256, absolute.</param>
/// <param name="Lake">Committed Parquet parts, absolute.</param>
/// <param name="Staging">Parts and cleaned copies on their way, absolute; emptied at every start.</param>
/// <param name="Temp">Spilled data of DuckDB, absolute.</param>
public sealed record LakeFolders(string Landing, string Lake, string Staging, string Temp);
