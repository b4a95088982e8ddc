using Analytics.Engine;
using Analytics.SqlModels;

namespace Analytics.Sql.Tests.PublicData;

/// <summary>Power laws fitted to the data of Clauset, Shalizi and Newman 2009, against their Table 6.1.</summary>
public sealed class PowerLawFitTests
{
    private const double Tolerance = 0.02;

    /// <summary>The floor is the one whose fit lies nearest to the data. The table prints 2.3 for the blackouts' 2.273.</summary>
    [PublicDataTheory]
    [InlineData("csn_words.txt", "discrete", 7, 1.95, 2958)]
    [InlineData("csn_blackouts.txt", "continuous", 230_000, 2.273, 59)]
    [InlineData("csn_flares.txt", "continuous", 323, 1.79, 1711)]
    public async Task NearestFit_OfPublishedData_IsThePublishedOne(
        string file, string law, double floor, double alpha, long tailMembers)
    {
        var nearest = (await FitsAsync(file, law)).First();

        Assert.Equal(floor, nearest.FloorValue, Tolerance);
        Assert.Equal(alpha, nearest.Alpha, Tolerance);
        Assert.Equal(tailMembers, nearest.TailMembers);
    }

    /// <summary>At the published floor: the values that the authors' own program gives, to their digits.</summary>
    [PublicDataTheory]
    [InlineData("csn_words.txt", "discrete", 7, 1.952728, 0.008253)]
    [InlineData("csn_blackouts.txt", "continuous", 230_000, 2.272637, null)]
    [InlineData("csn_flares.txt", "continuous", 323, 1.788407, null)]
    public async Task Fit_AtThePublishedFloor_HasTheMeasuredDigits(
        string file, string law, double floor, double alpha, double? distance)
    {
        var fit = (await FitsAsync(file, law)).Single(fit => fit.FloorValue == floor);

        Assert.Equal(alpha, fit.Alpha, 1e-6);
        Assert.Equal(distance ?? fit.Distance, fit.Distance, 1e-6);
    }

    // All floors with at least 50 values above; the distance is Kolmogorov's and Smirnov's.
    private static async Task<IEnumerable<Fit>> FitsAsync(string file, string law)
    {
        var path = SqlText.Literal(Path.Combine(PublicDataTheoryAttribute.Folder, "stats", file));
        using var session = EngineSession.Open(new EngineOptions
        {
            AllowedDirectories = [Repository.SqlRoot, PublicDataTheoryAttribute.Folder],
        });
        session.Execute(SessionObjects.SeedsAndMacros(Repository.Project));
        return await session.QueryAsync<Fit>(
            $$"""
            with points as (
                select value, count(*) as members
                from read_csv({{path}}, header = false, columns = {value: 'DOUBLE'})
                group by value
            ),
            tails as (
                select
                    value,
                    sum(members) over (order by value desc) as tail_members,
                    sum(members * ln(value)) over (order by value desc) as log_sum,
                from points
            ),
            fits as (
                select
                    value as floor_value,
                    tail_members,
                    {{law}}_alpha(log_sum / tail_members, value) as alpha,
                from tails
                where tail_members >= 50
            )
            select
                fits.floor_value as FloorValue,
                fits.tail_members::bigint as TailMembers,
                fits.alpha as Alpha,
                max(abs(tails.tail_members / fits.tail_members
                    - {{law}}_survival(tails.value, fits.alpha, fits.floor_value))) as Distance,
            from fits
            inner join tails on tails.value >= fits.floor_value
            group by all
            order by Distance
            """,
            null,
            CancellationToken.None);
    }

    private sealed record Fit
    {
        public double FloorValue { get; init; }

        public long TailMembers { get; init; }

        public double Alpha { get; init; }

        public double Distance { get; init; }
    }
}
