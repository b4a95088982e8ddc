using System.Reflection;
using System.Runtime.InteropServices;

namespace Analytics.Engine.Native;

/// <summary>Finds <c>libduckdb</c> beside the assembly, where the build put it.</summary>
internal static class LibraryLocation
{
    public const string Name = "duckdb";

    private static int registered;

    /// <summary>Makes the runtime ask this class for the library; further calls do nothing.</summary>
    public static void Register()
    {
        if (Interlocked.Exchange(ref registered, 1) == 0)
        {
            NativeLibrary.SetDllImportResolver(typeof(LibraryLocation).Assembly, Resolve);
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Name)
        {
            return 0;
        }

        var candidates = Candidates().ToList();
        foreach (var candidate in candidates.Where(File.Exists))
        {
            return NativeLibrary.Load(candidate);
        }

        throw new DllNotFoundException(
            $"The DuckDB library was not found, expected at one of: {string.Join(", ", candidates)}. "
            + $"Build on this kind of machine, or with -p:DuckDbRid={PortableRid()}.");
    }

    private static IEnumerable<string> Candidates()
    {
        var file = OperatingSystem.IsWindows() ? "duckdb.dll"
            : OperatingSystem.IsMacOS() ? "libduckdb.dylib"
            : "libduckdb.so";
        yield return Path.Combine(AppContext.BaseDirectory, "runtimes", PortableRid(), "native", file);
        yield return Path.Combine(AppContext.BaseDirectory, file);
    }

    private static string PortableRid()
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }
}
