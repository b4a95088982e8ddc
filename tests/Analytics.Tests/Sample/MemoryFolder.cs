using Analytics.Domain;

namespace Analytics.Tests.Sample;

/// <summary>Keeps what is written in memory; whoever only writes needs no more of <see cref="IFileOps"/>.</summary>
internal sealed class MemoryFolder : IFileOps
{
    private readonly SortedDictionary<string, MemoryStream> files = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Paths => [.. files.Keys];

    public byte[] Read(string path) => files[path].ToArray();

    public bool FileExists(string path) => files.ContainsKey(path);

    public bool DirectoryExists(string path) => true;

    public FileFacts? GetFacts(string path) =>
        files.ContainsKey(path) ? new FileFacts(Read(path).Length, DateTimeOffset.UnixEpoch) : null;

    public IReadOnlyList<string> ListFiles(string root, bool recursive) => Paths;

    public Stream OpenRead(string path) => new MemoryStream(Read(path));

    public Stream Create(string path) => files[path] = new MemoryStream();

    public void CreateDirectory(string path)
    {
    }

    public void FlushFile(string path)
    {
    }

    public void FlushDirectory(string path)
    {
    }

    public void MoveFile(string source, string target) => throw new NotSupportedException();

    public void MoveDirectory(string source, string target) => throw new NotSupportedException();

    public void DeleteFile(string path) => files.Remove(path);

    public void DeleteDirectory(string path) => throw new NotSupportedException();
}
