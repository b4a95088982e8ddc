namespace Analytics.Sql.Tests.PublicData;

/// <summary>A test on public data, which is not part of the repository; skipped with the reason where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PublicDataTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips when the folder is not there.</summary>
    public PublicDataTheoryAttribute()
    {
        if (!Directory.Exists(Folder))
        {
            Skip = $"Public data is not in {Folder}. Put it there or name its folder in ANALYTICS_REAL_DATA.";
        }
    }

    /// <summary>The folder named by ANALYTICS_REAL_DATA, else <c>../shared/data</c>.</summary>
    internal static string Folder { get; } = Environment.GetEnvironmentVariable("ANALYTICS_REAL_DATA")
        ?? Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data"));
}
