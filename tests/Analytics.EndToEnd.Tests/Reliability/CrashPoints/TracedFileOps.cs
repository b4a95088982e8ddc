using Analytics.Domain;
using Analytics.Sources;

namespace Analytics.EndToEnd.Tests.Reliability.CrashPoints;

/// <summary>
/// The disk, with a word to say before every call, those on the streams it hands out included: record it, let it fail,
/// let the process die before it, or keep what stands on the disk at that instant. One call at a time.
/// </summary>
/// <param name="before">Told of every call while nothing else can change the disk through this object.</param>
/// <param name="unsynced">Keeps count of what a power cut would take.</param>
internal sealed class TracedFileOps(Action<FileCall> before, UnsyncedFiles unsynced) : IFileOps
{
    /// <summary>The one call of the system that cannot fail.</summary>
    internal const string CloseAfterReading = "close after reading";

    private readonly DiskFileOps disk = new();
    private readonly Lock gate = new();
    private readonly Dictionary<(string Operation, string Path), int> seen = [];
    private readonly List<FileCall> calls = [];
    private bool isDead;

    /// <summary>Every call so far.</summary>
    public IReadOnlyList<FileCall> Calls => calls;

    public bool FileExists(string path) => Run("exists?", path, () => disk.FileExists(path));

    public bool DirectoryExists(string path) => Run("folder exists?", path, () => disk.DirectoryExists(path));

    public FileFacts? GetFacts(string path) => Run("facts", path, () => disk.GetFacts(path));

    public IReadOnlyList<string> ListFiles(string root, bool recursive) =>
        Run("list", root, () => disk.ListFiles(root, recursive));

    public Stream OpenRead(string path) =>
        Run("open", path, () => new TracedStream(disk.OpenRead(path), path, this));

    public Stream Create(string path) => Run("create", path, () =>
    {
        unsynced.Create(path);
        return new TracedStream(disk.Create(path), path, this);
    });

    public void CreateDirectory(string path) => Run("make folder", path, () => disk.CreateDirectory(path));

    public void CreatePrivateDirectory(string path) =>
        Run("make private folder", path, () => disk.CreatePrivateDirectory(path));

    public IDisposable? TryLock(string path) => Run("lock", path, () => disk.TryLock(path));

    public void FlushFile(string path) => Run("flush", path, () =>
    {
        disk.FlushFile(path);
        unsynced.Flush(path);
    });

    public void FlushDirectory(string path) => Run("flush folder", path, () =>
    {
        disk.FlushDirectory(path);
        unsynced.FlushFolder(path);
    });

    public void MoveFile(string source, string target) => Run("move to", target, () =>
    {
        unsynced.Move(source, target);
        disk.MoveFile(source, target);
    });

    public void MoveDirectory(string source, string target) => Run("move folder to", target, () =>
    {
        unsynced.Move(source, target);
        disk.MoveDirectory(source, target);
    });

    public void DeleteFile(string path) => Run("delete", path, () => disk.DeleteFile(path));

    public void DeleteDirectory(string path) => Run("delete folder", path, () => disk.DeleteDirectory(path));

    /// <summary>One call: told first, then done, unless the process is dead.</summary>
    internal T Run<T>(string operation, string path, Func<T> call)
    {
        lock (gate)
        {
            if (isDead)
            {
                throw new ProcessDiedException();
            }

            var repeat = seen.GetValueOrDefault((operation, path));
            seen[(operation, path)] = repeat + 1;
            var next = new FileCall(operation, path, repeat);
            calls.Add(next);
            try
            {
                before(next);
            }
            catch (ProcessDiedException)
            {
                isDead = true;
                throw;
            }

            return call();
        }
    }

    private void Run(string operation, string path, Action call) => Run(operation, path, () =>
    {
        call();
        return true;
    });
}
