using Analytics.Domain;

namespace Analytics.SqlModels;

/// <summary>What a build did.</summary>
/// <param name="CommitNo">The lake commit it stands on.</param>
/// <param name="DaysBuilt">Days of which at least one model was built, in order; empty when none was dirty.</param>
/// <param name="IsMartsRebuilt">True when the marts were built anew; false when they already stood on this input or a
/// check failed.</param>
/// <param name="Failures">Checks that failed; the marts are then those of the build before.</param>
/// <param name="KeptParts">Parquet parts of the kept models now in force; the dataset is the model's name.</param>
public sealed record BuildReport(
    long CommitNo,
    IReadOnlyList<DateOnly> DaysBuilt,
    bool IsMartsRebuilt,
    IReadOnlyList<CheckFailure> Failures,
    IReadOnlyList<LakePart> KeptParts)
{
    /// <summary>The alerts in the mart tables; for the ledger to keep.</summary>
    public IReadOnlyList<AlertState> Alerts { get; init; } = [];

    /// <summary>Parts of the lake that had changed on the disk and were made again before the build; absolute paths.</summary>
    public IReadOnlyList<string> RebuiltParts { get; init; } = [];

    /// <summary>What ran out of memory with all threads and was then built with one; null = nothing did.</summary>
    public string? BuiltWithOneThread { get; init; }

    /// <summary>Hash of all that the marts stand on: lake, SQL and settings.</summary>
    public string InputHash { get; init; } = string.Empty;

    /// <summary>Whether the mart tables stand on this commit and all checks held.</summary>
    public bool IsPublishable => Failures.Count == 0;
}

/// <summary>A check that found offending rows.</summary>
/// <param name="Name">Name of the check, or of the model whose key does not hold.</param>
/// <param name="Path">File of the check or model.</param>
/// <param name="Why">What is wrong, one sentence.</param>
/// <param name="Rows">The first offending rows and their number.</param>
public sealed record CheckFailure(string Name, string Path, string Why, TextTable Rows)
{
    /// <summary>File, sentence and rows for people.</summary>
    public override string ToString() => $"{Path}: {Why} {Rows.Total} offending rows:\n{Rows}";
}

/// <summary>How far a build has come.</summary>
/// <param name="Model">Model or check being run.</param>
/// <param name="FirstDay">First day of the chunk, or null for what is built whole.</param>
/// <param name="LastDay">Last day of the chunk, or null for what is built whole.</param>
/// <param name="StepsDone">Steps finished before this one, 0 or more; a step is a day of a model, a mart or a
/// check.</param>
/// <param name="StepsTotal">Steps planned in all.</param>
public sealed record BuildProgress(string Model, DateOnly? FirstDay, DateOnly? LastDay, int StepsDone, int StepsTotal);
