using Analytics.Domain;
using Analytics.Engine;

namespace Analytics.Outputs;

/// <summary>What one generation is made from.</summary>
/// <param name="Engine">Session over the work database that holds the mart tables; limits included.</param>
/// <param name="Marts">Tables to publish; each exists in the work database under its own name.</param>
/// <param name="Views">Views over committed Parquet for drilling down.</param>
/// <param name="Snapshot">The lake as the marts saw it; its files become the table <c>lake_files</c>.</param>
/// <param name="LakeFilesText">What <c>lake_files</c> and its columns say.</param>
public sealed record PublishRequest(
    EngineOptions Engine,
    IReadOnlyList<PublishedTable> Marts,
    IReadOnlyList<PublishedView> Views,
    LakeSnapshot Snapshot,
    PublishedText LakeFilesText);

/// <summary>A mart as it is published.</summary>
/// <param name="Name">Name of the table and of its files.</param>
/// <param name="OrderBy">
/// Order terms in SQL, the key among them; rows are published in this order, so equal content gives equal bytes.
/// </param>
/// <param name="Text">Comments on the table and its columns.</param>
/// <param name="SchemaMetadata">Metadata of the Arrow schema.</param>
/// <param name="FieldMetadata">Metadata of the Arrow fields, by column.</param>
public sealed record PublishedTable(
    string Name,
    IReadOnlyList<string> OrderBy,
    PublishedText Text,
    IReadOnlyDictionary<string, string> SchemaMetadata,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> FieldMetadata);

/// <summary>A view over a fixed list of Parquet files of the lake.</summary>
/// <param name="Name">Name of the view.</param>
/// <param name="Files">Absolute paths of immutable Parquet files; may be empty.</param>
/// <param name="Columns">Columns with their types, for a view without files; with neither, the view is left out.</param>
/// <param name="Text">Comments on the view and its columns.</param>
public sealed record PublishedView(
    string Name,
    IReadOnlyList<string> Files,
    IReadOnlyList<ManifestColumn> Columns,
    PublishedText Text);

/// <summary>What a reader sees beside a table.</summary>
/// <param name="Comment">Why the table exists and what one row is.</param>
/// <param name="Columns">Comment by column; columns that the table lacks are passed over.</param>
public sealed record PublishedText(string Comment, IReadOnlyDictionary<string, string> Columns)
{
    /// <summary>Every text on a line of its own, for hashing.</summary>
    internal IEnumerable<string> Lines =>
        Columns.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => $"{pair.Key}|{pair.Value}")
            .Prepend(Comment);
}

/// <summary>What a publication did.</summary>
/// <param name="Manifest">The generation that is current now.</param>
/// <param name="Directory">Its folder, absolute.</param>
/// <param name="IsNew">False when the content equals a kept generation, which then is (or stays) the current one.</param>
public sealed record PublishReport(GenerationManifest Manifest, string Directory, bool IsNew)
{
    /// <summary>Tables written to PostgreSQL, none when it held them already; null = no PostgreSQL is set.</summary>
    public IReadOnlyList<string>? PostgresTables { get; init; }

    /// <summary>Files uploaded to the bucket of the settings; null = there is none.</summary>
    public int? BucketFiles { get; init; }
}

/// <summary>A step of a publication, for a progress display.</summary>
/// <param name="Item">Table or file being written.</param>
/// <param name="Done">Items finished, 0 or more.</param>
/// <param name="Total">Items in all.</param>
public readonly record struct PublishProgress(string Item, int Done, int Total);
