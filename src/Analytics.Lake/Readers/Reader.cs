using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Analytics.Engine;
using Analytics.Lake.Guard;

namespace Analytics.Lake.Readers;

/// <summary>A file of <c>sql/readers/</c>: how files of one kind become rows of a dataset.</summary>
public sealed partial record Reader
{
    /// <summary>The file.</summary>
    public required SqlFile File { get; init; }

    /// <summary>Kind of source it reads: its file name with <c>-</c> for <c>_</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Dataset it fills.</summary>
    public required string Dataset { get; init; }

    /// <summary>Raised whenever its output changes, 1 or more.</summary>
    public required int Version { get; init; }

    /// <summary>Patterns of its files below a source's folder.</summary>
    public required string Files { get; init; }

    /// <summary>What its files are.</summary>
    public required RecordFormat Format { get; init; }

    /// <summary>CSV only: columns that are not declared refuse the file.</summary>
    public required bool IsClosed { get; init; }

    /// <summary>CSV only: a text that stands for NULL beside the empty one, or null.</summary>
    public required string? NullText { get; init; }

    /// <summary>
    /// NDJSON only: texts, UTF-8, of which a line must hold one to bear a record; empty = every line may. Lines without any
    /// are counted and not parsed.
    /// </summary>
    public required ImmutableArray<ReadOnlyMemory<byte>> LineTexts { get; init; }

    /// <summary>How a grown file is read.</summary>
    public required GrowthRule Growth { get; init; }

    /// <summary>How a rewritten file is treated.</summary>
    public required RewriteRule Rewrite { get; init; }

    /// <summary>JSON only: fields without which a file is of another kind and refused.</summary>
    public required ImmutableArray<RequiredField> Requires { get; init; }

    /// <summary>Declared columns in order.</summary>
    public required ImmutableArray<RecordColumn> Columns { get; init; }

    /// <summary>
    /// The reader as it takes one file: <c>.parquet</c> is read by columns whatever the header says, and <c>.json</c> is
    /// whole documents where the header says lines. Compression is no part of the name's meaning.
    /// </summary>
    public Reader For(string path)
    {
        var name = ContentInput.WithoutPacking(path);
        var format = Format switch
        {
            RecordFormat.Text => Format,
            _ when name.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) => RecordFormat.Parquet,
            RecordFormat.Ndjson when name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) => RecordFormat.Json,
            _ => Format,
        };
        return format == Format
            ? this
            : this with
            {
                Format = format,
                LineTexts = [],
                Growth = Growth == GrowthRule.None ? GrowthRule.None : GrowthRule.Whole,
            };
    }

    /// <summary>Reads the header of a reader file.</summary>
    /// <exception cref="InvalidDataException">
    /// A header line is missing or not understood; the message says which.
    /// </exception>
    public static Reader Parse(SqlFile file)
    {
        var format = file.Require("format").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isCsv = format[0] == "csv";
        var columns = ParseColumns(file, isCsv);
        return new Reader
        {
            File = file,
            Kind = file.Name.Replace('_', '-'),
            Dataset = file.Require("dataset"),
            Version = int.TryParse(
                file.Require("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                ? version
                : throw Unknown(file, "version", "a whole number from 1"),
            Files = file.Require("files"),
            Format = Choose(file, "format", format[0], RecordFormat.Ndjson),
            IsClosed = isCsv && format.Contains("closed"),
            NullText = file.Header.GetValueOrDefault("null"),
            LineTexts =
            [
                .. file.Header.GetValueOrDefault("lines", "")
                    .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(static text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text)),
            ],
            Growth = Choose(file, "append", file.Header.GetValueOrDefault("append", "none"), GrowthRule.None),
            Rewrite = Choose(file, "rewrite", file.Header.GetValueOrDefault("rewrite", "keep"), RewriteRule.Keep),
            Requires = ParseRequires(file, columns),
            Columns = columns,
        };
    }

    private static ImmutableArray<RequiredField> ParseRequires(SqlFile file, ImmutableArray<RecordColumn> columns)
    {
        var fields = RequiredField.ParseAll(file.Header.GetValueOrDefault("requires", ""));
        var isWhole = columns is [{ Name: "json" }];
        return isWhole || fields.All(field => field.Columns.All(name => columns.Any(column => column.Name == name)))
            ? fields
            : throw Unknown(file, "requires", "fields of the columns under '-- record:'");
    }

    private static T Choose<T>(SqlFile file, string name, string value, T example)
        where T : struct, Enum =>
        Enum.TryParse<T>(value, ignoreCase: true, out var chosen) && Enum.IsDefined(chosen)
            ? chosen
            : throw Unknown(file, name, string.Join(", ", Enum.GetNames<T>()) + $" (for example {example})");

    private static InvalidDataException Unknown(SqlFile file, string name, string expected) =>
        new($"{file.Path}: header '-- {name}:' has '{file.Header[name]}', expected {expected}. Correct the header.");

    private static ImmutableArray<RecordColumn> ParseColumns(SqlFile file, bool isCsv)
    {
        var columns = ImmutableArray.CreateBuilder<RecordColumn>();
        var open = "";
        foreach (var line in file.Require("record").Split(
            '\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // A STRUCT may go on over several lines; it ends where its brackets close.
            open = open.Length == 0 ? line : $"{open} {line}";
            if (open.Count(static letter => letter == '(') > open.Count(static letter => letter == ')'))
            {
                continue;
            }

            var match = ColumnPattern().Match(open);
            if (!match.Success)
            {
                throw new InvalidDataException(
                    $"{file.Path}: under '-- record:' found '{open}', expected '   name: TYPE'. Correct the line.");
            }

            columns.Add(new RecordColumn(
                match.Groups["name"].Value.Trim('"'),
                isCsv ? "VARCHAR" : match.Groups["type"].Value,
                match.Groups["required"].Success));
            open = "";
        }

        return open.Length == 0
            ? columns.ToImmutable()
            : throw new InvalidDataException(
                $"{file.Path}: under '-- record:' a bracket is never closed: '{open}'. Close it.");
    }

    [GeneratedRegex(@"\A(?<name>""[^""]+""|[^:""]+?)\s*:\s*(?<type>.+?)(?<required>\s+required)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex ColumnPattern();
}
