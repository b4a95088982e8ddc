using System.Globalization;
using Analytics.Domain;
using Analytics.Engine;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Ingest;

/// <summary>
/// SQL that brings the records of a batch into the table <c>records</c> and shows them as <c>source_records</c>.
/// </summary>
internal static class RecordsSql
{
    // DuckDB's JSON reader takes buffers of twice the largest object, and rows of a buffer that fill no row group are
    // copied once more when the table is put together: buffers of two row groups load a third faster than the standard
    // 32 MiB.
    private const int BufferRows = 2 * 122_880;
    private const int BuffersPerFile = 4;
    private const long LargestBufferBytes = 256L << 20;

    /// <summary>Creates an empty <c>records</c> for a reader.</summary>
    public static string CreateEmpty(Reader reader) =>
        $"create or replace temp table records (file_no integer{string.Concat(reader.Columns.Select(static column =>
            $", {SqlText.Identifier(column.Name)} {column.Type}"))});";

    /// <summary>Creates <c>records</c> from JSON files.</summary>
    public static string CreateFromJson(Reader reader, IReadOnlyList<BatchFile> files, long largestObjectBytes) =>
        $"""
        create or replace temp table records as
        select cast(file_index as integer) as file_no, {Names(reader)}
        from {ReadJson(reader, files, largestObjectBytes)};
        """;

    /// <summary>Shows one NDJSON file as <c>source_records</c> as it is read, without line numbers.</summary>
    public static string ShowFile(Reader reader, BatchFile file, long largestObjectBytes)
    {
        var request = file.File.Request;
        return $"""
            create or replace temp view source_records as
            select
                {SqlText.Literal(request.File.Source)} as source, {SqlText.Literal(file.File.FileId)} as file_id,
                {SqlText.Literal(request.File.Path)} as path, cast(null as bigint) as line_no, {Names(reader)}
            from {ReadJson(reader, [file], largestObjectBytes)};
            """;
    }

    /// <summary>Creates <c>records</c> and, row for row beside it, <c>places</c> from an extract.</summary>
    public static string CreateFromExtract(Reader reader, LineExtract extract, int lineBytes)
    {
        var columns = string.Join(", ", reader.Columns.Select(static column =>
            $"{SqlText.Identifier(column.Name)}: {SqlText.Literal(column.Type)}"));
        var largest = LargestObjectBytes(extract.Bytes, extract.Lines, lineBytes);

        // The places are loaded first: they tell which lines are meant when DuckDB refuses the records.
        return $$"""
            create or replace temp table places as
            select * from read_csv({{SqlText.Literal(extract.PlacesPath)}}, header = false, auto_detect = false,
                delim = ',', columns = {file_no: 'integer', line_no: 'bigint'}, compression = 'none');
            create or replace temp table records as
            select * from read_json({{SqlText.Literal(extract.LinesPath)}}, format = 'newline_delimited',
                columns = {{{columns}}}, compression = 'uncompressed', maximum_object_size = {{Text(largest)}});

            """;
    }

    /// <summary>Creates <c>batch_files</c> and <c>source_records</c> over it, <c>records</c> and <c>places</c>.</summary>
    public static string ShowExtract(Reader reader, IReadOnlyList<BatchFile> files)
    {
        var rows = string.Join(", ", files.Select(static file =>
            $"({Text(file.File.Number)}, {SqlText.Literal(file.File.Request.File.Source)}, "
            + $"{SqlText.Literal(file.File.FileId)}, {SqlText.Literal(file.File.Request.File.Path)})"));
        var columns = string.Concat(reader.Columns.Select(static column => $", records.{SqlText.Identifier(column.Name)}"));
        return $"""
            create or replace temp table batch_files as
            select * from (values {rows}) as given (file_no, source, file_id, path);
            create or replace temp view source_records as
            select batch_files.source, batch_files.file_id, batch_files.path, places.line_no{columns}
            from records
            inner join places on records.rowid = places.rowid
            inner join batch_files on places.file_no = batch_files.file_no;
            """;
    }

    /// <summary>Adds the records of one CSV file; a declared column that it lacks is NULL.</summary>
    public static string InsertFromCsv(Reader reader, BatchFile file, int fileNo, int lineBytes)
    {
        var header = file.File.Header;
        var columns = string.Join(", ", header.Select(static (_, index) => $"c{Text(index)}: 'varchar'"));
        var values = string.Concat(reader.Columns.Select(column => $", {CsvValue(header, column.Name)}"));
        var nulls = SqlText.PathList(reader.NullText is { } text ? ["", text] : [""]);
        return $$"""
            insert into records select {{Text(fileNo)}}{{values}}
            from read_csv({{SqlText.PathList([file.File.ReadPath])}}, columns = {{{columns}}}, header = true,
                auto_detect = false, delim = ',', quote = '"', escape = '"', nullstr = {{nulls}},
                compression = 'none', max_line_size = {{Text(lineBytes + 4096)}});
            """;
    }

    /// <summary>Adds one file as one record.</summary>
    public static string InsertFromText(BatchFile file, int fileNo) =>
        $"insert into records select {Text(fileNo)}, content from read_text({SqlText.Literal(file.File.ReadPath)});";

    /// <summary>Creates <c>batch_files</c> and the view <c>source_records</c> over it and <c>records</c>.</summary>
    public static string ShowRecords(Reader reader, IReadOnlyList<BatchFile> files)
    {
        var rows = string.Join(", ", files.Select(static (file, index) =>
            $"({Text(index)}, {SqlText.Literal(file.File.Request.File.Source)}, {SqlText.Literal(file.File.FileId)}, "
            + $"{SqlText.Literal(file.File.Request.File.Path)}, {Text(file.FirstRecordNo)})"));
        // A join would lose the order of the records, and all rows would have to be sorted.
        return $"""
            create or replace temp table batch_files as
            select given.*, coalesce(first_row, 0) as first_row, coalesce(record_count, 0) as record_count
            from (values {rows}) as given (file_no, source, file_id, path, first_record_no)
            left join (
                select file_no, min(rowid) as first_row, count(*) as record_count from records group by file_no
            ) as found on given.file_no = found.file_no;
            set variable batch_files = (select list(batch_files order by file_no) from batch_files);
            create or replace temp view source_records as
            select
                record_file.source as source, record_file.file_id as file_id, record_file.path as path,
                record_row - record_file.first_row + record_file.first_record_no as line_no, {Names(reader)}
            from (
                select *, rowid as record_row, getvariable('batch_files')[file_no + 1] as record_file from records
            );
            """;
    }

    /// <summary>
    /// Takes the records out that stand for bad ones, after <see cref="ShowRecords"/> fixed the numbers.
    /// </summary>
    public static string DeleteBad(IReadOnlyList<BatchFile> files)
    {
        var rows = files.SelectMany(static (file, index) => file.File.BadLines
            .Concat(file.Faults)
            .Select(line => line.LineNo)
            .Distinct()
            .Select(lineNo => $"({Text(index)}, {Text(lineNo)})"));
        var list = string.Join(", ", rows);
        return list.Length == 0 ? "" : $"""
            delete from records where rowid in (
                select batch_files.first_row + bad.line_no - batch_files.first_record_no
                from (values {list}) as bad (file_no, line_no)
                inner join batch_files on bad.file_no = batch_files.file_no
            );
            """;
    }

    /// <summary>Largest object to announce for files, so that a read buffer holds about one row group.</summary>
    public static long LargestObjectBytes(
        IReadOnlyList<BatchFile> files, Reader reader, int lineBytes, int documentBytes)
    {
        if (reader.Format != RecordFormat.Ndjson)
        {
            return Math.Min(documentBytes, Math.Max(lineBytes, files.Max(static file => file.File.ReadBytes) + 1));
        }

        var largest = files.MaxBy(static file => file.File.ReadBytes)!.File;
        return LargestObjectBytes(largest.ReadBytes, largest.Records, lineBytes);
    }

    private static long LargestObjectBytes(long bytes, long records, int lineBytes)
    {
        var rowBytes = bytes / Math.Max(1, records);
        var bufferBytes = Math.Min(LargestBufferBytes, Math.Min(rowBytes * BufferRows, bytes / BuffersPerFile));
        return Math.Max(lineBytes + 1024L, bufferBytes / 2);
    }

    private static string ReadJson(Reader reader, IReadOnlyList<BatchFile> files, long largestObjectBytes)
    {
        var paths = SqlText.PathList(files.Select(static file => file.File.ReadPath));
        var columns = string.Join(", ", reader.Columns.Select(static column =>
            $"{SqlText.Identifier(column.Name)}: {SqlText.Literal(column.Type)}"));
        var format = reader.Format == RecordFormat.Ndjson ? "newline_delimited" : "auto";

        // A reader that declares nothing but one column named json wants each document as it stands.
        var call = reader.Columns is [{ Name: "json" }]
            ? $"read_json_objects({paths}"
            : $"read_json({paths}, columns = {{{columns}}}";
        return $"{call}, format = '{format}', compression = 'uncompressed', maximum_object_size = "
            + $"{Text(largestObjectBytes)})";
    }

    private static string Names(Reader reader) =>
        string.Join(", ", reader.Columns.Select(static column => SqlText.Identifier(column.Name)));

    private static string CsvValue(IReadOnlyList<string> header, string name)
    {
        for (var index = 0; index < header.Count; index++)
        {
            if (header[index].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return $"c{Text(index)}";
            }
        }

        return "null";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
