using Analytics.SqlModels;

namespace Analytics.Sql.Tests;

/// <summary>The macros of <c>power_laws.sql</c> against constants and values known without data.</summary>
public sealed class PowerLawMacroTests
{
    /// <summary>ζ(2) = π²/6, −ζ′(2), ζ(3), and ζ(2, 7) = ζ(2) less its first six terms.</summary>
    [Theory]
    [InlineData("hurwitz_zeta(2.0, 1)", 1.6449340668482264)]
    [InlineData("hurwitz_zeta_log(2.0, 1)", 0.9375482543158438)]
    [InlineData("hurwitz_zeta(3, 1)", 1.2020569031595942)]
    [InlineData("hurwitz_zeta(2, 7)", 0.15354517795933752)]
    [InlineData("discrete_survival(2, 2.0, 1)", 0.3920728981459)]
    [InlineData("continuous_survival(20, 2.5, 10)", 0.3535533905932738)]
    [InlineData("continuous_alpha(ln(10) + 0.5, 10)", 3.0)]
    [InlineData("alpha_error(3.0, 100)", 0.2)]
    public async Task Macro_OfKnownArguments_GivesKnownValue(string call, double expected)
    {
        using var empty = EmptyProject.Open(Repository.Project);
        var value = await empty.Session.ScalarAsync<double>($"select ({call})::double", null, CancellationToken.None);
        Assert.Equal(expected, value, 1e-9);
    }

    /// <summary>The mean logarithm of the law itself leads back to its alpha, also far from 2.</summary>
    [Theory]
    [InlineData(1.2, 1)]
    [InlineData(1.95, 7)]
    [InlineData(3.5, 12)]
    [InlineData(8.5, 2)]
    public async Task DiscreteAlpha_OfTheLawsOwnMean_IsItsAlpha(double alpha, int floor)
    {
        using var empty = EmptyProject.Open(Repository.Project);
        var found = await empty.Session.ScalarAsync<double>(
            "select discrete_alpha(hurwitz_zeta_log($alpha, $floor) / hurwitz_zeta($alpha, $floor), $floor)",
            new { alpha, floor },
            CancellationToken.None);
        Assert.Equal(alpha, found, 1e-6);
    }
}
