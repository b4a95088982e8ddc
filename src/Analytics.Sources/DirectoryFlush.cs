using System.Runtime.InteropServices;

namespace Analytics.Sources;

/// <summary>fsync of a folder, which .NET has no call for. Without it a rename may be lost with the power.</summary>
internal static partial class DirectoryFlush
{
    private const int ReadOnly = 0;

    /// <summary>
    /// Forces the entries of a folder to the disk; does nothing on Windows, where NTFS journals them itself.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be opened or flushed; the message names it.</exception>
    public static void Run(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(path, ReadOnly);
        if (descriptor < 0)
        {
            throw Failure("open", path);
        }

        try
        {
            if (Fsync(descriptor) != 0)
            {
                throw Failure("flush", path);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string verb, string path) =>
        new($"Cannot {verb} folder {path}: {Marshal.GetLastPInvokeErrorMessage()}. Check the disk and its "
            + "permissions.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
