using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Analytics.Tests.Postgres;

/// <summary>Tests that talk to the one server of this process.</summary>
[CollectionDefinition(nameof(PostgresServer))]
public sealed class PostgresServerShared : ICollectionFixture<PostgresServer>;

/// <summary>A real PostgreSQL server of its own, reached by a socket in a temporary folder.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    // PostgreSQL refuses to run as root; Debian's package makes this user.
    private const string User = "postgres";

    private readonly string folder = Directory.CreateTempSubdirectory("analytics-pg-").FullName;
    private int databases;
    private Process? server;

    /// <summary>Connection string of a new empty database.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref databases)}");
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var command = source.CreateCommand($"create database {name}");
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>What PostgreSQL's own client prints for a statement, unaligned and without headings.</summary>
    public static Task<string> PsqlAsync(string database, string statement)
    {
        var server = new NpgsqlConnectionStringBuilder(database);
        return OutputOfAsync(
            "psql", ["-h", server.Host!, "-U", User, "-d", server.Database!, "-X", "-A", "-t", "-c", statement]);
    }

    public async Task InitializeAsync()
    {
        var programs = await OutputOfAsync(Path.Combine(RepositoryFolder.Path, "tests", "postgres", "install"), []);
        var data = Path.Combine(folder, "data");
        if (Environment.UserName == "root")
        {
            await OutputOfAsync("chown", [User, folder]);
        }

        await OutputOfAsync(AsUser(Path.Combine(programs, "initdb")), ["-D", data, "-U", User, "-A", "trust", "-N"]);
        server = Start(
            AsUser(Path.Combine(programs, "postgres")),
            ["-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=50"]);
        _ = server.StandardOutput.ReadToEndAsync();
        _ = server.StandardError.ReadToEndAsync();
        await WaitUntilReadyAsync();
    }

    public async Task DisposeAsync()
    {
        if (server is { HasExited: false })
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }

        server?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private string ConnectionString(string database) =>
        $"Host={folder};Database={database};Username={User};Pooling=false";

    private async Task WaitUntilReadyAsync()
    {
        for (var deadline = DateTime.UtcNow.AddSeconds(60); ;)
        {
            try
            {
                await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
                await using var connection = await source.OpenConnectionAsync();
                return;
            }
            catch (NpgsqlException) when (DateTime.UtcNow < deadline && !server!.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    private static string[] AsUser(string program) => Environment.UserName == "root"
        ? ["setpriv", "--reuid", User, "--regid", User, "--clear-groups", program]
        : [program];

    private static Task<string> OutputOfAsync(string program, string[] arguments) => OutputOfAsync([program], arguments);

    private static async Task<string> OutputOfAsync(string[] program, string[] arguments)
    {
        using var process = Start(program, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException($"{string.Join(' ', program)} ended with {process.ExitCode}: {await errors}");
    }

    private static Process Start(string[] program, string[] arguments) => Process.Start(
        new ProcessStartInfo(program[0], [.. program[1..], .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        })!;
}
