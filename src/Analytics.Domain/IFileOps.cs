namespace Analytics.Domain;

/// <summary>
/// Every file operation of the product that changes or reads bytes outside DuckDB, so that a test can fail or kill the
/// process before each one. Paths are absolute. Failures surface as <see cref="IOException"/>.
/// </summary>
public interface IFileOps
{
    /// <summary>Whether a regular file stands at <paramref name="path"/>.</summary>
    bool FileExists(string path);

    /// <summary>Whether a folder stands at <paramref name="path"/>.</summary>
    bool DirectoryExists(string path);

    /// <summary>Length in bytes and time of last change in UTC, or null where no file stands.</summary>
    FileFacts? GetFacts(string path);

    /// <summary>Files below <paramref name="root"/>, absolute, in ordinal order; symbolic links are not followed.</summary>
    IReadOnlyList<string> ListFiles(string root, bool recursive);

    /// <summary>Opens for sequential reading; a writer may append meanwhile.</summary>
    Stream OpenRead(string path);

    /// <summary>Creates or truncates a file for writing.</summary>
    Stream Create(string path);

    /// <summary>Creates a folder and its parents; an existing one is left alone.</summary>
    void CreateDirectory(string path);

    /// <summary>Creates a folder that only its owner may enter (mode 0700 on Unix); an existing one gets that mode.</summary>
    void CreatePrivateDirectory(string path);

    /// <summary>
    /// Takes an exclusive lock on a file, which is created if missing; null when somebody else holds it, in this process
    /// or another. Disposing releases it, and so does the end of the process, however it ends.
    /// </summary>
    IDisposable? TryLock(string path);

    /// <summary>Forces the content of a closed or open file to the disk.</summary>
    void FlushFile(string path);

    /// <summary>Forces the entries of a folder to the disk (no-op where the platform has no such call).</summary>
    void FlushDirectory(string path);

    /// <summary>Renames a file, replacing the target atomically.</summary>
    void MoveFile(string source, string target);

    /// <summary>Renames a folder; the target must not exist.</summary>
    void MoveDirectory(string source, string target);

    /// <summary>Deletes a file; a missing one is not an error.</summary>
    void DeleteFile(string path);

    /// <summary>Deletes a folder with all that is in it; a missing one is not an error.</summary>
    void DeleteDirectory(string path);
}

/// <summary>What a directory entry tells about a file.</summary>
/// <param name="LengthBytes">Size in bytes, 0 or more.</param>
/// <param name="ModifiedAt">Time of last change, UTC.</param>
public readonly record struct FileFacts(long LengthBytes, DateTimeOffset ModifiedAt);
