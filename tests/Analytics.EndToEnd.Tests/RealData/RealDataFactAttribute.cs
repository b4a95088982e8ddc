namespace Analytics.EndToEnd.Tests.RealData;

/// <summary>A test on public real data, which is not part of the repository; skipped with the reason where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealDataFactAttribute : FactAttribute
{
    /// <summary>Skips when the folder is not there.</summary>
    public RealDataFactAttribute()
    {
        if (!PublicData.IsThere)
        {
            Skip = PublicData.HowToGetIt;
        }
    }
}

/// <summary>The same for a test with several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealDataTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips when the folder is not there.</summary>
    public RealDataTheoryAttribute()
    {
        if (!PublicData.IsThere)
        {
            Skip = PublicData.HowToGetIt;
        }
    }
}

/// <summary>Where the public data lies: the folder named by ANALYTICS_REAL_DATA, else <c>../shared/data</c>.</summary>
internal static class PublicData
{
    private static string Folder { get; } = Environment.GetEnvironmentVariable("ANALYTICS_REAL_DATA")
        ?? System.IO.Path.GetFullPath(System.IO.Path.Combine(Workspace.Repository, "..", "shared", "data"));

    /// <summary>Whether the folder exists.</summary>
    public static bool IsThere => Directory.Exists(Folder);

    /// <summary>Reason of a skipped test.</summary>
    public static string HowToGetIt =>
        $"Public data is not in {Folder}. Put it there or name its folder in ANALYTICS_REAL_DATA.";

    /// <summary>A file or folder below it.</summary>
    public static string Path(string relative) => System.IO.Path.Combine(Folder, relative);
}
