using Analytics.Benchmarks;
using Analytics.Sources;

namespace Analytics.Tests.Benchmarks;

/// <summary>The benchmarks on next to no data: that they run and that their two sides agree. No time is judged.</summary>
public sealed class BenchmarkSuiteTest
{
    /// <summary>Names for the theory.</summary>
    public static TheoryData<string> Names => [.. BenchmarkSuite.Names];

    /// <summary>Names for the theory; a year of days takes minutes however little each holds.</summary>
    public static TheoryData<string> SurveyNames => [.. BenchmarkSuite.SurveyNames.Where(static name => name != "refresh")];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task RunAsync_OnLittleData_BothSidesAgree(string name)
    {
        var report = await RunAsync(name);

        var result = Assert.Single(report.Results);
        Assert.Null(result.Fault);
        Assert.True(result.Skipped is null || name is "claude-code" or "clickhouse", result.Skipped);
        Assert.Equal(result.Skipped is null, result.Ratio > 0);
    }

    [Theory]
    [MemberData(nameof(SurveyNames))]
    public async Task RunAsync_OnLittleData_SurveyHasFindings(string name)
    {
        var survey = Assert.Single((await RunAsync(name)).Surveys);

        Assert.NotEmpty(survey.Findings);
        Assert.All(survey.Findings, static finding => Assert.True(finding.Value >= 0, finding.ToString()));
        Assert.Contains(survey.Findings, static finding => finding.Value > 0);
    }

    private static Task<BenchmarkReport> RunAsync(string name)
    {
        var options = new BenchmarkOptions
        {
            SqlDirectory = Path.Combine(AppContext.BaseDirectory, "sql"),
            Only = name,
            Kind = "litellm",
            Rows = 500,
            Megabytes = 1,
            Rounds = 1,
        };
        return new BenchmarkSuite(options, new DiskFileOps(), TimeProvider.System)
            .RunAsync(new Progress<string>(), CancellationToken.None);
    }
}
