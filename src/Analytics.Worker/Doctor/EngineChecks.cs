using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using Analytics.Domain;
using Analytics.Engine;
using Analytics.Outputs;

namespace Analytics.Worker.Doctor;

/// <summary>Which DuckDB runs here, and who can open what it published.</summary>
/// <param name="store">The folder <c>published/</c>.</param>
/// <param name="files">File operations.</param>
internal sealed class EngineChecks(GenerationStore store, IFileOps files)
{
    /// <summary>Storage version 64 is what DuckDB 0.10 to 1.1 write; every later one opens it.</summary>
    private const ulong StorageVersionForAll = 64;

    /// <summary>All checks of the engine.</summary>
    public async Task<IReadOnlyList<DoctorCheck>> RunAsync(CancellationToken cancellation)
    {
        var checks = new List<DoctorCheck>();
        try
        {
            using var session = EngineSession.Open(new EngineOptions { MemoryLimitMebibytes = 256 });
            var version = await session.ScalarAsync<string>("select version()", null, cancellation);
            checks.Add(DoctorCheck.Ok("duckdb", version));
            checks.Add(await LibraryAsync(cancellation));
        }
        catch (Exception fault) when (fault is EngineException or DllNotFoundException or TypeInitializationException)
        {
            checks.Add(DoctorCheck.Fault(
                "duckdb", fault.Message, "Build again: the build fetches the library for this machine.", ExitCode.Unexpected));
        }

        checks.Add(PublishedFile());
        return checks;
    }

    private async Task<DoctorCheck> LibraryAsync(CancellationToken cancellation)
    {
        using var process = Process.GetCurrentProcess();
        var path = process.Modules.Cast<ProcessModule>()
            .Select(static module => module.FileName)
            .FirstOrDefault(static name => Path.GetFileName(name).Contains("duckdb.", StringComparison.OrdinalIgnoreCase)
                && !name.EndsWith(".DLL", StringComparison.Ordinal));
        if (path is null)
        {
            return DoctorCheck.Ok("duckdb library", "its file is not listed by this system");
        }

        await using var stream = files.OpenRead(path);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
        return DoctorCheck.Ok("duckdb library", $"{path}, SHA-256 {hash}");
    }

    private DoctorCheck PublishedFile()
    {
        const string Name = "published file";
        if (!files.FileExists(store.ConveniencePath))
        {
            return DoctorCheck.Ok(Name, "nothing published yet");
        }

        // Layout of a DuckDB file: checksum (8 bytes), the letters DUCK, storage version (8 bytes, little endian).
        Span<byte> header = stackalloc byte[20];
        using var stream = files.OpenRead(store.ConveniencePath);
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length
            || !header[8..12].SequenceEqual("DUCK"u8))
        {
            return DoctorCheck.Fault(
                Name, $"{store.ConveniencePath} is no DuckDB file", "Run 'publish' to write it again.", ExitCode.CheckFailed);
        }

        var version = BinaryPrimitives.ReadUInt64LittleEndian(header[12..]);
        var text = $"storage version {version}";
        return version <= StorageVersionForAll
            ? DoctorCheck.Ok(Name, text + ", opened by DuckDB 0.10 and later")
            : DoctorCheck.Warning(
                Name, text, "Older drivers refuse it. Set Analytics:Publish:StorageVersion to v1.0.0 for all to open it.");
    }
}
