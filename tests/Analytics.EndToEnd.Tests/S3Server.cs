using System.Diagnostics;
using Analytics.ObjectStorage;
using Analytics.Tests.Engine;

namespace Analytics.EndToEnd.Tests;

/// <summary>A bucket in a real S3 server on this machine.</summary>
internal sealed class S3Server : IDisposable
{
    /// <summary>Its bucket.</summary>
    public const string Bucket = "analytics-tests";

    // The one key that the server knows.
    private const string KnownKey = "S3RVER";

    private readonly Process process;

    private S3Server(Process process, string address)
    {
        this.process = process;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>Starts it; objects go below a folder.</summary>
    public static async Task<S3Server> StartAsync(string folder)
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", KnownKey);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", KnownKey);
        var process = Process.Start(new ProcessStartInfo(
            "node", [Path.Combine(Oracle.Scripts, "s3.mjs"), Oracle.Modules, folder, Bucket])
        {
            RedirectStandardOutput = true,
        })!;
        var port = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.False(string.IsNullOrEmpty(port), "The S3 server did not start.");
        return new S3Server(process, $"http://127.0.0.1:{port}");
    }

    /// <summary>The bucket below a prefix.</summary>
    public ObjectBucket Open(string prefix) => new(
        new BucketOptions { Bucket = Bucket, Prefix = prefix, Endpoint = Address, AllowPrivateAddresses = true, Attempts = 1 },
        "Test");

    /// <summary>Settings of a worker for the bucket below a prefix.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings(string section, string prefix) =>
    [
        new($"{section}__Bucket", Bucket), new($"{section}__Prefix", prefix), new($"{section}__Endpoint", Address),
        new($"{section}__AllowPrivateAddresses", "true"), new($"{section}__Attempts", "2"),
    ];

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
