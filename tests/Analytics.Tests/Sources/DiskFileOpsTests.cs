using Analytics.Sources;

namespace Analytics.Tests.Sources;

public sealed class DiskFileOpsTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("disk-test-").FullName;
    private readonly DiskFileOps files = new();

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Flush_FileAndFolder_Succeeds()
    {
        var path = Path.Combine(root, "a");
        File.WriteAllText(path, "x");

        files.FlushFile(path);
        files.FlushDirectory(root);
    }

    [Fact]
    public void FlushDirectory_MissingFolder_NamesIt()
    {
        var missing = Path.Combine(root, "none");

        Assert.Contains(missing, Assert.Throws<IOException>(() => files.FlushDirectory(missing)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void TryLock_HeldLock_IsRefusedUntilReleased()
    {
        var path = Path.Combine(root, "lock");
        using (files.TryLock(path))
        {
            Assert.Null(files.TryLock(path));
        }

        using var again = files.TryLock(path);
        Assert.NotNull(again);
    }

    [Fact]
    public void Delete_WhatIsMissing_IsNoError()
    {
        files.DeleteFile(Path.Combine(root, "none"));
        files.DeleteFile(Path.Combine(root, "none/none"));
        files.DeleteDirectory(Path.Combine(root, "none"));

        Assert.Null(files.GetFacts(root));
    }

    [Fact]
    [Survives(28)]
    public void CreatePrivateDirectory_ExistingFolder_IsClosedToOthers()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var path = Path.Combine(root, "state");
        Directory.CreateDirectory(path);

        files.CreatePrivateDirectory(path);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(path));
    }
}
