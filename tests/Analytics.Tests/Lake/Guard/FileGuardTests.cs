using System.Security.Cryptography;
using Analytics.Domain;
using Analytics.Engine;
using Analytics.Lake.Guard;
using Analytics.Lake.Readers;
using Analytics.Sources;

namespace Analytics.Tests.Lake.Guard;

/// <summary>Runs alone, because it counts what the process allocates.</summary>
[CollectionDefinition(nameof(FileGuardTests), DisableParallelization = true)]
public sealed class RunsAlone;

[Collection(nameof(FileGuardTests))]
public sealed class FileGuardTests
{
    private const long GibiByte = 1L << 30;

    [Fact]
    [Survives(14)]
    public async Task Inspect_LineOfOneGibibyte_IsFoundByOffsetInFlatMemory()
    {
        var folder = Directory.CreateTempSubdirectory("guard-test-").FullName;
        var source = new SourceFile(
            "test", "lines", "/", "/long.jsonl", new FileFacts(LongLineStream.TotalBytes, DateTimeOffset.UnixEpoch));
        var reader = Reader.Parse(SqlFile.Parse("lines.sql", LakeFixture.LinesReader));
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var file = await new FileGuard(new LongLineFileOps(), new GuardLimits()).InspectAsync(
            new GuardRequest(source, reader, source.Path, null, Path.Combine(folder, "copy"), IsReplay: false),
            CancellationToken.None);

        var line = Assert.Single(file.BadLines);
        Assert.Equal((2L, 3L, GibiByte, "line_too_long"), (line.LineNo, line.Offset, line.Length, line.Reason));
        Assert.Equal("{}\n{}\n{}", await File.ReadAllTextAsync(file.ReadPath));
        Assert.True(GC.GetTotalAllocatedBytes(precise: true) - before < 64 << 20, "the guard holds a line in memory");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Inspect_AnyFile_IsNamedByTheHashOfItsBytes()
    {
        using var lake = new LakeFixture();
        var bytes = new byte[3_000_000];
        new Random(1).NextBytes(bytes);
        var path = lake.Write(
            "a.json", bytes.Select(static one => (byte)('a' + (one % 20))).Append((byte)'\n').ToArray());
        var ops = new DiskFileOps();
        var source = new SourceFile("test", "pages", lake.SourceFolder, path, ops.GetFacts(path)!.Value);
        var reader = Reader.Parse(SqlFile.Parse("lines.sql", LakeFixture.LinesReader));

        var file = await new FileGuard(ops, new GuardLimits()).InspectAsync(
            new GuardRequest(source, reader, path, null, path + ".copy", IsReplay: false), CancellationToken.None);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path))), file.FileId);
    }

    /// <summary>Two short lines with one of a gibibyte between, made as they are read.</summary>
    private sealed class LongLineStream : Stream
    {
        public const long TotalBytes = 3 + GibiByte + 1 + 2;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => TotalBytes;

        public override long Position { get; set; }

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, TotalBytes - Position);
            buffer[..count].Fill((byte)'x');
            Put(buffer[..count], 0, "{}\n"u8);
            Put(buffer[..count], 3 + GibiByte, "\n{}"u8);
            Position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private void Put(Span<byte> buffer, long at, ReadOnlySpan<byte> text)
        {
            for (var index = 0; index < text.Length; index++)
            {
                if (at + index >= Position && at + index < Position + buffer.Length)
                {
                    buffer[(int)(at + index - Position)] = text[index];
                }
            }
        }
    }

    /// <summary>The disk, but every file that is read is the long one.</summary>
    private sealed class LongLineFileOps : IFileOps
    {
        private readonly DiskFileOps disk = new();

        public Stream OpenRead(string path) => new LongLineStream();

        public Stream Create(string path) => disk.Create(path);

        public FileFacts? GetFacts(string path) => disk.GetFacts(path);

        public bool FileExists(string path) => disk.FileExists(path);

        public bool DirectoryExists(string path) => disk.DirectoryExists(path);

        public IReadOnlyList<string> ListFiles(string root, bool recursive) => disk.ListFiles(root, recursive);

        public void CreateDirectory(string path) => disk.CreateDirectory(path);

        public void CreatePrivateDirectory(string path) => disk.CreatePrivateDirectory(path);

        public IDisposable? TryLock(string path) => disk.TryLock(path);

        public void FlushFile(string path) => disk.FlushFile(path);

        public void FlushDirectory(string path) => disk.FlushDirectory(path);

        public void MoveFile(string source, string target) => disk.MoveFile(source, target);

        public void MoveDirectory(string source, string target) => disk.MoveDirectory(source, target);

        public void DeleteFile(string path) => disk.DeleteFile(path);

        public void DeleteDirectory(string path) => disk.DeleteDirectory(path);
    }
}
