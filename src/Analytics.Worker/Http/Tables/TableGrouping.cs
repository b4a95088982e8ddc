using System.Globalization;
using Analytics.Engine;
using Analytics.Outputs;

namespace Analytics.Worker.Http.Tables;

/// <summary>
/// Totals by the server: <c>group=provider,event_date.week</c>, <c>aggregate=cost_usd.sum,requests.sum</c> and
/// <c>top=provider.8</c>, which gathers everything behind the first eight, ranked by the first aggregate, as (other).
/// Without a group the aggregates are those of all rows. A sum bears the name of its column, any other aggregate the name
/// of both.
/// </summary>
internal sealed class TableGrouping(ManifestTable table, List<string> faults)
{
    private const int TopMax = 1_000;

    private static readonly string[] Periods = ["hour", "day", "week", "month"];

    private static readonly string[] WholeTypes = ["BIGINT", "INTEGER", "SMALLINT", "TINYINT", "HUGEINT"];

    private readonly List<(string Name, string Expression)> groups = [];
    private readonly List<(string Name, string Expression)> aggregates = [];
    private (string Column, int Members)? top;

    /// <summary>Whether rows are gathered at all.</summary>
    public bool IsUsed => groups.Count > 0 || aggregates.Count > 0 || top is not null;

    /// <summary>Names of the answer's columns.</summary>
    public IEnumerable<string> Columns => groups.Concat(aggregates).Select(static term => term.Name);

    /// <summary>Reads <c>group</c>: columns, days and times with <c>.hour</c>, <c>.day</c>, <c>.week</c> or <c>.month</c>.</summary>
    public void TakeGroups(string terms)
    {
        foreach (var term in terms.Split(','))
        {
            var (column, period) = Split(term);
            if (TypeOf("group", column) is not { } type)
            {
                continue;
            }

            var name = SqlText.Identifier(column);
            var isTime = type == "DATE" || type.StartsWith("TIMESTAMP", StringComparison.Ordinal);
            if (period.Length == 0)
            {
                groups.Add((column, name));
            }
            else if (isTime && Periods.Contains(period))
            {
                groups.Add((column, $"cast(date_trunc('{period}', {name}) as {(period == "hour" ? type : "DATE")})"));
            }
            else
            {
                faults.Add($"group: found '{term}', expected a column, or a day or time with .{string.Join(", .", Periods)}");
            }
        }
    }

    /// <summary>Reads <c>aggregate</c>.</summary>
    public void TakeAggregates(string terms)
    {
        foreach (var term in terms.Split(','))
        {
            var (column, verb) = Split(term);
            if (term == "rows")
            {
                aggregates.Add(("rows", "count(*)"));
            }
            else if (TypeOf("aggregate", column) is { } type)
            {
                Add(column, type, verb);
            }
        }
    }

    /// <summary>Reads <c>top</c>.</summary>
    public void TakeTop(string term)
    {
        var (column, count) = Split(term);
        if (TypeOf("top", column) is null)
        {
            return;
        }

        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var members) || members is 0 or > TopMax)
        {
            faults.Add(string.Create(
                CultureInfo.InvariantCulture, $"top: found '{count}', expected a whole number from 1 to {TopMax} after the column"));
            return;
        }

        top = (column, members);
    }

    /// <summary>The SELECT without order and limit.</summary>
    public string Compose(string where)
    {
        var source = SqlText.Identifier(table.Name);
        if (top is { } wanted && (aggregates.Count == 0 || groups.All(term => term.Name != wanted.Column)))
        {
            faults.Add("top: expected its column in group, and an aggregate to rank by");
            return "";
        }

        var terms = groups.Select(term => (term.Name, Expression: Gathered(term, source, where))).Concat(aggregates)
            .Select(static term => $"{term.Expression} as {SqlText.Identifier(term.Name)}");
        var positions = Enumerable.Range(1, groups.Count);
        var by = groups.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" group by {string.Join(", ", positions)}");
        return $"select {string.Join(", ", terms)} from {source}{where}{by}";
    }

    private string Gathered((string Name, string Expression) group, string source, string where)
    {
        if (top is not { } wanted || wanted.Column != group.Name)
        {
            return group.Expression;
        }

        var ranked = string.Create(
            CultureInfo.InvariantCulture,
            $"select {group.Expression} from {source}{where} group by 1 order by {aggregates[0].Expression} desc nulls last, 1 "
            + $"limit {wanted.Members}");
        return $"case when {group.Expression} in ({ranked}) then cast({group.Expression} as varchar) else '(other)' end";
    }

    private void Add(string column, string type, string verb)
    {
        var name = SqlText.Identifier(column);
        (string, string)? term = verb switch
        {
            // Doubles are never added up: their sum depends on the order of the rows. Whole numbers may add up to more than 64
            // bits, as picodollars do, and readers of Arrow know decimals of 128.
            "sum" when WholeTypes.Contains(type) => (column, $"cast(sum({name}) as DECIMAL(38,0))"),
            "sum" when type.StartsWith("DECIMAL", StringComparison.Ordinal) => (column, $"sum({name})"),
            "min" or "max" => ($"{column}_{verb}", $"{verb}({name})"),
            "distinct" => ($"{column}_{verb}", $"count(distinct {name})"),
            "true" when type == "BOOLEAN" => ($"{column}_{verb}", $"count(*) filter ({name})"),
            "values" when type == "VARCHAR" => (
                $"{column}_{verb}", $"string_agg(distinct {name}, ', ' order by {name})"),
            _ => null,
        };
        if (term is { } known)
        {
            aggregates.Add(known);
        }
        else
        {
            faults.Add($"aggregate: found '{verb}' for {column} {type}, expected rows, sum of whole numbers and decimals, min, max, "
                + "distinct, true of truth values, values of texts");
        }
    }

    private string? TypeOf(string place, string column)
    {
        if (table.Columns.FirstOrDefault(known => known.Name == column) is { } found)
        {
            return found.Type;
        }

        faults.Add($"{place}: found a column that {table.Name} does not have");
        return null;
    }

    private static (string Column, string Verb) Split(string term)
    {
        var dot = term.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? (term, "") : (term[..dot], term[(dot + 1)..]);
    }
}
