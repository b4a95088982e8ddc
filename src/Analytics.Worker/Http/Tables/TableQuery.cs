using System.Globalization;
using Analytics.Engine;
using Analytics.Outputs;
using Microsoft.Extensions.Primitives;

namespace Analytics.Worker.Http.Tables;

/// <summary>
/// The query string as one SELECT: <c>select=a,b</c>, <c>order=a.desc,b</c>, <c>limit=10</c>, <c>offset=20</c>, and for any
/// column <c>column=op.value</c> with eq, neq, lt, lte, gt, gte, in, like or is. Columns come from the manifest, values are
/// cast to the column's type; no text of the caller becomes SQL. Rows are gathered with <see cref="TableGrouping"/>.
/// </summary>
internal sealed class TableQuery
{
    private const int ConditionsMax = 50;

    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        ["eq"] = "=", ["neq"] = "<>", ["lt"] = "<", ["lte"] = "<=", ["gt"] = ">", ["gte"] = ">=",
    };

    private readonly ManifestTable table;
    private readonly List<string> conditions = [];
    private readonly List<string> faults = [];
    private readonly TableGrouping grouping;
    private List<string> columns = [];
    private string[] order = [];
    private long? limit;
    private long offset;

    private TableQuery(ManifestTable table)
    {
        this.table = table;
        grouping = new TableGrouping(table, faults);
    }

    /// <summary>Names that a query string keeps for itself; no column may bear one.</summary>
    public static IReadOnlySet<string> Reserved { get; } =
        new HashSet<string>(StringComparer.Ordinal)
        {
            "select", "order", "limit", "offset", "format", "group", "aggregate", "top",
        };

    /// <summary>The SELECT.</summary>
    public string Sql { get; private set; } = "";

    /// <summary>Whether the whole table is asked for, in its own order.</summary>
    public bool IsWhole => conditions.Count == 0 && columns.Count == 0 && order.Length == 0 && limit is null && offset == 0
        && !grouping.IsUsed;

    /// <summary>Reads a query string.</summary>
    /// <param name="table">The table that is asked.</param>
    /// <param name="query">Names and values.</param>
    /// <param name="maxRows">Rows that may be returned; a higher limit is a fault.</param>
    /// <param name="faults">Everything that cannot be understood, with what was expected.</param>
    public static TableQuery Read(
        ManifestTable table,
        IEnumerable<KeyValuePair<string, StringValues>> query,
        long maxRows,
        out IReadOnlyList<string> faults)
    {
        var result = new TableQuery(table);
        foreach (var (name, values) in query)
        {
            foreach (var value in values)
            {
                result.Take(name, value ?? "", maxRows);
            }
        }

        result.Sql = result.Compose(maxRows);
        faults = result.faults;
        return result;
    }

    private string Compose(long maxRows)
    {
        if (grouping.IsUsed && columns.Count > 0)
        {
            faults.Add("select: expected no columns beside group and aggregate, which name them");
        }

        var selected = columns.Count == 0 ? "*" : string.Join(", ", columns.Select(SqlText.Identifier));
        var where = conditions.Count == 0 ? "" : $" where {string.Join(" and ", conditions)}";
        var rows = grouping.IsUsed ? grouping.Compose(where) : $"select {selected} from {SqlText.Identifier(table.Name)}{where}";
        var terms = order.Select(Order).OfType<string>().ToList();
        var ordered = terms.Count == 0 ? grouping.IsUsed ? " order by all" : "" : $" order by {string.Join(", ", terms)}";

        // Rows lie in the file in the mart's own order, and DuckDB keeps it where nothing else is asked for.
        return string.Create(CultureInfo.InvariantCulture, $"{rows}{ordered} limit {limit ?? maxRows} offset {offset}");
    }

    private void Take(string name, string value, long maxRows)
    {
        switch (name)
        {
            case "format":
                break;
            case "select":
                columns = [.. value.Split(',').Select(column => Known("select", column)).OfType<string>()];
                break;
            case "order":
                order = value.Split(',');
                break;
            case "group":
                grouping.TakeGroups(value);
                break;
            case "aggregate":
                grouping.TakeAggregates(value);
                break;
            case "top":
                grouping.TakeTop(value);
                break;
            case "limit":
                limit = Number(name, value, maxRows);
                break;
            case "offset":
                offset = Number(name, value, long.MaxValue) ?? 0;
                break;
            default:
                AddCondition(name, value);
                break;
        }
    }

    private void AddCondition(string name, string value)
    {
        if (conditions.Count >= ConditionsMax)
        {
            faults.Add($"found more than {ConditionsMax} conditions, expected fewer");
            return;
        }

        if (Known("the query", name) is null)
        {
            return;
        }

        var dot = value.IndexOf('.', StringComparison.Ordinal);
        var (verb, operand) = dot < 0 ? (value, "") : (value[..dot], value[(dot + 1)..]);
        var column = SqlText.Identifier(name);
        string Typed(string text) => $"cast({SqlText.Literal(text)} as {TypeOf(name)})";
        var condition = verb switch
        {
            _ when Operators.TryGetValue(verb, out var symbol) => $"{column} {symbol} {Typed(operand)}",
            "in" => $"{column} in ({string.Join(", ", operand.Split(',').Select(Typed))})",
            "like" => $"cast({column} as varchar) like {SqlText.Literal(operand)}",
            "is" when operand is "null" => $"{column} is null",
            "is" when operand is "notnull" => $"{column} is not null",
            _ => null,
        };
        if (condition is null)
        {
            faults.Add($"{name}: found '{verb}', expected one of eq., neq., lt., lte., gt., gte., in., like., is.null, is.notnull");
            return;
        }

        conditions.Add(condition);
    }

    private string? Order(string term)
    {
        var (column, direction) = term.Split('.') switch
        {
            [var name] => (name, "asc"),
            [var name, "asc"] => (name, "asc"),
            [var name, "desc"] => (name, "desc"),
            _ => ("", ""),
        };
        if (column.Length == 0)
        {
            faults.Add("order: expected columns such as a or a.desc, joined by commas");
            return null;
        }

        if (grouping.IsUsed && !grouping.Columns.Contains(column))
        {
            faults.Add("order: found a column that the gathered rows do not have, expected one of "
                + string.Join(", ", grouping.Columns));
            return null;
        }

        return (grouping.IsUsed ? column : Known("order", column)) is { } known
            ? $"{SqlText.Identifier(known)} {direction} nulls last"
            : null;
    }

    private string? Known(string place, string column)
    {
        if (table.Columns.Any(known => known.Name == column))
        {
            return column;
        }

        faults.Add($"{place}: found a column that {table.Name} does not have, expected one of "
            + $"{string.Join(", ", table.Columns.Select(static known => known.Name))}");
        return null;
    }

    private string TypeOf(string column) => table.Columns.First(known => known.Name == column).Type;

    private long? Number(string name, string text, long most)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most)
        {
            return number;
        }

        faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: expected a whole number from 0 to {most}"));
        return null;
    }
}
