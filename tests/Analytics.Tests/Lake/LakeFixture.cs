using System.IO.Compression;
using System.Text;
using Analytics.Domain;
using Analytics.Engine;
using Analytics.Lake;
using Analytics.Lake.Ingest;
using Analytics.Lake.Ledger;
using Analytics.Lake.Quarantine;
using Analytics.Lake.Readers;
using Analytics.Sources;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Analytics.Tests.Lake;

/// <summary>
/// A data root and a source folder of their own, with readers small enough to be understood at a glance.
/// </summary>
internal sealed class LakeFixture : IDisposable
{
    /// <summary>
    /// The lines reader; its header lines <c>append</c>, <c>rewrite</c> and <c>version</c> are replaced by tests.
    /// </summary>
    public const string LinesReader =
        """
        -- dataset: requests
        -- version: 1
        -- files: **/*.jsonl
        -- format: ndjson
        -- append: tail
        -- rewrite: keep
        -- record:
        --    id: VARCHAR
        --    tokens: JSON
        --    written_at: VARCHAR
        --    tag: STRUCT(name VARCHAR)
        select
            source,
            file_id,
            line_no,
            id as dedupe_key,
            try_cast(tokens::varchar as bigint) as visible_output_tokens,
            try_cast(written_at as timestamptz) as started_at,
            if(try_cast(tokens::varchar as bigint) < 0, 'negative_counter', null) as reject_reason,
            'found ' || tokens::varchar || ', expected 0 or more' as reject_detail
        from source_records
        where id is not null
        """;

    private const string TableReader =
        """
        -- dataset: customers
        -- version: 1
        -- files: **/*.csv
        -- format: csv closed
        -- null: NULL
        -- rewrite: replace
        -- record:
        --    customer_id: VARCHAR required
        --    name: VARCHAR
        select
            source, file_id, line_no, customer_id, name,
            if(customer_id is null, 'no_customer', null) as reject_reason,
            'customer_id is empty' as reject_detail
        from source_records
        """;

    private const string PageReader =
        """
        -- dataset: customers
        -- version: 1
        -- files: **/*.json
        -- format: json
        -- append: whole
        -- rewrite: replace
        -- requires: data[].customer_id
        -- record:
        --    data: STRUCT(customer_id VARCHAR)[]
        select source, file_id, line_no, entry.customer_id as customer_id
        from (select source, file_id, line_no, unnest(data) as entry from source_records)
        """;

    private static readonly string[] RequestColumns =
    [
        "source VARCHAR", "file_id VARCHAR", "line_no BIGINT", "reader_version INTEGER", "dedupe_key VARCHAR",
        "session_id VARCHAR", "visible_output_tokens BIGINT", "started_at TIMESTAMP WITH TIME ZONE",
    ];

    private static readonly string[] CustomerColumns =
        ["source VARCHAR", "file_id VARCHAR", "line_no BIGINT", "reader_version INTEGER", "customer_id VARCHAR",
            "name VARCHAR"];

    private static readonly string[] QuarantineColumns =
    [
        "source VARCHAR", "file_id VARCHAR", "path VARCHAR", "line_no BIGINT", "byte_offset BIGINT", "reason VARCHAR",
        "detail VARCHAR", "raw_text VARCHAR", "reader_version INTEGER",
    ];

    private readonly string root = Directory.CreateTempSubdirectory("lake-test-").FullName;
    private string linesReader = LinesReader;

    public LakeFixture()
    {
        foreach (var folder in new[] { Folders.Lake, Folders.Staging, Folders.Temp, SourceFolder })
        {
            Directory.CreateDirectory(folder);
        }

        OpenLedger();
    }

    /// <summary>Where the source's files are.</summary>
    public string SourceFolder => Path.Combine(root, "source");

    public LakeFolders Folders => new(
        Path.Combine(root, "landing"), Path.Combine(root, "lake"), Path.Combine(root, "state/staging"),
        Path.Combine(root, "state/tmp"));

    public ILedger Ledger { get; private set; } = null!;

    /// <summary>File operations that ingest uses.</summary>
    public IFileOps Files { get; set; } = new DiskFileOps();

    public IngestOptions Options { get; set; } = new();

    /// <summary>Changes the header or text of the lines reader.</summary>
    public void ChangeReader(string from, string to)
    {
        Assert.Contains(from, linesReader, StringComparison.Ordinal);
        linesReader = linesReader.Replace(from, to, StringComparison.Ordinal);
    }

    /// <summary>A good line of a day in January 2026.</summary>
    public static string Line(string id, int day = 1, long tokens = 1) =>
        $$"""{"id":"{{id}}","tokens":{{tokens}},"written_at":"2026-01-{{day:00}}T12:00:00Z"}""";

    public string PathOf(string name) => Path.Combine(SourceFolder, name);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }

    public static byte[] Zstd(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var zstd = new CompressionStream(target, leaveOpen: true))
        {
            zstd.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
            zstd.Write(bytes);
        }

        return target.ToArray();
    }

    public async Task<IngestReport> IngestAsync(string kind = "lines")
    {
        var readers = Readers();
        var disk = new FolderSource(new DiskFileOps(), TimeProvider.System, new StabilityOptions { QuietSeconds = 0 });
        var source = new SourceOptions { Name = "test", Kind = kind, Path = SourceFolder };
        var listing = await disk.ListAsync(source, readers.Require(kind).Files, CancellationToken.None);
        return await Ingest(readers).RunAsync(listing.Files, new Progress<IngestProgress>(), CancellationToken.None);
    }

    public QuarantineStore Quarantine()
    {
        var readers = Readers();
        return new QuarantineStore(Folders, readers, Ledger, Files, Ingest(readers));
    }

    public Task<LakeSnapshot> SnapshotAsync() => Ledger.SnapshotAsync(CancellationToken.None);

    /// <summary>Rows of a query over the committed parts of a dataset, the columns of each joined by a blank.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string dataset, string columns)
    {
        var snapshot = await SnapshotAsync();
        var paths = snapshot.Parts.Where(part => part.Dataset == dataset).Select(static part => part.Path).ToList();
        if (paths.Count == 0)
        {
            return [];
        }

        using var session = EngineSession.Open(new EngineOptions { AllowedDirectories = [Folders.Lake] });
        return await session.QueryAsync<string>(
            $"select concat_ws(' ', {columns}) from read_parquet({SqlText.PathList(paths)}) order by all",
            null,
            CancellationToken.None);
    }

    /// <summary>What must be equal after equal input: parts with their bytes, and files with their counts.</summary>
    public async Task<IReadOnlyList<string>> FingerprintAsync()
    {
        var snapshot = await SnapshotAsync();
        var onDisk = Directory.GetFiles(Folders.Lake, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return
        [
            .. snapshot.Parts.Select(
                part => $"{Path.GetRelativePath(Folders.Lake, part.Path)} {part.Rows} {HashOf(part)}"),
            .. snapshot.Files.Select(static file =>
                $"{file.FileId} {file.RowsRead} {file.RowsAccepted} {file.RowsQuarantined} {file.RowsDuplicate} "
                + $"{file.IsSuperseded}"),
            .. onDisk.Select(path => Path.GetRelativePath(Folders.Lake, path)),
        ];
    }

    // Quarantine names the path of the file, which differs from one data root to the next.
    private static string HashOf(LakePart part) => part.Dataset == "quarantine" ? "" : part.Sha256;

    /// <summary>Closes and opens the ledger, as a new process does.</summary>
    public void Restart()
    {
        Ledger.Dispose();
        OpenLedger();
    }

    public void Dispose()
    {
        Ledger.Dispose();
        Directory.Delete(root, recursive: true);
    }

    private void OpenLedger() => Ledger = DuckDbLedger.OpenAsync(
        Path.Combine(root, "state/ledger.duckdb"), Folders.Lake, new DiskFileOps(), CancellationToken.None)
        .GetAwaiter().GetResult();

    private LakeIngest Ingest(ReaderCatalog readers) => new(
        Folders, readers, Ledger, Files, TimeProvider.System,
        new EngineOptions { Threads = 2, MemoryLimitMebibytes = 1024 }, Options);

    private ReaderCatalog Readers() => ReaderCatalog.Create(
        [
            SqlFile.Parse("lines.sql", linesReader),
            SqlFile.Parse("table.sql", TableReader),
            SqlFile.Parse("pages.sql", PageReader),
        ],
        [],
        [
            .. Columns("requests", RequestColumns),
            .. Columns("customers", CustomerColumns),
            .. Columns("quarantine", QuarantineColumns),
        ]);

    private static IEnumerable<DatasetColumn> Columns(string table, IEnumerable<string> columns) =>
        columns.Select(column =>
        new DatasetColumn(table, column[..column.IndexOf(' ', StringComparison.Ordinal)],
            column[(column.IndexOf(' ', StringComparison.Ordinal) + 1)..], "", "x", ""));
}
