using System.Globalization;
using System.Text.Json;

namespace Analytics.EndToEnd.Tests.SampleTruths;

/// <summary>The company's own GPU: its rent is divided without a rest, and the half hour it overflows is found.</summary>
[Collection(SampleCases.Name)]
public sealed class SampleServingTest(SampleRun run)
{
    private readonly JsonElement _collision = run.Truth.GetProperty("planted").GetProperty("capacity_collision");

    private string Deployment => _collision.GetProperty("deployment").GetString()!;

    [Fact]
    public void Rent_OfTheOwnGpu_IsDividedToTheLastPicodollar()
    {
        var rent = SampleRun.Number(_collision.GetProperty("rent_usd"));

        Assert.Equal(rent, Value<decimal>("select sum(loaded_cost_usd) from mart_resource_costs where cost_evidence = 'allocated'"));
        Assert.Equal(
            3,
            run.Workspace.Query<(int Seconds, decimal Peak, decimal Token, decimal Loaded)>(
                """
                select slot_seconds, sum(peak_cost_usd), sum(token_cost_usd), sum(loaded_cost_usd)
                from mart_peak_responsibility group by slot_seconds
                """).Count(view => view.Peak == rent && view.Token == rent && view.Loaded == rent));
        Assert.Equal(
            0L, Value<long>("select sum(uncosted_requests)::bigint from mart_resource_costs where cost_evidence = 'allocated'"));
    }

    /// <summary>All requests are there once on each basis; what our own GPU costs is its rent in every table.</summary>
    [Fact]
    public void ResourceBasis_OfDaysAndCustomers_HoldsTheRentAndEveryRequest()
    {
        foreach (var mart in new[] { "mart_daily_costs", "mart_customer_costs" })
        {
            Assert.Equal(
                SampleRun.Number(_collision.GetProperty("rent_usd")),
                Value<decimal>($"select sum(cost_usd) from {mart} where cost_basis = 'resource' and cost_evidence = 'allocated'"));
            Assert.Equal(
                run.Truth.GetProperty("requests").GetProperty("total").GetInt64(),
                Value<long>($"select sum(requests)::bigint from {mart} where cost_basis = 'resource'"));
            Assert.Equal(
                0L, Value<long>($"select count(*) from {mart} where not cost_usd between cost_lower_usd and cost_upper_usd"));
        }
    }

    [Fact]
    public void CapacityWindows_OverCapacity_AreThoseOfTheCollision()
    {
        var (from, to) = (_collision.GetProperty("from").GetDateTimeOffset(), _collision.GetProperty("to").GetDateTimeOffset());
        var room = _collision.GetProperty("kv_room_bytes").GetDouble() / 1e9;
        var held = _collision.GetProperty("concurrent_prompt_tokens_at_peak").GetDouble()
            * _collision.GetProperty("kv_bytes_per_token").GetDouble() / 1e9;
        var over = run.Workspace.Query<(DateTimeOffset Start, string Customer, double Peak, double Room, long Sequences)>(
            $"""
            select minute_start, top_customer_id, kv_peak_gb, kv_room_gb, sequences_max
            from mart_capacity_windows where deployment = '{Deployment}' and is_over_capacity order by kv_peak_gb desc
            """);

        Assert.NotEmpty(over);
        Assert.All(over, minute => Assert.InRange(minute.Start, from, to));
        Assert.All(over, minute => Assert.Contains(minute.Customer, Colliding()));
        Assert.Equal(room, over[0].Room, 1e-6);
        // What is generated, and prompts still being read, come on top of the prompts; the mean of ten seconds smooths.
        Assert.InRange(over[0].Peak, held * 0.95, held * 1.15);
        Assert.Equal(_collision.GetProperty("concurrent_requests_at_token_peak").GetInt64(), over[0].Sequences);
    }

    [Fact]
    public void PeakResponsibility_OfThoseWhoCollide_IsNearlyAllAndMoreThanTheirUse()
    {
        var month = _collision.GetProperty("from").GetDateTimeOffset().ToString("yyyy-MM-01", CultureInfo.InvariantCulture);
        var colliding = string.Join(", ", Colliding().Select(static customer => $"'{customer}'"));
        foreach (var (peak, loaded) in run.Workspace.Query<(double Peak, double Loaded)>(
            $"""
            select sum(peak_cost_share), sum(loaded_cost_usd)::double / any_value(rent_usd)
            from mart_peak_responsibility
            where month_date = date '{month}' and deployment = '{Deployment}' and customer_id in ({colliding})
            group by slot_seconds
            """))
        {
            Assert.InRange(peak, 0.99, 1);
            Assert.InRange(loaded, 0, 0.2);
        }
    }

    [Fact]
    public void CostCurves_OfTheOwnGpu_EndWhereItsMemoryDoes()
    {
        var room = _collision.GetProperty("kv_room_bytes").GetInt64();
        var bytesPerToken = _collision.GetProperty("kv_bytes_per_token").GetInt64();
        var limits = run.Workspace.Query<(long Context, long Sequences)>(
            $"select distinct context_tokens, sequence_limit from mart_cost_curves where deployment = '{Deployment}'");

        Assert.NotEmpty(limits);
        Assert.All(limits, limit => Assert.Equal(room / (bytesPerToken * limit.Context), limit.Sequences));
    }

    private IReadOnlyList<string> Colliding() =>
        [.. _collision.GetProperty("customer_ids").EnumerateArray().Select(static customer => customer.GetString()!)];

    private T Value<T>(string sql) => run.Workspace.Query<T>(sql).Single();
}
