using Analytics.Engine;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Ingest;

/// <summary>A file none of whose records has a field that its reader requires.</summary>
internal sealed record ForeignFile
{
    /// <summary>The file.</summary>
    public string FileId { get; init; } = "";

    /// <summary>The fields, as the reader declares them.</summary>
    public string Missing { get; init; } = "";

    /// <summary>
    /// The query that finds them, <c>source_records</c> and <c>reader_rows</c> being there; null where the reader requires
    /// nothing. Lines are only asked where none of a file became a good row, for that is rare and the question costs as
    /// much as some columns; documents are asked always, since a page of another report may look good and empty.
    /// </summary>
    public static string? Find(Reader reader)
    {
        if (reader.Requires.IsEmpty)
        {
            return null;
        }

        var isWhole = reader.Columns is [{ Name: "json" }];
        var found = reader.Requires.Select((field, index) => $"coalesce(bool_or({field.Sql(isWhole)}), false) as has_{index}");
        var missing = reader.Requires.Select((field, index) => $"if(has_{index}, null, {SqlText.Literal(field.ToString())})");
        var asked = reader.Format == RecordFormat.Json
            ? ""
            : "where file_id not in (select file_id from reader_rows where reject_reason is null)";
        return $"""
            select file_id, concat_ws(', ', {string.Join(", ", missing)}) as missing
            from (select file_id, {string.Join(", ", found)} from source_records {asked} group by file_id)
            where missing <> ''
            """;
    }

    /// <summary>Why it is refused.</summary>
    public string Explain(BatchFile file)
    {
        var request = file.File.Request;
        var fields = file.File.Fields.Count == 0 ? "none" : string.Join(", ", file.File.Fields);
        return $"{request.File.Path}: required field {Missing} is missing in every record; found {fields}; expected "
            + $"{string.Join(", ", request.Reader.Requires)}. Correct the export, or the kind of the source.";
    }
}
