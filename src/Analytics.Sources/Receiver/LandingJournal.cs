using System.Globalization;
using System.Security.Cryptography;
using System.Threading.Channels;
using Analytics.Domain;

namespace Analytics.Sources.Receiver;

/// <summary>
/// Takes the bodies of one source to disk. All that wait are written together and flushed once; only then does any of
/// their senders hear that it was taken. A file under way is called <c>.open</c>; closed it becomes <c>.jsonl</c>, which
/// ingest sees. Beside it a file <c>.keys</c> says which bodies stand in it: what stands behind them after a crash was never
/// acknowledged and is cut off, and a body that is sent again is taken once.
/// </summary>
public sealed class LandingJournal : IAsyncDisposable
{
    private const int BatchBytesMax = 8 * 1024 * 1024;
    private const string OpenSuffix = ".open";
    private const string KeysSuffix = ".keys";

    private readonly string folder;
    private readonly ReceiverOptions options;
    private readonly IFileOps files;
    private readonly TimeProvider time;
    private readonly BodyMemory memory;
    private readonly Channel<Pending> queue = Channel.CreateUnbounded<Pending>(
        new UnboundedChannelOptions { SingleReader = true });

    private readonly List<(string Path, int Records)> unfinished = [];
    private Task writer = Task.CompletedTask;
    private Segment? segment;
    private long queuedBytes;

    /// <summary>Names the journal; <see cref="Start"/> opens it.</summary>
    /// <param name="folder">Folder of the source below landing, absolute.</param>
    /// <param name="options">Limits.</param>
    /// <param name="files">File operations.</param>
    /// <param name="time">Clock.</param>
    public LandingJournal(string folder, ReceiverOptions options, IFileOps files, TimeProvider time)
    {
        this.folder = folder;
        this.options = options;
        this.files = files;
        this.time = time;
        memory = new BodyMemory(options.RememberedBodies);
    }

    /// <summary>Bytes that wait for the disk.</summary>
    public long QueuedBytes => Interlocked.Read(ref queuedBytes);

    /// <summary>Repairs what a crash left behind and begins to take bodies.</summary>
    public void Start()
    {
        files.CreateDirectory(folder);
        foreach (var path in files.ListFiles(folder, recursive: false))
        {
            if (path.EndsWith(OpenSuffix, StringComparison.Ordinal))
            {
                Recover(path, int.MaxValue);
            }
        }

        foreach (var path in files.ListFiles(folder, recursive: false))
        {
            if (path.EndsWith(KeysSuffix, StringComparison.Ordinal))
            {
                foreach (var record in BodyRecord.ReadAll(path, files))
                {
                    memory.Add(record.Mark);
                }
            }
        }

        writer = Task.Run(WriteAsync);
    }

    /// <summary>Takes one body of whole lines; done when it lies on the disk, with false when it lay there already.</summary>
    /// <exception cref="IOException">It could not be written; the sender must send it again.</exception>
    public Task<bool> AppendAsync(ReadOnlyMemory<byte> lines)
    {
        var pending = new Pending(lines, BodyMemory.MarkOf(lines.Span));
        Interlocked.Add(ref queuedBytes, lines.Length);
        if (!queue.Writer.TryWrite(pending))
        {
            Interlocked.Add(ref queuedBytes, -lines.Length);
            throw new IOException($"{folder}: the receiver is stopping. Send again later.");
        }

        return pending.Done.Task;
    }

    /// <summary>Writes what waits and closes the file under way.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writer;
        Close();
        FinishAbandoned();
    }

    private async Task WriteAsync()
    {
        var reader = queue.Reader;
        var more = reader.WaitToReadAsync().AsTask();
        while (true)
        {
            // A file with something in it is closed in time even if nothing more comes.
            if (segment is { } open && !more.IsCompleted)
            {
                var left = TimeSpan.FromSeconds(options.SegmentSeconds) - time.GetElapsedTime(open.StartedAt);
                var due = left > TimeSpan.Zero ? Task.Delay(left, time) : Task.CompletedTask;
                if (await Task.WhenAny(more, due) == due && !more.IsCompleted)
                {
                    Close();
                    continue;
                }
            }

            if (!await more)
            {
                return;
            }

            WriteBatch(Take(reader));
            more = reader.WaitToReadAsync().AsTask();
        }
    }

    private static List<Pending> Take(ChannelReader<Pending> reader)
    {
        var batch = new List<Pending>();
        for (var bytes = 0L; bytes < BatchBytesMax && reader.TryRead(out var pending); bytes += pending.Lines.Length)
        {
            batch.Add(pending);
        }

        return batch;
    }

    private void WriteBatch(List<Pending> batch)
    {
        Exception? fault = null;
        var isNew = new bool[batch.Count];
        try
        {
            FinishAbandoned();
            var open = segment ??= Segment.Create(folder, files, time);
            var marks = new HashSet<UInt128>();
            for (var index = 0; index < batch.Count; index++)
            {
                isNew[index] = !memory.Contains(batch[index].Mark) && marks.Add(batch[index].Mark);
                if (isNew[index])
                {
                    open.Write(batch[index].Lines.Span, batch[index].Mark);
                }
            }

            open.Flush();
            foreach (var mark in marks)
            {
                memory.Add(mark);
            }

            if (open.Bytes >= options.SegmentMebibytes * 1024L * 1024 || IsDue(open))
            {
                Close();
            }
        }
        catch (Exception caught) when (caught is IOException or UnauthorizedAccessException)
        {
            fault = new IOException($"{folder}: {caught.Message} Nothing was taken; send again.", caught);
            Abandon();
        }

        for (var index = 0; index < batch.Count; index++)
        {
            Interlocked.Add(ref queuedBytes, -batch[index].Lines.Length);
            if (fault is null)
            {
                batch[index].Done.SetResult(isNew[index]);
            }
            else
            {
                batch[index].Done.SetException(fault);
            }
        }
    }

    private bool IsDue(Segment open) => time.GetElapsedTime(open.StartedAt) >= TimeSpan.FromSeconds(options.SegmentSeconds);

    private void Close()
    {
        if (segment is not { } open)
        {
            return;
        }

        segment = null;
        open.Dispose();
        if (open.Bytes > 0)
        {
            files.MoveFile(open.Path, Closed(open.Path));
            files.FlushDirectory(folder);
        }
        else
        {
            files.DeleteFile(open.Path);
            files.DeleteFile(KeysOf(open.Path));
        }
    }

    /// <summary>After a failed write the end of the file is not known: it is repaired as after a crash.</summary>
    private void Abandon()
    {
        if (segment is not { } open)
        {
            return;
        }

        segment = null;
        unfinished.Add((open.Path, open.Acknowledged));
        try
        {
            open.Dispose();
        }
        catch (IOException)
        {
            // What could not be written was not acknowledged.
        }
    }

    /// <summary>Closes abandoned files with what was acknowledged of them, as soon as the disk allows it.</summary>
    private void FinishAbandoned()
    {
        while (unfinished is [var (path, records), ..])
        {
            Recover(path, records);
            unfinished.RemoveAt(0);
        }
    }

    private void Recover(string path, int acknowledged)
    {
        var records = BodyRecord.ReadAll(KeysOf(path), files);
        if (records.Count > acknowledged)
        {
            records = [.. records.Take(acknowledged)];
            WriteKeys(path, records);
        }

        var length = records.Sum(static record => (long)record.Bytes);
        if (length == 0)
        {
            files.DeleteFile(path);
            files.DeleteFile(KeysOf(path));
            return;
        }

        var whole = path + ".whole";
        using (var source = files.OpenRead(path))
        using (var target = files.Create(whole))
        {
            var buffer = new byte[1 << 16];
            for (var left = length; left > 0;)
            {
                var read = source.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
                if (read == 0)
                {
                    throw new InvalidDataException(
                        $"{path}: {left} bytes that were acknowledged are missing. Check the disk, then remove the file "
                        + "and its .keys.");
                }

                target.Write(buffer, 0, read);
                left -= read;
            }
        }

        files.FlushFile(whole);
        files.MoveFile(whole, Closed(path));
        files.DeleteFile(path);
        files.FlushDirectory(folder);
    }

    private void WriteKeys(string path, IReadOnlyList<BodyRecord> records)
    {
        var whole = KeysOf(path) + ".whole";
        using (var keys = files.Create(whole))
        {
            foreach (var record in records)
            {
                keys.Write(record.ToBytes());
            }
        }

        files.FlushFile(whole);
        files.MoveFile(whole, KeysOf(path));
    }

    private static string Closed(string path) => path[..^OpenSuffix.Length] + ".jsonl";

    private static string KeysOf(string path) => path[..^OpenSuffix.Length] + KeysSuffix;

    private sealed record Pending(ReadOnlyMemory<byte> Lines, UInt128 Mark)
    {
        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>The file under way and its keys.</summary>
    private sealed class Segment(string path, Stream lines, Stream keys, IFileOps files, long startedAt) : IDisposable
    {
        private int written;

        public string Path => path;

        public long StartedAt => startedAt;

        public long Bytes { get; private set; }

        /// <summary>Bodies that were flushed.</summary>
        public int Acknowledged { get; private set; }

        public static Segment Create(string folder, IFileOps files, TimeProvider time)
        {
            var name = string.Create(
                CultureInfo.InvariantCulture,
                $"{time.GetUtcNow():yyyyMMdd'T'HHmmssfff}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
            var path = System.IO.Path.Combine(folder, name + OpenSuffix);
            var segment = new Segment(
                path, files.Create(path), files.Create(KeysOf(path)), files, time.GetTimestamp());
            files.FlushDirectory(folder);
            return segment;
        }

        public void Write(ReadOnlySpan<byte> body, UInt128 mark)
        {
            lines.Write(body);
            keys.Write(new BodyRecord(mark, body.Length).ToBytes());
            Bytes += body.Length;
            written++;
        }

        /// <summary>Lines first: keys must never speak of lines that are not there.</summary>
        public void Flush()
        {
            lines.Flush();
            files.FlushFile(path);
            keys.Flush();
            files.FlushFile(KeysOf(path));
            Acknowledged = written;
        }

        public void Dispose()
        {
            lines.Dispose();
            keys.Dispose();
        }
    }
}
