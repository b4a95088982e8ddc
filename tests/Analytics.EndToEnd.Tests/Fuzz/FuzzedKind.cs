using System.Text;
using Analytics.SqlModels;

namespace Analytics.EndToEnd.Tests.Fuzz;

/// <summary>A kind of source with good and damaged files of it.</summary>
internal sealed class FuzzedKind(SqlModel reader)
{
    private readonly string _format = reader.File.Require("format").Split(' ')[0];

    /// <summary>Name of the kind.</summary>
    public string Name { get; } = reader.Name.Replace('_', '-');

    /// <summary>Its well-formed records.</summary>
    public IReadOnlyList<string> Seeds { get; } = SeedRecords.Of(reader);

    /// <summary>Whether a file of it holds many records; else a file is one document.</summary>
    public bool HasLines => _format is "csv" or "ndjson";

    /// <summary>How its files end.</summary>
    public string Extension => _format switch { "csv" => "csv", "ndjson" => "jsonl", "text" => "yml", _ => "json" };

    private string Header => _format == "csv"
        ? string.Join(",", SeedRecords.Header(reader).Select(static name => $"\"{name}\"")) + "\n"
        : "";

    /// <summary>A file of the well-formed records, or of the first one where a file is one document.</summary>
    public byte[] Good() => Encoding.UTF8.GetBytes(HasLines ? Header + string.Join("\n", Seeds) + "\n" : Seeds[0]);

    /// <summary>A file of damaged records.</summary>
    /// <param name="seed">Seed of the damage.</param>
    /// <param name="records">How many, where a file holds many.</param>
    public byte[] Damaged(int seed, int records)
    {
        var mutation = new Mutation(seed + Name.Sum(static letter => letter));
        if (!HasLines)
        {
            return mutation.Of(Seeds);
        }

        var content = new MemoryStream();
        content.Write(Encoding.UTF8.GetBytes(Header));
        for (var record = 0; record < records; record++)
        {
            content.Write(mutation.Of(Seeds));
            content.WriteByte((byte)'\n');
        }

        return content.ToArray();
    }
}
