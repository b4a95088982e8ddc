using Analytics.Domain;
using Analytics.Sources;

namespace Analytics.Tests.Sources.Receiver;

/// <summary>The real disk, which can be told that it is full.</summary>
internal sealed class RefusingFileOps : IFileOps
{
    private readonly DiskFileOps disk = new();

    public bool Refuses { get; set; }

    public bool FileExists(string path) => disk.FileExists(path);

    public bool DirectoryExists(string path) => disk.DirectoryExists(path);

    public FileFacts? GetFacts(string path) => disk.GetFacts(path);

    public IReadOnlyList<string> ListFiles(string root, bool recursive) => disk.ListFiles(root, recursive);

    public Stream OpenRead(string path) => disk.OpenRead(path);

    public Stream Create(string path) => disk.Create(path);

    public void CreateDirectory(string path) => disk.CreateDirectory(path);

    public void CreatePrivateDirectory(string path) => disk.CreatePrivateDirectory(path);

    public IDisposable? TryLock(string path) => disk.TryLock(path);

    public void FlushFile(string path)
    {
        if (Refuses)
        {
            throw new IOException("No space left on device");
        }

        disk.FlushFile(path);
    }

    public void FlushDirectory(string path) => disk.FlushDirectory(path);

    public void MoveFile(string source, string target) => disk.MoveFile(source, target);

    public void MoveDirectory(string source, string target) => disk.MoveDirectory(source, target);

    public void DeleteFile(string path) => disk.DeleteFile(path);

    public void DeleteDirectory(string path) => disk.DeleteDirectory(path);
}
