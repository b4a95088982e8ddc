using System.Globalization;

namespace Analytics.Engine;

/// <summary>The settings that close a session, in the order in which DuckDB must get them.</summary>
internal static class Sandbox
{
    /// <summary>Limits, given as the database opens.</summary>
    public static IReadOnlyDictionary<string, string> SettingsAtOpen(EngineOptions options)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["access_mode"] = options.IsReadOnly ? "READ_ONLY" : "READ_WRITE",
            ["memory_limit"] = Mebibytes(options.MemoryLimitMebibytes),
            ["threads"] = options.Threads.ToString(CultureInfo.InvariantCulture),
            ["temp_directory"] = options.TempDirectory ?? "",
            ["preserve_insertion_order"] = options.PreserveInsertionOrder ? "true" : "false",
            ["autoinstall_known_extensions"] = "false",
            ["autoload_known_extensions"] = "false",
            ["allow_community_extensions"] = "false",
        };
        if (options.TempDirectory is not null)
        {
            settings["max_temp_directory_size"] = Mebibytes(options.MaxTempMebibytes);
        }

        return settings;
    }

    /// <summary>
    /// Statements that close the session. The folders come first, since they cannot be set any more once external
    /// access is off; the lock comes last. A streamed result may run 64 MB ahead of who reads it: with DuckDB's one megabyte
    /// its threads wait for each other.
    /// </summary>
    public static string Lock(EngineOptions options) =>
        $"""
        set TimeZone = 'UTC';
        set streaming_buffer_size = '64MiB';
        set allowed_directories = {SqlText.PathList(options.AllowedDirectories.Select(Path.GetFullPath))};
        set enable_external_access = false;
        set lock_configuration = true;
        """;

    private static string Mebibytes(int count) => string.Create(CultureInfo.InvariantCulture, $"{count}MiB");
}
