using Analytics.Domain;
using Analytics.Engine;
using Analytics.Outputs;
using Analytics.SqlModels;

namespace Analytics.Pipeline;

/// <summary>Turns the SQL project and the lake into what a generation is made from.</summary>
internal static class PublicationPlan
{
    private const string PricedModel = "int_requests_priced";

    /// <summary>Marts with their texts, and views over the lake for drilling down to a request.</summary>
    public static PublishRequest Create(
        SqlProject project, LakeSnapshot snapshot, BuildReport build, EngineOptions engine) => new(
            engine,
            [.. project.Marts.Select(mart => new PublishedTable(
                mart.Name,
                OrderOf(mart),
                TextOf(project, mart.Name),
                ColumnComments.SchemaMetadata(project, mart.Name),
                ColumnComments.FieldMetadata(project, mart.Name)))],
            [
                new PublishedView(
                    "priced_requests",
                    PathsOf(build.KeptParts, PricedModel),
                    ColumnsOf(project, PricedModel),
                    TextOf(project, PricedModel)),
                Dataset(
                    project,
                    snapshot,
                    "invoice_lines",
                    "Every committed line of every invoice. One row per line and file version."),
                Dataset(
                    project,
                    snapshot,
                    "quarantine",
                    "Rejected rows and lines with reason and raw text. One row per rejection."),
            ],
            snapshot,
            TextOf(project, "raw_files") with
            {
                Comment = "Every committed version of a source file with the counts that add up. One row per version.",
            });

    /// <summary>What the header asks for, such as the worst first, then the key, which makes the order total.</summary>
    private static List<string> OrderOf(SqlModel mart) =>
    [
        .. mart.File.Header.GetValueOrDefault("order", "").Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        .. mart.Key.Select(static column => SqlText.Identifier(column.Name)),
    ];

    private static PublishedView Dataset(SqlProject project, LakeSnapshot snapshot, string dataset, string comment) => new(
        dataset,
        PathsOf(snapshot.Parts, dataset),
        ColumnsOf(project, dataset),
        TextOf(project, dataset) with { Comment = comment });

    private static PublishedText TextOf(SqlProject project, string table) => new(
        ColumnComments.OfTable(project, table),
        project.ColumnsOf(table).ToDictionary(
            static column => column.Column, ColumnComments.OfColumn, StringComparer.Ordinal));

    private static List<string> PathsOf(IEnumerable<LakePart> parts, string dataset) =>
        [.. parts.Where(part => part.Dataset == dataset).Select(static part => part.Path).Order(StringComparer.Ordinal)];

    private static List<ManifestColumn> ColumnsOf(SqlProject project, string table) =>
        [.. project.ColumnsOf(table).Select(static column => new ManifestColumn(column.Column, column.Type))];
}
