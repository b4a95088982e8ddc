using Analytics.Benchmarks;
using Analytics.Sources;

namespace Analytics.Tests.Benchmarks;

/// <summary>The benchmarks on next to no data: that they run and that their two sides agree. No time is judged.</summary>
public sealed class BenchmarkSuiteTest
{
    /// <summary>Names for the theory.</summary>
    public static TheoryData<string> Names => [.. BenchmarkSuite.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task RunAsync_OnLittleData_BothSidesAgree(string name)
    {
        var options = new BenchmarkOptions
        {
            SqlDirectory = Path.Combine(AppContext.BaseDirectory, "sql"),
            Only = name,
            Rows = 500,
            Megabytes = 1,
            Rounds = 1,
        };

        var report = await new BenchmarkSuite(options, new DiskFileOps(), TimeProvider.System)
            .RunAsync(new Progress<string>(), CancellationToken.None);

        var result = Assert.Single(report.Results);
        Assert.Null(result.Fault);
        Assert.True(result.Skipped is null || name == "claude-code", result.Skipped);
        Assert.Equal(result.Skipped is null, result.Ratio > 0);
    }
}
