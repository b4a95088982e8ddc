using Analytics.Outputs;
using Analytics.Worker.Http.Tables;
using Microsoft.Extensions.Primitives;

namespace Analytics.Tests.Http;

public sealed class TableQueryTests
{
    private static readonly ManifestTable Table = new("mart_x", 3,
    [
        new ManifestColumn("customer", "VARCHAR"), new ManifestColumn("cost_usd", "DECIMAL(38,12)"), new ManifestColumn("day", "DATE"),
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
    [InlineData("day=between.1", "day: found 'between', expected one of eq.")]
    public void Read_WhatItDoesNotKnow_IsRefused(string query, string expected)
    {
        TableQuery.Read(Table, Parse(query), 100, out var faults);

        Assert.StartsWith(expected, Assert.Single(faults), StringComparison.Ordinal);
    }

    private static IEnumerable<KeyValuePair<string, StringValues>> Parse(string query) =>
        query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=', 2))
            .Select(static pair => KeyValuePair.Create(pair[0], new StringValues(pair[1])));
}
