using System.Text;

namespace Analytics.Benchmarks.Readers;

/// <summary>A file of one kind, made by repeating records with ids of their own.</summary>
internal static class SeededFile
{
    /// <summary>Writes one.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="seeds">Records of it, 1 or more.</param>
    /// <param name="bytes">Size wanted; the last record goes beyond it.</param>
    public static void Write(string path, SeededKind kind, IReadOnlyList<string> seeds, long bytes)
    {
        var templates = seeds.Select(seed => TemplateOf(kind, seed)).ToList();
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20) { NewLine = "\n" };
        file.Write(kind.Header);
        for (var (copy, written) = (0, 0L); written < bytes; copy++)
        {
            foreach (var template in templates)
            {
                var record = template.Copy(copy);
                file.WriteLine(record);
                written += record.Length + 1;
            }
        }
    }

    private static RecordTemplate TemplateOf(SeededKind kind, string seed) =>
        kind.IsCsv ? RecordTemplate.OfCsv(seed, kind.Columns)
        : kind.Extension is "json" or "jsonl" ? RecordTemplate.OfJson(seed)
        : RecordTemplate.OfText(seed);
}
