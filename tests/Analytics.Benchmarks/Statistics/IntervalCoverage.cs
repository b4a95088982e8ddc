using System.Globalization;
using Analytics.Engine;
using Analytics.SqlModels;

namespace Analytics.Benchmarks.Statistics;

/// <summary>
/// How often the 95 % intervals of concentration hold what they are about, the median over months of as many members: the
/// product's own models over simulated months whose customers' costs are Pareto or lognormal. Draws come from hashes, so
/// every run sees the same months.
/// </summary>
internal static class IntervalCoverage
{
    /// <summary>Months from which the true medians are taken.</summary>
    private const int TrueMonths = 4_000;

    private static readonly string[] Models =
    [
        "int_concentration_shapes", "int_concentration_tails", "int_concentration_bodies", "int_concentration_samples",
        "int_concentration_intervals",
    ];

    private static readonly string[] Statistics = ["top_1", "top_5", "top_10", "top_20", "gini"];

    /// <summary>Simulates the months of all scenarios and counts, for each scenario and statistic.</summary>
    /// <param name="session">A session without tables; temporary ones are made.</param>
    /// <param name="project">The SQL project.</param>
    /// <param name="scenarios">What is drawn.</param>
    /// <param name="months">Months of each scenario, 1 or more.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<IReadOnlyList<Coverage>> MeasureAsync(
        EngineSession session,
        SqlProject project,
        IReadOnlyList<CoverageScenario> scenarios,
        int months,
        CancellationToken cancellation)
    {
        await session.ExecuteAsync(
            SessionObjects.SeedsAndMacros(project) + Scenarios(scenarios) + Months(months) + Truth, cancellation);
        foreach (var model in Models.Select(name => project.Find(name)!))
        {
            await session.ExecuteAsync($"create temp table {model.Name} as\n{model.Query};", cancellation);
        }

        return await session.QueryAsync<Coverage>(CountHeld, null, cancellation);
    }

    private static string Scenarios(IReadOnlyList<CoverageScenario> scenarios) =>
        "create temp table scenarios (scenario varchar, is_pareto boolean, shape double, members bigint);\n"
        + string.Concat(scenarios.Select(static scenario => string.Create(
            CultureInfo.InvariantCulture,
            $"insert into scenarios values ('{scenario}', {scenario.IsPareto}, {scenario.Shape}, {scenario.Members});\n")));

    private static string Members(string purpose, int months) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        select
            scenario,
            month_no,
            members as all_members,
            member_no,
            1e9 * if(
                is_pareto,
                power(uniform_of(hash('{purpose}', scenario, month_no), member_no), -1 / shape),
                exp(shape * normal_of(hash('{purpose}', scenario, month_no), member_no))
            ) as value_picousd,
            row_number() over (partition by scenario, month_no order by value_picousd desc) - 1 as members_above,
        from scenarios
        cross join range({months}) as months (month_no)
        inner join range(100000) as numbers (member_no)
            on member_no < members
        """);

    // Each simulated month is a dimension of its own.
    private static string Months(int months) =>
        $"""
        create temp table int_concentration_points as
        with members as (
            {Members("month", months)}
        )
        select
            concat(scenario, '/', month_no) as dimension,
            'list' as cost_basis,
            members_above + 1 as point_no,
            1 as members,
            members_above,
            all_members,
            value_picousd::hugeint as cost_picousd,
            sum(value_picousd) over (partition by scenario, month_no)::hugeint as all_cost_picousd,
            value_picousd,
            lead(value_picousd) over (partition by scenario, month_no order by members_above) as next_value_picousd,
            date '2026-01-01' as month_date,
        from members;

        """;

    private static readonly string Truth =
        $"""
        create temp table truths as
        with members as (
            {Members("truth", TrueMonths)}
        ),
        months as (
            select
                scenario,
                top_share(value_picousd, 1, members_above, 0.01 * all_members) as top_1,
                top_share(value_picousd, 1, members_above, 0.05 * all_members) as top_5,
                top_share(value_picousd, 1, members_above, 0.1 * all_members) as top_10,
                top_share(value_picousd, 1, members_above, 0.2 * all_members) as top_20,
                gini_corrected(value_picousd, 1, members_above) as gini,
            from members
            group by scenario, month_no, all_members
        )
        select scenario, {string.Join(", ", Statistics.Select(static name => $"median({name}) as {name}"))}
        from months
        group by scenario;

        """;

    private static readonly string CountHeld = string.Join(
        "\nunion all\n",
        Statistics.Select(static name =>
            $"""
            select
                scenario, '{name}' as statistic,
                avg((truths.{name} between intervals.{name}_low and intervals.{name}_high)::integer) as held_share,
            from int_concentration_intervals as intervals
            inner join truths on split_part(dimension, '/', 1) = scenario
            group by scenario
            """)) + "\norder by scenario, statistic";
}

/// <summary>One simulated population.</summary>
/// <param name="IsPareto">Pareto of tail index <paramref name="Shape"/>, else lognormal with that standard deviation of logarithms.</param>
/// <param name="Shape">Above 0.</param>
/// <param name="Members">Customers of a month, 20 to 100,000.</param>
internal sealed record CoverageScenario(bool IsPareto, double Shape, int Members)
{
    /// <summary>Name of the scenario, such as <c>pareto 1.5 x 50</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(IsPareto ? "pareto" : "lognormal")} {Shape} x {Members}");
}

/// <summary>What was counted.</summary>
internal sealed record Coverage
{
    public string Scenario { get; init; } = "";

    /// <summary>Column of the interval without its end: top_1, gini, …</summary>
    public string Statistic { get; init; } = "";

    /// <summary>Part of the months whose interval held the truth, 0 to 1.</summary>
    public double HeldShare { get; init; }
}
