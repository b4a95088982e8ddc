namespace Analytics.Tests;

/// <summary>The repository the tests were built from.</summary>
internal static class RepositoryFolder
{
    /// <summary>The folder that holds <c>Analytics.sln</c>, absolute.</summary>
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) => File.Exists(System.IO.Path.Combine(folder, "Analytics.sln"))
        ? folder
        : Find(System.IO.Path.GetDirectoryName(folder.TrimEnd(System.IO.Path.DirectorySeparatorChar))
            ?? throw new DirectoryNotFoundException("Analytics.sln is in no folder above the tests."));
}
