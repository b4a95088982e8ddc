using System.Collections.Frozen;
using Analytics.Domain;
using Analytics.Pipeline;
using Analytics.Sources.Receiver;
using Analytics.Worker.Service;

namespace Analytics.Worker.Http.Receiver;

/// <summary>The journals of all sources that are received; they open before the service listens and close after it.</summary>
internal sealed class ReceiverService : IHostedService
{
    /// <summary>Source of OpenTelemetry traces.</summary>
    public const string OtlpSource = "otlp";

    private static readonly TimeSpan DiskLookInterval = TimeSpan.FromSeconds(1);

    private readonly FrozenDictionary<string, LandingJournal> journals;
    private readonly DataRoot root;
    private readonly TimeProvider time;
    private readonly int minFreeMebibytes;
    private long lookedAt;
    private long freeBytes = long.MaxValue;

    /// <summary>Names the journals; the host opens them.</summary>
    public ReceiverService(DataRoot root, IFileOps files, ServiceOptions options, TimeProvider time)
    {
        this.root = root;
        this.time = time;
        Options = options.Receiver.Limits;
        minFreeMebibytes = options.MinFreeMebibytes;
        journals = options.Receiver.Sources.Keys.Append(OtlpSource).ToFrozenDictionary(
            static name => name,
            name => new LandingJournal(root.JournalOf(name), Options, files, time),
            StringComparer.Ordinal);
    }

    /// <summary>Limits.</summary>
    public ReceiverOptions Options { get; }

    /// <summary>Whether a source is declared.</summary>
    public bool Has(string source) => journals.ContainsKey(source);

    /// <summary>How long a sender should wait; null when its body can be taken now.</summary>
    public TimeSpan? WaitFor(long bytes)
    {
        var queued = journals.Values.Sum(static journal => journal.QueuedBytes);
        if (queued + bytes > Options.QueueMebibytes * 1024L * 1024)
        {
            return TimeSpan.FromSeconds(1);
        }

        if (time.GetElapsedTime(Interlocked.Read(ref lookedAt)) > DiskLookInterval)
        {
            Interlocked.Exchange(ref lookedAt, time.GetTimestamp());
            Interlocked.Exchange(ref freeBytes, new DriveInfo(root.Landing).AvailableFreeSpace);
        }

        return Interlocked.Read(ref freeBytes) < minFreeMebibytes * 1024L * 1024 ? TimeSpan.FromSeconds(60) : null;
    }

    /// <summary>Takes lines of a declared source; done when they lie on the disk.</summary>
    /// <exception cref="IOException">They could not be written.</exception>
    public Task AppendAsync(string source, byte[] lines) => journals[source].AppendAsync(lines);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var journal in journals.Values)
        {
            journal.Start();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var journal in journals.Values)
        {
            await journal.DisposeAsync();
        }
    }
}
