namespace Analytics.Engine.Package;

/// <summary>
/// DuckDB.NET keeps one database for all connections whose path is spelt alike, with the limits and the lock of the first.
/// A session of ours has its own, so a path that is in use gets another spelling: <c>./</c> in front of the file's name.
/// </summary>
internal sealed class FileAlias : IDisposable
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<string> InUse = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the shortest spelling that is free.</summary>
    public FileAlias(string path)
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
        var dots = $".{System.IO.Path.DirectorySeparatorChar}";
        lock (Gate)
        {
            var prefix = "";
            do
            {
                Path = System.IO.Path.Combine(folder, prefix + System.IO.Path.GetFileName(path));
                prefix += dots;
            }
            while (!InUse.Add(Path));
        }
    }

    /// <summary>The spelling.</summary>
    public string Path { get; }

    public void Dispose()
    {
        lock (Gate)
        {
            InUse.Remove(Path);
        }
    }
}
