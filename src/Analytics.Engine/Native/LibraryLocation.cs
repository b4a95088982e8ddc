using System.Reflection;
using System.Runtime.InteropServices;

namespace Analytics.Engine.Native;

/// <summary>Finds <c>libduckdb</c> beside the assembly, where the build put it.</summary>
internal static class LibraryLocation
{
    public const string Name = "duckdb";

    static LibraryLocation() => NativeLibrary.SetDllImportResolver(typeof(LibraryLocation).Assembly, Resolve);

    /// <summary>
    /// Finds all calls of a class in the library that this class finds. Left to the first call of each, that would be managed
    /// code right before DuckDB, with what <see cref="NativeMethods"/> says of it.
    /// </summary>
    public static void Link(Type calls)
    {
        foreach (var call in calls.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Marshal.Prelink(call);
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
