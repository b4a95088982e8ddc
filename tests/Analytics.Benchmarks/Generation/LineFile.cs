using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Analytics.Benchmarks.Generation;

/// <summary>A file of JSON lines being written.</summary>
internal sealed class LineFile : IDisposable
{
    private const int BufferBytes = 1 << 20;

    private readonly FileStream stream;
    private readonly ArrayBufferWriter<byte> buffer = new(BufferBytes + (1 << 16));
    private readonly Utf8JsonWriter json;

    /// <summary>Creates the file, or goes on at its end.</summary>
    public LineFile(string path)
    {
        // The buffer is here, because one that hands on whole lines saves a copy.
        stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        json = new Utf8JsonWriter(
            buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    /// <summary>Lines written.</summary>
    public long Lines { get; private set; }

    /// <summary>Bytes written.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds a line; the action writes one object.</summary>
    public void Add(Action<Utf8JsonWriter> write)
    {
        var before = buffer.WrittenCount;
        json.Reset();
        write(json);
        json.Flush();
        buffer.Write("\n"u8);
        Lines++;
        Bytes += buffer.WrittenCount - before;
        if (buffer.WrittenCount >= BufferBytes)
        {
            Flush();
        }
    }

    /// <summary>Writes what is left and closes the file.</summary>
    public void Dispose()
    {
        Flush();
        json.Dispose();
        stream.Dispose();
    }

    private void Flush()
    {
        stream.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }
}
