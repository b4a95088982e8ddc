using System.Globalization;
using Analytics.Domain;
using Analytics.Engine;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Ingest;

/// <summary>SQL that runs a reader and takes its rows apart into good ones, repeats and rejects.</summary>
internal sealed class ReaderRowsSql
{
    private const string RejectReason = "reject_reason";
    private const string RejectDetail = "reject_detail";
    private const string NoText = "cast(null as varchar)";

    private readonly Reader reader;
    private readonly IReadOnlyList<DatasetColumn> columns;
    private readonly HashSet<string> produced;
    private readonly string? eventTime;

    /// <summary>Matches what the reader produces with its dataset.</summary>
    /// <exception cref="InvalidDataException">The reader produces a column the dataset does not have.</exception>
    public ReaderRowsSql(Reader reader, IReadOnlyList<DatasetColumn> columns, IReadOnlyList<string> produced)
    {
        this.reader = reader;
        this.columns = columns;
        this.produced = produced.ToHashSet(StringComparer.OrdinalIgnoreCase);
        eventTime = DatasetNames.EventTimeOf(reader.Dataset);
        var known = columns.Select(static column => column.Column).Append(RejectReason).Append(RejectDetail);
        if (this.produced.Except(known, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } stray)
        {
            throw new InvalidDataException(
                $"{reader.File.Path}: column {stray} is none of dataset {reader.Dataset}. Add it to columns.csv or "
                + "drop it.");
        }

        string[] needed = ["source", "file_id", "line_no", .. eventTime is null ? Array.Empty<string>() : [eventTime]];
        if (needed.FirstOrDefault(name => !this.produced.Contains(name)) is { } missing)
        {
            throw new InvalidDataException(
                $"{reader.File.Path}: the reader yields no column {missing}. Pass it on from source_records.");
        }
    }

    /// <summary>The columns a reader produces.</summary>
    public static string Describe(Reader reader) =>
        $"select column_name from (describe select * from (\n{reader.File.Text}\n) as produced)";

    /// <summary>Creates <c>reader_rows</c>.</summary>
    public string Create()
    {
        var values = string.Join(",\n    ", Produced().Select(static column =>
            $"cast(produced.{Name(column)} as {column.Type}) as {Name(column)}"));
        var reason = produced.Contains(RejectReason) ? $"produced.{RejectReason}" : NoText;
        var detail = produced.Contains(RejectDetail) ? $"produced.{RejectDetail}" : NoText;
        if (eventTime is not null)
        {
            reason = $"coalesce({reason}, if(produced.{eventTime} is null, 'no_event_time', null))";
        }

        return $"""
            create or replace temp table reader_rows as
            select
                {values},
                {reason} as {RejectReason},
                {detail} as {RejectDetail}
            from (
            {reader.File.Text}
            ) as produced;
            """;
    }

    /// <summary>
    /// True when a row stands before one of an earlier record: the reader's SQL has changed the order.
    /// </summary>
    public const string IsDisordered =
        """
        select coalesce(bool_or(is_back), false) from (
            select
                batch_files.file_no < lag(batch_files.file_no) over ()
                or (batch_files.file_no = lag(batch_files.file_no) over ()
                    and reader_rows.line_no < lag(reader_rows.line_no) over ()) as is_back
            from reader_rows
            inner join batch_files on reader_rows.file_id = batch_files.file_id
        )
        """;

    /// <summary>
    /// Drops rejected rows and puts the others in the order of their days, files and records, and within a record in one that
    /// depends on their columns alone: by their hash, because fifty columns make a long key to sort by.
    /// </summary>
    public string Sort() =>
        $"""
        create or replace temp table reader_rows as
        select reader_rows.* from reader_rows
        inner join batch_files on reader_rows.file_id = batch_files.file_id
        where {RejectReason} is null
        order by {(eventTime is null ? "" : $"cast({eventTime} as date), ")}batch_files.file_no, reader_rows.line_no,
            hash({string.Join(", ", Produced().Select(static column => $"reader_rows.{Name(column)}"))});
        """;

    /// <summary>The same for rows that stand in the order of files and records.</summary>
    public string SortByDay() =>
        $"""
        create or replace temp table reader_rows as
        select * from reader_rows where {RejectReason} is null order by cast({eventTime} as date), rowid;
        """;

    /// <summary>Rows by file.</summary>
    public const string CountByFile =
        """
        select file_id, count(*) as produced, count(*) filter (where reject_reason is null) as good
        from reader_rows
        group by file_id
        """;

    /// <summary>
    /// Creates <c>repeated_keys</c>: hashes of the identifying columns that stand on several good rows. Only rows with
    /// such a hash can be repeats; comparing all columns of all rows would cost as much as reading them.
    /// </summary>
    public string CreateRepeatedKeys() =>
        $"""
        create or replace temp table repeated_keys as
        select {KeyHash()} as key_hash
        from reader_rows
        where {RejectReason} is null
        group by key_hash
        having count(*) > 1;
        """;

    /// <summary>
    /// Creates <c>repeats</c>: good rows equal to an earlier one of their file in all but the line number.
    /// </summary>
    public string CreateRepeats() =>
        $"""
        create or replace temp table repeats as
        select row_no, file_id from (
            select
                rowid as row_no, file_id,
                row_number() over (
                    partition by {string.Join(", ", Compared().Select(Name))} order by line_no, rowid
                ) as copy_no
            from reader_rows
            where {RejectReason} is null and {KeyHash()} in (select key_hash from repeated_keys)
        )
        where copy_no > 1;
        """;

    /// <summary>Repeats by file.</summary>
    public const string CountRepeats = "select file_id, count(*) as duplicate from repeats group by file_id";

    /// <summary>Takes the repeats out.</summary>
    public const string DeleteRepeats = "delete from reader_rows where rowid in (select row_no from repeats)";

    /// <summary>Rejected rows, those of a file in the order of its records.</summary>
    public const string SelectRejected =
        """
        select file_id, line_no, reject_reason as reason, reject_detail as detail
        from reader_rows
        where reject_reason is not null
        order by line_no, reject_reason, reject_detail
        """;

    /// <summary>Good rows by event day.</summary>
    public string CountByDay() => eventTime is null
        ? $"select cast(null as date) as event_day, count(*) as rows from reader_rows where {RejectReason} is null "
            + "having count(*) > 0"
        : $"""
            select
                cast({eventTime} as date) as event_day, count(*) as rows,
                min({eventTime}) as first_at, max({eventTime}) as last_at,
                max(rowid) - min(rowid) + 1 as row_span
            from reader_rows
            where {RejectReason} is null
            group by event_day
            order by event_day
            """;

    /// <summary>Writes the good rows of a day in their order.</summary>
    public string CopyDay(DateOnly? day, string path)
    {
        var values = columns.Select(column => column.Column == "reader_version" ? Constant(column)
            : produced.Contains(column.Column) ? Name(column)
            : $"cast(null as {column.Type}) as {Name(column)}");
        var filter = day is { } date ? $" and {DayFilter(date)}" : "";
        return $"""
            copy (select {string.Join(", ", values)} from reader_rows where {RejectReason} is null{filter})
            {SqlText.ToParquet(path)};
            """;
    }

    private static string Name(DatasetColumn column) => SqlText.Identifier(column.Column);

    // A range on the time itself lets DuckDB skip row groups by their minimum and maximum.
    private string DayFilter(DateOnly day) => string.Create(
        CultureInfo.InvariantCulture,
        $"{eventTime} >= timestamptz '{day:yyyy-MM-dd} 00:00:00+00' "
        + $"and {eventTime} < timestamptz '{day.AddDays(1):yyyy-MM-dd} 00:00:00+00'");

    private string Constant(DatasetColumn column) =>
        string.Create(CultureInfo.InvariantCulture, $"cast({reader.Version} as {column.Type}) as {Name(column)}");

    private IEnumerable<DatasetColumn> Produced() =>
        columns.Where(column => produced.Contains(column.Column) && column.Column != "reader_version");

    private IEnumerable<DatasetColumn> Compared() => Produced().Where(static column => column.Column != "line_no");

    private string KeyHash()
    {
        var keys = Compared()
            .Where(column => column.Column == eventTime || IsIdentity(column.Column))
            .Select(Name)
            .ToList();
        return $"hash({string.Join(", ", keys.Count > 2 ? keys : Compared().Select(Name))})";
    }

    private static bool IsIdentity(string column) => column is "file_id" or "dedupe_key" or "line_key" or "line_id";
}
