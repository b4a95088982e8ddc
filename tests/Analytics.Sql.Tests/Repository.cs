using Analytics.SqlModels;
using Analytics.Tests;

namespace Analytics.Sql.Tests;

/// <summary>The repository these tests were built from, and its SQL project, loaded once.</summary>
internal static class Repository
{
    private static readonly Lazy<SqlProject> LoadedProject = new(static () => SqlProject.Load(SqlRoot));

    /// <summary>The folder that holds <c>Analytics.sln</c>.</summary>
    public static string Root { get; } = RepositoryFolder.Path;

    /// <summary>The folder <c>sql</c>.</summary>
    public static string SqlRoot => Path.Combine(Root, "sql");

    /// <summary>The project under <c>sql</c>.</summary>
    public static SqlProject Project => LoadedProject.Value;

    /// <summary>Path below the root, with slashes.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>Files of a folder that stand in git's view: build output and packages are left out.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(static path => !Relative(path).Split('/')
                .Any(static part => part is "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal);
}
