using Analytics.Domain;

namespace Analytics.Sources;

/// <summary>The real disk. Stateless and safe for use from several threads.</summary>
public sealed class DiskFileOps : IFileOps
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <inheritdoc/>
    public bool FileExists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public bool DirectoryExists(string path) => Directory.Exists(path);

    /// <inheritdoc/>
    public FileFacts? GetFacts(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileFacts(file.Length, file.LastWriteTimeUtc) : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> ListFiles(string root, bool recursive)
    {
        // Links are skipped, whether to files or folders: a link must not lead a source out of its root.
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = recursive,
            AttributesToSkip = FileAttributes.ReparsePoint,
            IgnoreInaccessible = false,
        };
        var paths = Directory.GetFiles(root, "*", options);
        Array.Sort(paths, StringComparer.Ordinal);
        return paths;
    }

    /// <inheritdoc/>
    public Stream OpenRead(string path) =>
        new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1,
            FileOptions.SequentialScan);

    /// <inheritdoc/>
    public Stream Create(string path) =>
        new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);

    /// <inheritdoc/>
    public void CreateDirectory(string path) => Directory.CreateDirectory(path);

    /// <inheritdoc/>
    public void CreatePrivateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerOnly);
        File.SetUnixFileMode(path, OwnerOnly);
    }

    /// <inheritdoc/>
    public IDisposable? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            // .NET reports a held lock as an IOException without a code of its own; a missing folder is a real fault.
            return null;
        }
    }

    /// <inheritdoc/>
    public void FlushFile(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    /// <inheritdoc/>
    public void FlushDirectory(string path) => DirectoryFlush.Run(path);

    /// <inheritdoc/>
    public void MoveFile(string source, string target) => File.Move(source, target, overwrite: true);

    /// <inheritdoc/>
    public void MoveDirectory(string source, string target) => Directory.Move(source, target);

    /// <inheritdoc/>
    public void DeleteFile(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // A file whose folder is gone is as missing as a file can be.
        }
    }

    /// <inheritdoc/>
    public void DeleteDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
