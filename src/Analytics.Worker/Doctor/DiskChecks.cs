using Analytics.Domain;
using Analytics.Pipeline;

namespace Analytics.Worker.Doctor;

/// <summary>Whether the data root can hold what runs write.</summary>
/// <param name="root">Folders.</param>
/// <param name="files">File operations, the same that runs use.</param>
internal sealed class DiskChecks(DataRoot root, IFileOps files)
{
    private const long FreeBytesMin = 1L << 30;

    /// <summary>All checks of the disk.</summary>
    public IEnumerable<DoctorCheck> Run()
    {
        if (!files.DirectoryExists(root.State))
        {
            yield return DoctorCheck.Ok("data root", $"{root.Path}: not there yet; the first run creates it");
            yield break;
        }

        foreach (var folder in root.Folders)
        {
            yield return Folder(folder);
        }

        yield return Privacy();
        yield return SameVolume();
        yield return Durability();
        yield return FreeSpace();
        yield return Locking();
    }

    private DoctorCheck Folder(string folder) => files.DirectoryExists(folder)
        ? DoctorCheck.Ok("folder", folder)
        : DoctorCheck.Warning("folder", $"{folder} is missing", "Nothing to do: the next run creates it.");

    private DoctorCheck Privacy()
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        if (OperatingSystem.IsWindows())
        {
            return DoctorCheck.Ok("private state", "modes do not exist on this system");
        }

        var mode = File.GetUnixFileMode(root.State);
        return (mode & Others) == 0
            ? DoctorCheck.Ok("private state", $"{root.State}: {mode}")
            : DoctorCheck.Warning("private state", $"{root.State}: {mode}", $"chmod 700 {root.State}");
    }

    private DoctorCheck SameVolume()
    {
        var volumes = root.Folders.Where(files.DirectoryExists).Select(VolumeOf).Distinct(StringComparer.Ordinal).ToList();
        return volumes.Count == 1
            ? DoctorCheck.Ok("one file system", volumes[0])
            : DoctorCheck.Fault(
                "one file system",
                $"the data root spans {string.Join(", ", volumes)}",
                "Put landing, lake, state and published on one file system: a rename across two is not atomic.",
                ExitCode.InvalidConfiguration);
    }

    private DoctorCheck Durability()
    {
        var source = Path.Combine(root.Staging, ".doctor-probe");
        var target = Path.Combine(root.Lake, ".doctor-probe");
        try
        {
            using (var stream = files.Create(source))
            {
                stream.Write("probe"u8);
            }

            files.FlushFile(source);
            files.MoveFile(source, target);
            files.FlushDirectory(root.Lake);
            return DoctorCheck.Ok("write, flush, rename", "from state to lake");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return DoctorCheck.Fault(
                "write, flush, rename",
                fault.Message,
                $"Give the user that runs the worker write access to {root.Path}.",
                ExitCode.InvalidConfiguration);
        }
        finally
        {
            files.DeleteFile(source);
            files.DeleteFile(target);
        }
    }

    private DoctorCheck FreeSpace()
    {
        var free = new DriveInfo(VolumeOf(root.Path)).AvailableFreeSpace;
        var text = $"{free / (1 << 20)} MiB free";
        return free >= FreeBytesMin
            ? DoctorCheck.Ok("free space", text)
            : DoctorCheck.Fault(
                "free space",
                text,
                "Free at least 1 GiB, or lower Publish:KeepGenerations.",
                ExitCode.OutOfResources);
    }

    private DoctorCheck Locking()
    {
        try
        {
            using var first = DataRootLock.Take(root, files);
            return IsRefused()
                ? DoctorCheck.Ok("lock", "free, and a second worker is refused")
                : DoctorCheck.Fault(
                    "lock",
                    "a second worker is let in",
                    "The file system ignores locks (some network mounts do). Move the data root to a local disk.",
                    ExitCode.InvalidConfiguration);
        }
        catch (DataRootLockedException)
        {
            return DoctorCheck.Warning("lock", "another worker is running here", "Wait for it before you start a run.");
        }
    }

    private bool IsRefused()
    {
        try
        {
            using var second = DataRootLock.Take(root, files);
            return false;
        }
        catch (DataRootLockedException)
        {
            return true;
        }
    }

    private static string VolumeOf(string path) => DriveInfo.GetDrives()
        .Select(static drive => drive.RootDirectory.FullName)
        .Where(volume => path.StartsWith(volume.TrimEnd('/') + '/', StringComparison.Ordinal)
            || path.StartsWith(volume, StringComparison.Ordinal))
        .MaxBy(static volume => volume.Length) ?? Path.GetPathRoot(path) ?? path;
}
