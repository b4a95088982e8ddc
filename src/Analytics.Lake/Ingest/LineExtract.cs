namespace Analytics.Lake.Ingest;

/// <summary>
/// The lines of a batch that can bear a record, from all its files in one. DuckDB needs 1.4 ms of processor time to open
/// a file, and parsing a line costs it more than finding here that the line has nothing to say.
/// </summary>
/// <param name="LinesPath">The lines as they stand in their files, in order of files and lines.</param>
/// <param name="PlacesPath">CSV without a header: for each line the number of its file in the batch, and its own.</param>
/// <param name="Lines">Number of lines.</param>
/// <param name="Bytes">Bytes at <paramref name="LinesPath"/>.</param>
internal sealed record LineExtract(string LinesPath, string PlacesPath, long Lines, long Bytes);
