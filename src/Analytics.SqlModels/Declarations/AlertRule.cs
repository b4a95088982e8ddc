using System.Collections.Immutable;
using System.Globalization;
using Analytics.Domain.Declarations;
using Analytics.Domain;
using Analytics.Engine;

namespace Analytics.SqlModels.Declarations;

/// <summary>A file of <c>jobs/alerts/</c>: a limit on a column of a mart.</summary>
/// <param name="Id">Lower-case words joined by '-'.</param>
/// <param name="Title">One sentence for people.</param>
/// <param name="Mart">The mart.</param>
/// <param name="Column">A number or truth value of it.</param>
/// <param name="Subject">Columns whose values tell one alert of the rule from another; none = one for the mart.</param>
/// <param name="Period">A date or time of the mart: each period is looked at, in order; null = there is only now.</param>
/// <param name="Where">Values that columns must have.</param>
/// <param name="IsSum">Rows of one subject and period are added up; else the worst of them counts.</param>
/// <param name="IsAbove">An alert opens above the limit; else below it.</param>
/// <param name="Limit">The alert opens beyond it.</param>
/// <param name="CloseLimit">The alert closes only on the other side of it.</param>
internal sealed record AlertRule(
    string Id,
    string Title,
    string Mart,
    string Column,
    ImmutableArray<string> Subject,
    string? Period,
    ImmutableArray<(string Name, string Text)> Where,
    bool IsSum,
    bool IsAbove,
    decimal Limit,
    decimal CloseLimit)
{
    /// <summary>The table the models read.</summary>
    public const string Table = "declared_alert_rules";

    private const decimal MostLimit = 1_000_000_000_000_000;

    private static readonly string[] Numbers = ["BIGINT", "HUGEINT", "INTEGER", "DOUBLE", "DECIMAL", "BOOLEAN"];

    /// <summary>Reads a file and looks its mart and columns up.</summary>
    public static AlertRule Read(DeclaredObject json, SqlProject project)
    {
        var isAbove = json.RequiredWord("comparison", "above", "below") == "above";
        var limit = json.RequiredNumber("limit", -MostLimit, MostLimit);
        var rule = new AlertRule(
            DeclarationFiles.ReadId(json),
            json.RequiredText("title"),
            json.RequiredText("mart"),
            json.RequiredText("column"),
            [.. json.Texts("subject")],
            json.Text("period"),
            [.. json.TextsByName("where")],
            json.Word("aggregate", "worst", "sum") == "sum",
            isAbove,
            limit,
            json.Number("close_limit", -MostLimit, MostLimit) ?? limit);
        json.RefuseOthers();
        rule.CheckNames(json, project);
        if (isAbove ? rule.CloseLimit > limit : rule.CloseLimit < limit)
        {
            json.FaultAt("close_limit", $"'close_limit' is beyond 'limit', expected it {(isAbove ? "at most" : "at least")} "
                + "the limit, so that an alert closes only when the value has come back. Correct one of them.");
        }

        return rule;
    }

    /// <summary>All rules as rows.</summary>
    public static DeclaredTable ToTable(IEnumerable<AlertRule> rules) => new(
        Table,
        ["rule_id", "rule_title", "mart", "mart_column", "is_above", "limit_value", "close_limit_value"],
        [.. rules.Select(static rule => ImmutableArray.Create<string?>(
            rule.Id, rule.Title, rule.Mart, rule.Column, rule.IsAbove ? "true" : "false",
            rule.Limit.ToString(CultureInfo.InvariantCulture), rule.CloseLimit.ToString(CultureInfo.InvariantCulture)))]);

    /// <summary>A query over the mart with the columns of <see cref="RawTables.AlertValues"/>.</summary>
    public string ValuesSql
    {
        get
        {
            var names = Subject.Select(static name =>
                $"{SqlText.Literal($"{name}=")} || coalesce({SqlText.Identifier(name)}::varchar, '')");
            var subject = Subject.IsEmpty ? "''" : $"concat_ws(', ', {string.Join(", ", names)})";
            var period = Period is null ? "null" : SqlText.Identifier(Period);
            var where = Where.Select(static pair =>
                $" and {SqlText.Identifier(pair.Name)}::varchar = {SqlText.Literal(pair.Text)}");
            var value = SqlText.Identifier(Column);
            var observed = IsSum ? $"sum({value})" : value;
            return $"select {SqlText.Literal(Id)} as rule_id, {subject} as subject, {period}::timestamptz as period_at, "
                + $"{observed}::double as observed_value from {Mart} where {value} is not null{string.Concat(where)}"
                + (IsSum ? " group by all" : string.Empty);
        }
    }

    private void CheckNames(DeclaredObject json, SqlProject project)
    {
        var columns = project.ColumnsOf(Mart);
        if (project.Find(Mart) is not { Layer: SqlLayer.Mart })
        {
            json.FaultAt("mart", $"'mart' is '{Mart}', expected a mart such as mart_daily_costs. "
                + "Their names are the headings of sql/marts/README.md.");
            return;
        }

        CheckColumn(json, columns, "column", Column, Numbers);
        Subject.ToList().ForEach(name => CheckColumn(json, columns, "subject", name, []));
        Where.ToList().ForEach(pair => CheckColumn(json, columns, "where", pair.Name, []));
        if (Period is not null)
        {
            CheckColumn(json, columns, "period", Period, ["DATE", "TIMESTAMP"]);
        }
    }

    private void CheckColumn(
        DeclaredObject json, ImmutableArray<DatasetColumn> columns, string field, string name, string[] types)
    {
        var column = columns.FirstOrDefault(column => column.Column == name);
        if (column is null)
        {
            json.FaultAt(field, $"'{field}' names {name}, expected a column of {Mart}: "
                + $"{string.Join(", ", columns.Select(static known => known.Column))}. Choose one.");
        }
        else if (types.Length > 0 && !types.Any(type => column.Type.StartsWith(type, StringComparison.Ordinal)))
        {
            json.FaultAt(field, $"'{field}' names {name} of type {column.Type}, expected {string.Join(", ", types)}. "
                + "Choose another column.");
        }
    }
}
