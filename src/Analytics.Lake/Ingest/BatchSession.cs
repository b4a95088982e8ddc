using System.Globalization;
using Analytics.Domain;
using Analytics.Engine;
using Analytics.Lake.Guard;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Ingest;

/// <summary>
/// The DuckDB session through which all batches of one source go. It reaches the source's folder, landing and staging,
/// nothing else. What was measured on 1.2 GB of LiteLLM lines and two cores is in its methods' comments.
/// </summary>
internal sealed class BatchSession : IDisposable
{
    private const long AtOnceBytes = 16L << 20;
    private const int SpansWorthSorting = 12;

    private readonly EngineSession session;
    private readonly ReaderCatalog readers;
    private readonly Reader reader;
    private readonly GuardLimits limits;
    private readonly Dictionary<string, IReadOnlyList<string>> columnsOfFiles = new(StringComparer.Ordinal);
    private ReaderRowsSql? rows;
    private bool mayReadAtOnce;
    private bool isDisordered;

    /// <summary>Opens the session and creates the macros.</summary>
    public BatchSession(ReaderCatalog readers, Reader reader, EngineOptions options, GuardLimits limits)
    {
        this.readers = readers;
        this.reader = reader;
        this.limits = limits;
        mayReadAtOnce = reader.Format == RecordFormat.Ndjson && StraightPlan.PassesLineNumbersOn(reader);
        session = EngineSession.Open(options);
        foreach (var macro in readers.MacrosOf(reader))
        {
            session.Execute(macro);
        }
    }

    /// <summary>Files of the last read that are not of the reader's kind; nothing of them is in <c>reader_rows</c>.</summary>
    public IReadOnlyList<ForeignFile> Foreign { get; private set; } = [];

    /// <summary>Names of the fields of a file that was read.</summary>
    public IReadOnlyList<string> FieldsOf(GuardedFile file) => columnsOfFiles.GetValueOrDefault(file.FileId) ?? file.Fields;

    /// <summary>Reads files into <c>reader_rows</c>.</summary>
    /// <exception cref="EngineException">DuckDB refused a file, or the reader failed on it.</exception>
    public async Task ReadAsync(IReadOnlyList<BatchFile> files, CancellationToken cancellation)
    {
        Foreign = [];
        var readable = files.Where(static file => file.File.Records > 0).ToList();
        if (!await TryReadAtOnceAsync(readable, cancellation))
        {
            await ReadByRecordsAsync(readable, cancellation);
        }
    }

    /// <summary>Reads the lines of an extract that belong to the files into <c>reader_rows</c>.</summary>
    /// <exception cref="EngineException">DuckDB refused a line, or the reader failed on it.</exception>
    public async Task ReadExtractAsync(
        IReadOnlyList<BatchFile> files, LineExtract extract, CancellationToken cancellation)
    {
        Foreign = [];
        await session.ExecuteAsync(RecordsSql.CreateFromExtract(reader, extract, limits.LineBytes), cancellation);
        await session.ExecuteAsync(RecordsSql.ShowExtract(reader, files), cancellation);
        var count = await session.ScalarAsync<long>("select count(*) from records", null, cancellation);
        if (count != extract.Lines)
        {
            throw new EngineException(
                $"{extract.LinesPath}: DuckDB finds {count} records, the guard {extract.Lines}. "
                + "Check the line breaks of the files.");
        }

        await MakeRowsAsync(files, cancellation);
    }

    /// <summary>Where lines of the extract read last stand.</summary>
    /// <param name="rowNumbers">Their numbers in the extract, from 1.</param>
    /// <param name="cancellation">Stops the query.</param>
    public Task<IReadOnlyList<ExtractPlace>> PlacesAsync(
        IReadOnlyList<long> rowNumbers, CancellationToken cancellation)
    {
        // Zero is no row's number; it keeps the list from being empty.
        var list = string.Join(", ", rowNumbers.Append(0).Select(static number =>
            number.ToString(CultureInfo.InvariantCulture)));
        return session.QueryAsync<ExtractPlace>(
            $"select rowid + 1 as row_no, file_no, line_no from places where rowid + 1 in ({list})", null, cancellation);
    }

    /// <summary>Counts the rows of each file and takes exact repeats out.</summary>
    public async Task<IReadOnlyDictionary<string, FileRows>> CountAsync(CancellationToken cancellation)
    {
        var counts = (await session.QueryAsync<FileRows>(ReaderRowsSql.CountByFile, null, cancellation))
            .ToDictionary(static row => row.FileId, StringComparer.Ordinal);
        await session.ExecuteAsync(rows!.CreateRepeatedKeys(), cancellation);
        if (await session.ScalarAsync<long>("select count(*) from repeated_keys", null, cancellation) == 0)
        {
            return counts;
        }

        await session.ExecuteAsync(rows.CreateRepeats(), cancellation);
        foreach (var repeat in await session.QueryAsync<FileRows>(ReaderRowsSql.CountRepeats, null, cancellation))
        {
            counts[repeat.FileId].Duplicate = repeat.Duplicate;
        }

        await session.ExecuteAsync(ReaderRowsSql.DeleteRepeats, cancellation);
        return counts;
    }

    /// <summary>Rows the reader refused, those of a file in the order of its records.</summary>
    public Task<IReadOnlyList<RejectedRow>> RejectedAsync(CancellationToken cancellation) =>
        session.QueryAsync<RejectedRow>(ReaderRowsSql.SelectRejected, null, cancellation);

    /// <summary>
    /// Good rows by event day, which then stand in order. They are sorted where the reader has mixed them, and where days
    /// stand mixed, as in a bill: each day's file looks at all rows of its span. Measured on 137,000 charges of 41 days, one
    /// sort takes as long as a dozen of such looks.
    /// </summary>
    public async Task<IReadOnlyList<DayRows>> DaysAsync(CancellationToken cancellation)
    {
        var days = await session.QueryAsync<DayRows>(rows!.CountByDay(), null, cancellation);
        if (isDisordered)
        {
            await session.ExecuteAsync(rows.Sort(), cancellation);
        }
        else if (days.Sum(static day => day.RowSpan) > SpansWorthSorting * days.Sum(static day => day.Rows))
        {
            await session.ExecuteAsync(rows.SortByDay(), cancellation);
        }

        return days;
    }

    /// <summary>
    /// Writes the good rows of a day as Parquet. One COPY a day over the table gives the same bytes at every run;
    /// PARTITION_BY does not, and leaves torn files under final names when it is killed.
    /// </summary>
    public Task CopyDayAsync(DateOnly? day, string path, CancellationToken cancellation) =>
        session.ExecuteAsync(rows!.CopyDay(day, path), cancellation);

    /// <summary>Writes quarantine rows, given as NDJSON, as Parquet.</summary>
    public Task CopyQuarantineAsync(string ndjsonPath, string path, CancellationToken cancellation)
    {
        var columns = string.Join(", ", readers.ColumnsOf(DatasetNames.Quarantine).Select(static column =>
            $"{SqlText.Identifier(column.Column)}: {SqlText.Literal(column.Type)}"));
        return session.ExecuteAsync(
            $"copy (from read_json({SqlText.PathList([ndjsonPath])}, format = 'newline_delimited', columns = "
            + $"{{{columns}}})) {SqlText.ToParquet(path)}",
            cancellation);
    }

    /// <summary>Which lines, given as NDJSON of number and text, DuckDB finds to be no JSON; ascending.</summary>
    public Task<IReadOnlyList<long>> MalformedLinesAsync(
        string ndjsonPath, long largestLineBytes, CancellationToken cancellation) =>
        session.QueryAsync<long>(
            $"select n from read_json({SqlText.PathList([ndjsonPath])}, format = 'newline_delimited', "
            + "columns = {n: 'bigint', line: 'varchar'}, "
            + string.Create(CultureInfo.InvariantCulture, $"maximum_object_size = {largestLineBytes}) ")
            + "where not json_valid(line) order by n",
            null,
            cancellation);

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    // The records are laid down in a table first, because the JSON reader knows no line numbers and counting rows on
    // the fly would keep it to one thread.
    private async Task ReadByRecordsAsync(IReadOnlyList<BatchFile> files, CancellationToken cancellation)
    {
        await LoadAsync(files, cancellation);
        await session.ExecuteAsync(RecordsSql.DeleteBad(files), cancellation);
        await MakeRowsAsync(files, cancellation);
    }

    private async Task MakeRowsAsync(IReadOnlyList<BatchFile> files, CancellationToken cancellation)
    {
        rows ??= await BindAsync(cancellation);
        await session.ExecuteAsync(rows.Create(), cancellation);
        Foreign = await ForeignAsync(files, cancellation);
        await session.ExecuteAsync("drop view source_records; drop table records;", cancellation);
        isDisordered = await session.ScalarAsync<bool>(ReaderRowsSql.IsDisordered, null, cancellation);
    }

    // The tail of a file that grew is of the kind that its start was of.
    private async Task<IReadOnlyList<ForeignFile>> ForeignAsync(
        IReadOnlyList<BatchFile> files, CancellationToken cancellation)
    {
        if (ForeignFile.Find(reader) is not { } query)
        {
            return [];
        }

        var whole = files.Where(static file => file.File.RecordsBefore == 0)
            .Select(static file => file.File.FileId)
            .ToHashSet(StringComparer.Ordinal);
        var foreign = (await session.QueryAsync<ForeignFile>(query, null, cancellation))
            .Where(file => whole.Contains(file.FileId))
            .ToList();
        if (foreign.Count > 0)
        {
            var ids = SqlText.PathList(foreign.Select(static file => file.FileId));
            await session.ExecuteAsync($"delete from reader_rows where file_id in {ids}", cancellation);
        }

        return foreign;
    }

    // A reader that makes exactly one row of every line needs no such table: the place of a row is the number of its
    // line. Measured on 308 MB of LiteLLM lines this saves 1.7 of 4.4 seconds of processor time.
    private async Task<bool> TryReadAtOnceAsync(IReadOnlyList<BatchFile> files, CancellationToken cancellation)
    {
        if (!mayReadAtOnce || files is not [{ File: { ReadBytes: >= AtOnceBytes, BadLines.Count: 0 } } file])
        {
            return false;
        }

        var largest = RecordsSql.LargestObjectBytes(files, reader, limits.LineBytes, limits.DocumentBytes);
        await session.ExecuteAsync(RecordsSql.ShowFile(reader, file, largest), cancellation);
        rows ??= await BindAsync(cancellation);
        mayReadAtOnce = await StraightPlan.IsStraightAsync(session, reader, cancellation);
        if (!mayReadAtOnce)
        {
            return false;
        }

        await session.ExecuteAsync(rows.Create() + "drop view source_records;", cancellation);
        isDisordered = false;

        // Without a filter at work in this file the next one of the source will be alike, and the other way round. A file
        // without any good row is read the other way, to see whether it is of this kind at all.
        mayReadAtOnce = await session.ScalarAsync<long>(
            "select if(bool_or(reject_reason is null), count(*), 0) from reader_rows", null, cancellation) == file.ExpectedRecords;
        if (mayReadAtOnce)
        {
            await session.ExecuteAsync(
                "update reader_rows set line_no = rowid + $first_record_no",
                new { first_record_no = file.FirstRecordNo },
                cancellation);
        }

        return mayReadAtOnce;
    }

    // A reader that DuckDB cannot even bind is at fault for every file: no file is refused for it.
    private async Task<ReaderRowsSql> BindAsync(CancellationToken cancellation)
    {
        try
        {
            var produced = await session.QueryAsync<string>(ReaderRowsSql.Describe(reader), null, cancellation);
            return new ReaderRowsSql(reader, readers.ColumnsOf(reader.Dataset), produced);
        }
        catch (EngineException fault) when (!fault.IsInterrupted)
        {
            throw new InvalidDataException(
                $"{reader.File.Path}: DuckDB refuses the reader: {fault.Message} Correct its SQL.", fault);
        }
    }

    private async Task LoadAsync(IReadOnlyList<BatchFile> files, CancellationToken cancellation)
    {
        if (files.Count == 0 || reader.Format is RecordFormat.Csv or RecordFormat.Text or RecordFormat.Parquet)
        {
            await session.ExecuteAsync(RecordsSql.CreateEmpty(reader), cancellation);
            for (var index = 0; index < files.Count; index++)
            {
                await (reader.Format == RecordFormat.Text
                    ? session.ExecuteAsync(RecordsSql.InsertFromText(files[index], index), cancellation)
                    : InsertFromTableAsync(files[index], index, cancellation));
            }
        }
        else
        {
            var largest = RecordsSql.LargestObjectBytes(files, reader, limits.LineBytes, limits.DocumentBytes);
            await session.ExecuteAsync(RecordsSql.CreateFromJson(reader, files, largest), cancellation);
        }

        await session.ExecuteAsync(RecordsSql.ShowRecords(reader, files), cancellation);
        await CheckCountsAsync(files, cancellation);
    }

    private async Task InsertFromTableAsync(BatchFile file, int fileNo, CancellationToken cancellation)
    {
        try
        {
            if (reader.Format == RecordFormat.Csv)
            {
                var insert = RecordsSql.InsertFromCsv(reader, file, fileNo, limits.LineBytes);
                await session.ExecuteAsync(insert, cancellation);
                return;
            }

            var header = await session.QueryAsync<ParquetColumn>(ParquetRecordsSql.Header(file), null, cancellation);
            columnsOfFiles[file.File.FileId] = [.. header.Select(static column => column.ColumnName)];
            if (ParquetRecordsSql.Missing(reader, header) is { Count: > 0 } missing)
            {
                throw new EngineException(
                    $"required column {string.Join(", ", missing)} is missing; found "
                    + $"{string.Join(", ", columnsOfFiles[file.File.FileId])}. "
                    + "Correct the export, or the kind of the source.");
            }

            await session.ExecuteAsync(ParquetRecordsSql.Insert(reader, file, fileNo, header), cancellation);
        }
        catch (EngineException fault) when (!fault.IsOutOfResources && !fault.IsInterrupted)
        {
            throw new EngineException($"In {BatchReading.NameInMessage(file)}: {fault.Message}", fault);
        }
    }

    // A reader that splits records otherwise than the guard would put wrong line numbers on every row after that place.
    private async Task CheckCountsAsync(IReadOnlyList<BatchFile> files, CancellationToken cancellation)
    {
        var counts = await session.QueryAsync<long>(
            "select record_count from batch_files order by file_no", null, cancellation);
        foreach (var (file, count) in files.Zip(counts))
        {
            if (file.ExpectedRecords is { } expected && expected != count)
            {
                throw new EngineException(
                    $"In {BatchReading.NameInMessage(file)} DuckDB finds {count} records, the guard {expected}. "
                        + "Check the line breaks of the file.");
            }
        }
    }
}
