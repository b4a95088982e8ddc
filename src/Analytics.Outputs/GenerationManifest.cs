using System.Text.Json;

namespace Analytics.Outputs;

/// <summary>
/// What a generation holds; written as <c>manifest.json</c> into its folder and, for the current one, byte for byte as
/// <c>published/CURRENT.json</c>. Property names are snake case in JSON.
/// </summary>
/// <param name="ManifestVersion">Version of this layout; 1.</param>
/// <param name="Generation">Number of the generation, 1 or more; its folder is <c>gen-N</c>.</param>
/// <param name="CreatedAt">When it was written, UTC.</param>
/// <param name="CommitNo">Watermark of the source: the last commit of the lake that it contains.</param>
/// <param name="ContentHash">SHA-256 over all content; equal hashes mean equal answers to any query.</param>
/// <param name="SchemaHash">SHA-256 over names, types and comments of all tables and views.</param>
/// <param name="StorageVersion">DuckDB storage version of <c>analytics.duckdb</c>.</param>
/// <param name="Tables">Published tables with their row counts.</param>
/// <param name="Views">Views over the lake with the files that they read.</param>
/// <param name="Files">Every other file of the folder.</param>
public sealed record GenerationManifest(
    int ManifestVersion,
    int Generation,
    DateTimeOffset CreatedAt,
    long CommitNo,
    string ContentHash,
    string SchemaHash,
    string StorageVersion,
    IReadOnlyList<ManifestTable> Tables,
    IReadOnlyList<ManifestView> Views,
    IReadOnlyList<ManifestFile> Files)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    /// <summary>UTF-8 JSON with a final line break.</summary>
    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json), (byte)'\n'];

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="InvalidDataException">No manifest of a known version.</exception>
    public static GenerationManifest Parse(string path, ReadOnlySpan<byte> bytes)
    {
        GenerationManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<GenerationManifest>(bytes, Json);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException(
                $"{path}: no readable manifest ({fault.Message}). Run 'verify --repair', which publishes anew.", fault);
        }

        return manifest is { ManifestVersion: 1 }
            ? manifest
            : throw new InvalidDataException(
                $"{path}: manifest version {manifest?.ManifestVersion} found, 1 expected. It was written by another "
                + "release; run 'publish' with this one.");
    }
}

/// <summary>A table of a generation.</summary>
/// <param name="Name">Table name.</param>
/// <param name="Rows">Number of rows, 0 or more.</param>
/// <param name="Columns">Columns in order.</param>
public sealed record ManifestTable(string Name, long Rows, IReadOnlyList<ManifestColumn> Columns);

/// <summary>A column of a published table.</summary>
/// <param name="Name">Column name.</param>
/// <param name="Type">DuckDB type.</param>
public sealed record ManifestColumn(string Name, string Type);

/// <summary>A view of a generation.</summary>
/// <param name="Name">View name.</param>
/// <param name="Reads">Absolute paths of the Parquet files that it reads.</param>
public sealed record ManifestView(string Name, IReadOnlyList<string> Reads);

/// <summary>A file of a generation.</summary>
/// <param name="Name">File name within the folder.</param>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="Sha256">SHA-256, lower-case hex.</param>
public sealed record ManifestFile(string Name, long Bytes, string Sha256);
