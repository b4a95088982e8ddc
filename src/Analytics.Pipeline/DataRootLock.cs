using Analytics.Domain;

namespace Analytics.Pipeline;

/// <summary>
/// Makes sure that one process at a time writes below a data root. The operating system drops the lock when the process
/// ends in whatever way, so a lock is never stale.
/// </summary>
public static class DataRootLock
{
    /// <summary>Takes the lock; disposing lets the next one in.</summary>
    /// <exception cref="DataRootLockedException">Another process holds it.</exception>
    public static IDisposable Take(DataRoot root, IFileOps files) =>
        files.TryLock(root.LockFile) ?? throw new DataRootLockedException(
            $"{root.Path}: another worker is running here. Wait for it, or give this one its own --data folder.");
}

/// <summary>Another worker holds the data root; exit code 6.</summary>
public sealed class DataRootLockedException : IOException
{
    /// <summary>Without a message.</summary>
    public DataRootLockedException()
    {
    }

    /// <summary>With what to do next.</summary>
    public DataRootLockedException(string message)
        : base(message)
    {
    }

    /// <summary>With what to do next and the cause.</summary>
    public DataRootLockedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
