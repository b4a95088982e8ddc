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
    /// Statements that open the database file beside an empty one in memory: only so does DuckDB take the size of its row
    /// groups. It goes by the name that it has where it is opened alone, which views remember.
    /// </summary>
    public static string Attach(EngineOptions options)
    {
        var path = options.DatabasePath
            ?? throw new ArgumentException("A database in memory has row groups of DuckDB's size.", nameof(options));
        var name = SqlText.Identifier(Path.GetFileNameWithoutExtension(path));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"attach {SqlText.Literal(path)} as {name} (row_group_size {options.RowGroupRows});\nuse {name};\n"
            + $"set allowed_paths = {SqlText.PathList(FilesOf(path))};\n");
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

    // The file and what DuckDB writes beside it.
    private static IEnumerable<string> FilesOf(string path) =>
        [path, $"{path}.wal", $"{path}.wal.checkpoint", $"{path}.wal.recovery"];

    private static string Mebibytes(int count) => string.Create(CultureInfo.InvariantCulture, $"{count}MiB");
}
