using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Analytics.Engine;

namespace Analytics.SqlModels;

/// <summary>Turns the header of a model into its kind and key, with faults that name the line.</summary>
internal static partial class ModelHeader
{
    /// <summary>The five lines every model and reader opens with.</summary>
    public static readonly ImmutableArray<string> Required = ["grain", "key", "units", "source", "why"];

    /// <summary>Adds a fault for each required header line that is missing or empty.</summary>
    public static void CheckRequired(SqlFile file, SqlLayer layer, List<string> faults)
    {
        // A check returns offences, which have no grain of their own: the reason alone is required.
        foreach (var name in layer == SqlLayer.Check ? ["why"] : Required)
        {
            if (!file.Header.TryGetValue(name, out var value) || value.Length == 0)
            {
                faults.Add(
                    $"{file.Path}:1: header line '-- {name}:' is missing or empty. Add it at the top of the file.");
            }
        }
    }

    /// <summary>How the model is held, from its folder and its <c>-- kept:</c> or <c>-- runs:</c> line.</summary>
    public static Keeping KeepingOf(SqlFile file, SqlLayer layer, List<string> faults)
    {
        var kept = Words(file, "kept");
        var runs = Words(file, "runs");
        var keeping = (layer, kept, runs) switch
        {
            (SqlLayer.Intermediate, "parquet by event_date", null) => Keeping.ParquetByDay,
            (SqlLayer.Intermediate, "table by event_date", null) => Keeping.TableByDay,
            (SqlLayer.Intermediate, "table by month_date", null) => Keeping.TableByMonth,
            (SqlLayer.Intermediate, "table by week_date", null) => Keeping.TableByWeek,
            (SqlLayer.Intermediate, "build by month_date", null) => Keeping.BuildByMonth,
            (SqlLayer.Intermediate or SqlLayer.Staging, "build", null) => Keeping.Build,
            (SqlLayer.Intermediate or SqlLayer.Staging or SqlLayer.Reader, null, null) => Keeping.View,
            (SqlLayer.Mart, "view", null) => Keeping.View,
            (SqlLayer.Mart or SqlLayer.Check, null, null) => Keeping.Whole,
            (SqlLayer.Check, null, "by event_date") => Keeping.TableByDay,
            _ => (Keeping?)null,
        };
        if (keeping is null)
        {
            var name = kept is null ? "runs" : "kept";
            faults.Add(
                $"{file.Path}:{LineOf(file, name)}: found '-- {name}: {kept ?? runs}', expected for an intermediate "
                + "model '-- kept: build', '-- kept: table by event_date', '-- kept: parquet by event_date', "
                + "'-- kept: table by month_date', '-- kept: table by week_date' or '-- kept: build by month_date', "
                + "for a staging model '-- kept: build', for a mart '-- kept: view', "
                + "for a check '-- runs: by event_date', else no such line.");
        }

        return keeping ?? Keeping.View;
    }

    /// <summary>The columns of <c>-- key:</c>.</summary>
    public static ImmutableArray<KeyColumn> KeyOf(SqlFile file, SqlLayer layer, List<string> faults)
    {
        if (layer is SqlLayer.Reader or SqlLayer.Check || !file.Header.TryGetValue("key", out var text))
        {
            return [];
        }

        var key = ImmutableArray.CreateBuilder<KeyColumn>();
        foreach (
            var column in text.Split(
                [',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!KeyColumnPattern().IsMatch(column))
            {
                faults.Add($"{file.Path}:{LineOf(file, "key")}: found '{column}' in '-- key:', expected column names "
                    + "with commas between, each followed by '?' where NULL is allowed. Move remarks to '-- grain:'.");
                return [];
            }

            key.Add(new KeyColumn(column.TrimEnd('?'), column.EndsWith('?')));
        }

        return key.ToImmutable();
    }

    /// <summary>Line of a header entry, from 1; 1 where there is none.</summary>
    public static int LineOf(SqlFile file, string name)
    {
        var lines = file.Text.Split('\n');
        var index = Array.FindIndex(lines, line => line.StartsWith($"-- {name}:", StringComparison.Ordinal));
        return Math.Max(index, 0) + 1;
    }

    private static string? Words(SqlFile file, string name) =>
        file.Header.TryGetValue(name, out var value) ? Blanks().Replace(value.Trim(), " ") : null;

    [GeneratedRegex(@"^[a-z_][a-z0-9_]*\??$")]
    private static partial Regex KeyColumnPattern();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
