namespace Analytics.Benchmarks.Surveys;

/// <summary>Figures of ours beside what was promised, where there is nothing of others to compare with.</summary>
internal interface ISurvey
{
    /// <summary>Name on the command line.</summary>
    string Name { get; }

    /// <summary>What is measured.</summary>
    string Question { get; }

    /// <summary>Measures on generated data.</summary>
    Task<IReadOnlyList<Finding>> RunAsync(BenchmarkContext context, CancellationToken cancellation);
}

/// <summary>What one survey found.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Question">What was measured.</param>
/// <param name="Findings">The figures.</param>
public sealed record SurveyResult(string Name, string Question, IReadOnlyList<Finding> Findings);

/// <summary>One figure.</summary>
/// <param name="Subject">What it is of.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit, such as <c>requests/s</c>.</param>
/// <param name="AtLeast">Least value that keeps the promise; null = none.</param>
/// <param name="AtMost">Greatest value that keeps it; null = none.</param>
public sealed record Finding(string Subject, double Value, string Unit, double? AtLeast, double? AtMost)
{
    /// <summary>The same per second of processor time, which other programs on the machine disturb less; null = no speed.</summary>
    public double? ByCpu { get; init; }

    /// <summary>
    /// The same of what more data takes beyond less, without what takes as long for any; null = no speed, or nothing grew.
    /// </summary>
    public double? ByMoreCpu { get; init; }

    /// <summary>Whether the promise is kept.</summary>
    public bool IsReached => !(Value < AtLeast) && !(Value > AtMost);
}
