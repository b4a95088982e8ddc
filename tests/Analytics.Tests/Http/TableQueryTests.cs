using Analytics.Outputs;
using Analytics.Worker.Http.Tables;
using Microsoft.Extensions.Primitives;

namespace Analytics.Tests.Http;

public sealed class TableQueryTests
{
    private static readonly ManifestTable Table = new("mart_x", 3,
    [
        new ManifestColumn("customer", "VARCHAR"), new ManifestColumn("cost_usd", "DECIMAL(38,12)"), new ManifestColumn("day", "DATE"),
        new ManifestColumn("requests", "BIGINT"),
    ]);

    [Theory]
    [InlineData("", "select * from \"mart_x\" limit 100 offset 0")]
    [InlineData("select=day,cost_usd&limit=5&offset=2", "select \"day\", \"cost_usd\" from \"mart_x\" limit 5 offset 2")]
    [InlineData("order=cost_usd.desc,day", "select * from \"mart_x\" order by \"cost_usd\" desc nulls last, \"day\" asc nulls last limit 100 offset 0")]
    [InlineData(
        "cost_usd=gte.1.5&customer=in.a,b",
        "select * from \"mart_x\" where \"cost_usd\" >= cast('1.5' as DECIMAL(38,12)) and \"customer\" in (cast('a' as VARCHAR), cast('b' as VARCHAR)) limit 100 offset 0")]
    [InlineData("day=is.null", "select * from \"mart_x\" where \"day\" is null limit 100 offset 0")]
    [InlineData(
        "customer=eq.x' or 1=1 --",
        "select * from \"mart_x\" where \"customer\" = cast('x'' or 1=1 --' as VARCHAR) limit 100 offset 0")]
    [InlineData(
        "group=customer,day.week&aggregate=cost_usd.sum,customer.values,rows&day=gte.2026-09-01&order=cost_usd.desc",
        "select \"customer\" as \"customer\", cast(date_trunc('week', \"day\") as DATE) as \"day\", sum(\"cost_usd\") as \"cost_usd\", "
        + "string_agg(distinct \"customer\", ', ' order by \"customer\") as \"customer_values\", count(*) as \"rows\" from \"mart_x\" "
        + "where \"day\" >= cast('2026-09-01' as DATE) group by 1, 2 order by \"cost_usd\" desc nulls last limit 100 offset 0")]
    [InlineData("aggregate=cost_usd.sum,requests.sum,day.max", "select sum(\"cost_usd\") as \"cost_usd\", cast(sum(\"requests\") as DECIMAL(38,0)) as \"requests\", max(\"day\") as \"day_max\" from \"mart_x\" order by all limit 100 offset 0")]
    [InlineData(
        "group=customer&aggregate=cost_usd.sum&top=customer.2",
        "select case when \"customer\" in (select \"customer\" from \"mart_x\" group by 1 order by sum(\"cost_usd\") desc nulls last, 1 limit 2) "
        + "then cast(\"customer\" as varchar) else '(other)' end as \"customer\", sum(\"cost_usd\") as \"cost_usd\" from \"mart_x\" "
        + "group by 1 order by all limit 100 offset 0")]
    [Survives(32)]
    public void Read_QueryString_IsOneSelect(string query, string expected)
    {
        var read = TableQuery.Read(Table, Parse(query), 100, out var faults);

        Assert.Empty(faults);
        Assert.Equal(expected, read.Sql);
        Assert.Equal(query.Length == 0, read.IsWhole);
    }

    [Theory]
    [InlineData("nope=eq.1", "the query: found a column that mart_x does not have")]
    [InlineData("select=day;drop", "select: found a column")]
    [InlineData("order=cost_usd.sideways", "order: expected columns")]
    [InlineData("limit=101", "limit: expected a whole number from 0 to 100")]
    [InlineData("limit=-1", "limit: expected a whole number")]
    [InlineData("group=customer.week", "group: found 'customer.week', expected a column")]
    [InlineData("group=nope", "group: found a column that mart_x does not have")]
    [InlineData("aggregate=customer.sum", "aggregate: found 'sum' for customer VARCHAR, expected rows, sum of whole numbers")]
    [InlineData("group=day&aggregate=cost_usd.sum&top=customer.2", "top: expected its column in group")]
    [InlineData("group=day&aggregate=cost_usd.sum&top=day.many", "top: found 'many', expected a whole number")]
    [InlineData("group=day&aggregate=cost_usd.sum&order=customer", "order: found a column that the gathered rows do not have")]
    [InlineData("group=day&select=day", "select: expected no columns beside group")]
    [InlineData("day=between.1", "day: found 'between', expected one of eq.")]
    [Survives(32)]
    public void Read_WhatItDoesNotKnow_IsRefused(string query, string expected)
    {
        TableQuery.Read(Table, Parse(query), 100, out var faults);

        Assert.StartsWith(expected, Assert.Single(faults), StringComparison.Ordinal);
    }

    private static IEnumerable<KeyValuePair<string, StringValues>> Parse(string query) =>
        query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=', 2))
            .Select(static pair => KeyValuePair.Create(pair[0], new StringValues(pair[1])));
}
