namespace Analytics.Worker.Http.Tables;

/// <summary>A form in which a table is sent.</summary>
/// <param name="Name">Ending of the name and value of <c>format</c>.</param>
/// <param name="MediaType">Registered media type.</param>
/// <param name="IsGenerationFile">Whether every generation has the whole table as a file of this form.</param>
internal sealed record TableFormat(string Name, string MediaType, bool IsGenerationFile)
{
    /// <summary>Arrow IPC file, for random access.</summary>
    public static readonly TableFormat Arrow = new("arrow", "application/vnd.apache.arrow.file", IsGenerationFile: true);

    /// <summary>Arrow IPC stream.</summary>
    public static readonly TableFormat ArrowStream = new("arrows", "application/vnd.apache.arrow.stream", IsGenerationFile: false);

    /// <summary>Parquet.</summary>
    public static readonly TableFormat Parquet = new("parquet", "application/vnd.apache.parquet", IsGenerationFile: true);

    /// <summary>CSV with guarded formulas.</summary>
    public static readonly TableFormat Csv = new("csv", "text/csv", IsGenerationFile: false);

    /// <summary>JSON with all digits.</summary>
    public static readonly TableFormat Json = new("json", "application/json", IsGenerationFile: false);

    /// <summary>All of them; the first is sent where the caller says nothing.</summary>
    public static IReadOnlyList<TableFormat> All { get; } = [Json, Arrow, ArrowStream, Parquet, Csv];

    /// <summary>Takes the ending off a table's name: <c>mart_x.arrow</c>.</summary>
    public static (string Table, TableFormat? Format) Split(string name)
    {
        var dot = name.LastIndexOf('.');
        var format = dot < 0 ? null : Find(name[(dot + 1)..]);
        return format is null ? (name, null) : (name[..dot], format);
    }

    /// <summary>By name.</summary>
    public static TableFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);

    /// <summary>The first that an <c>Accept</c> header names.</summary>
    public static TableFormat OfAccept(string accept) => accept.Split(',')
        .Select(static part => part.Split(';')[0].Trim())
        .Select(static type => All.FirstOrDefault(format => format.MediaType == type))
        .FirstOrDefault(static format => format is not null) ?? Json;
}
