using Analytics.Domain;

namespace Analytics.Tests.SqlModels;

/// <summary>
/// Passes file operations on until the given number is used up; each later one fails, as after a kill.
/// </summary>
internal sealed class CrashingFileOps(IFileOps inner, int operationsUntilCrash) : IFileOps
{
    /// <summary>Operations asked for so far.</summary>
    public int Operations { get; private set; }

    public bool FileExists(string path) => Counted().FileExists(path);

    public bool DirectoryExists(string path) => Counted().DirectoryExists(path);

    public FileFacts? GetFacts(string path) => Counted().GetFacts(path);

    public IReadOnlyList<string> ListFiles(string root, bool recursive) => Counted().ListFiles(root, recursive);

    public Stream OpenRead(string path) => Counted().OpenRead(path);

    public Stream Create(string path) => Counted().Create(path);

    public void CreateDirectory(string path) => Counted().CreateDirectory(path);

    public void CreatePrivateDirectory(string path) => Counted().CreatePrivateDirectory(path);

    public IDisposable? TryLock(string path) => Counted().TryLock(path);

    public void FlushFile(string path) => Counted().FlushFile(path);

    public void FlushDirectory(string path) => Counted().FlushDirectory(path);

    public void MoveFile(string source, string target) => Counted().MoveFile(source, target);

    public void MoveDirectory(string source, string target) => Counted().MoveDirectory(source, target);

    public void DeleteFile(string path) => Counted().DeleteFile(path);

    public void DeleteDirectory(string path) => Counted().DeleteDirectory(path);

    private IFileOps Counted() => ++Operations > operationsUntilCrash ? throw new IOException("crash") : inner;
}
