using Analytics.Domain;
using Analytics.Sources;

namespace Analytics.Tests.Sources;

public sealed class FolderSourceTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("source-test-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData("**/*.jsonl", "a.jsonl", true)]
    [InlineData("**/*.jsonl", "x/y/a.jsonl.gz", true)]
    [InlineData("**/*.jsonl", "x/y/a.jsonl.zst", true)]
    [InlineData("**/*.jsonl", "a.jsonl.bak", false)]
    [InlineData("**/*.jsonl", "a.JSONL", false)]
    [InlineData("*.csv, x/*.txt", "x/a.txt", true)]
    [InlineData("*.csv, x/*.txt", "y/x/a.txt", false)]
    [InlineData("a?.csv", "ab.csv", true)]
    [InlineData("a?.csv", "a/.csv", false)]
    [InlineData("a+b(1).csv", "a+b(1).csv", true)]
    public void Matches_Pattern_SpansFoldersOnlyWithTwoStars(string patterns, string path, bool isMatch) =>
        Assert.Equal(isMatch, new FileGlobs(patterns).Matches(path));

    [Fact]
    [Survives(31)]
    public async Task List_Folder_GivesMatchingFilesInOrdinalOrderWithoutLinks()
    {
        foreach (var name in new[] { "b.jsonl", "B.jsonl", "x/a.jsonl", ".hidden/c.jsonl", "other.txt" })
        {
            Write(name, ageSeconds: 100);
        }

        File.CreateSymbolicLink(Path.Combine(root, "link.jsonl"), Path.Combine(root, "b.jsonl"));
        Directory.CreateSymbolicLink(Path.Combine(root, "loop"), root);

        var listing = await ListAsync(root, new StabilityOptions());

        Assert.Equal([".hidden/c.jsonl", "B.jsonl", "b.jsonl", "x/a.jsonl"],
            listing.Files.Select(file => Path.GetRelativePath(root, file.Path)));
        Assert.Empty(listing.StillChanging);
        Assert.All(listing.Files, file => Assert.Equal(("test", "kind", root), (file.Source, file.Kind, file.Root)));
    }

    [Fact]
    [Survives(3)]
    public async Task List_FileChangedBetweenTwoLooks_IsLeftForLater()
    {
        var growing = Write("growing.jsonl", ageSeconds: 0);
        Write("young.jsonl", ageSeconds: 0);
        var listing = ListAsync(root, new StabilityOptions { LookIntervalMilliseconds = 300 });
        File.AppendAllText(growing, "more");

        Assert.Equal(["young.jsonl"], (await listing).Files.Select(static file => Path.GetFileName(file.Path)));
        Assert.Equal([growing], (await listing).StillChanging);

        Write("growing.jsonl.done", ageSeconds: 0);
        Assert.Equal(2, (await ListAsync(root, new StabilityOptions { LookIntervalMilliseconds = 0 })).Files.Count);
    }

    [Fact]
    public async Task List_OneFile_NeedsNoPattern()
    {
        var path = Write("whatever.log", ageSeconds: 100);

        Assert.Equal(path, Assert.Single((await ListAsync(path, new StabilityOptions())).Files).Path);
    }

    [Fact]
    public async Task List_MissingPath_SaysWhatToDo()
    {
        var fault = await Assert.ThrowsAsync<DirectoryNotFoundException>(
            () => ListAsync(Path.Combine(root, "none"), new StabilityOptions()));

        Assert.Contains("Source test", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ExpandPath_Tilde_IsTheHomeFolder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        Assert.Equal(Path.Combine(home, ".claude/projects"),
            new SourceOptions { Name = "n", Kind = "k", Path = "~/.claude/projects" }.ExpandPath());
        Assert.Equal(Path.GetFullPath("~x"), new SourceOptions { Name = "n", Kind = "k", Path = "~x" }.ExpandPath());
    }

    private static Task<SourceListing> ListAsync(string path, StabilityOptions stability) =>
        new FolderSource(new DiskFileOps(), TimeProvider.System, stability).ListAsync(
            new SourceOptions { Name = "test", Kind = "kind", Path = path }, "**/*.jsonl", CancellationToken.None);

    private string Write(string name, int ageSeconds)
    {
        var path = Path.Combine(root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "{}");
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(-ageSeconds));
        return path;
    }
}
