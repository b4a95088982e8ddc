using System.Text;
using Analytics.Lake.Guard;

namespace Analytics.Tests.Lake.Guard;

/// <summary>
/// The vectorised scan says the same as one that looks at a byte at a time, wherever the pieces are cut.
/// </summary>
public sealed class JsonScanTests
{
    private static readonly byte[] Alphabet = [.. "{{{[[[}}]]\"\"\\\\ a\t\r\n"u8];

    [Fact]
    public void Take_RandomBytes_FindsWhatASlowScanFinds()
    {
        const int Seed = 20260131;
        var random = new Random(Seed);
        var limits = new GuardLimits { Depth = 8, LineBytes = 1024 };
        for (var round = 0; round < 3_000; round++)
        {
            var bytes = RandomBytes(random);
            var scan = GuardFixture.Scan(new JsonScan(limits, hasLines: true, 0, 0), bytes, random);

            var expected = SlowScan(bytes, limits);
            Assert.True(
                expected.SequenceEqual(
                    scan.BadLines.Select(static line => (line.LineNo, line.Offset, line.Length, line.Reason))),
                $"seed {Seed}, round {round}: {Convert.ToHexString(bytes)}");
        }
    }

    [Theory]
    [InlineData(8, null)]
    [InlineData(9, "too_deep")]
    [Survives(15)]
    public void Take_Nesting_CountsBracketsOutsideStringsOnly(int depth, string? reason)
    {
        var line = "\"[[[[[[[[[[[[[\\\"{{{{{\\\\\"" + new string('[', depth) + "\"]]]\"" + new string(']', depth)
            + "\n";
        var scan = GuardFixture.Scan(
            new JsonScan(new GuardLimits { Depth = 8 }, hasLines: true, 0, 0), Encoding.UTF8.GetBytes(line),
            new Random(1));

        Assert.Equal(reason, scan.BadLines.SingleOrDefault().Reason);
    }

    [Fact]
    public void Take_WholeDocument_CountsNestingOverLineBreaks()
    {
        var text = string.Concat(Enumerable.Repeat("[\n", 9));
        var scan = GuardFixture.Scan(
            new JsonScan(new GuardLimits { Depth = 8 }, hasLines: false, 0, 0), Encoding.UTF8.GetBytes(text),
            new Random(1));

        Assert.Equal("too_deep", Assert.Single(scan.BadLines).Reason);
    }

    [Fact]
    public void Take_MoreBadLinesThanAllowed_RefusesTheFile()
    {
        var scan = new JsonScan(new GuardLimits { BadLines = 10 }, hasLines: true, 0, 0);

        Assert.Throws<RefusedFileException>(() => scan.Take(Encoding.UTF8.GetBytes(new string('\n', 20))));
    }

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new List<byte>();
        var length = random.Next(0, 600);
        while (bytes.Count < length)
        {
            bytes.AddRange(random.Next(40) switch
            {
                0 => [0],
                1 => [(byte)random.Next(128, 256)],
                2 => "ä"u8.ToArray(),
                3 => "€"u8.ToArray(),
                4 => "😀"u8.ToArray(),
                5 => Enumerable.Repeat((byte)'x', random.Next(1200)).ToArray(),
                6 => Enumerable.Repeat((byte)'\\', random.Next(100)).ToArray(),
                _ => [Alphabet[random.Next(Alphabet.Length)]],
            });
        }

        return [.. bytes];
    }

    private static List<(long LineNo, long Offset, long Length, string? Reason)> SlowScan(
        byte[] bytes, GuardLimits limits)
    {
        var found = new List<(long LineNo, long Offset, long Length, string? Reason)>();
        var blanks = new List<(long LineNo, long Offset, long Length, string? Reason)>();
        var (lineNo, start) = (0L, 0);
        while (start < bytes.Length)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start);
            end = end < 0 ? bytes.Length : end;
            var line = bytes.AsSpan(start, end - start);
            lineNo++;
            var reason = line.Length > limits.LineBytes ? "line_too_long"
                : line.Contains((byte)0) ? "nul_byte"
                : !IsText(line) ? "bad_utf8"
                : DepthOf(line) > limits.Depth ? "too_deep"
                : null;
            if (reason is null && line.IndexOfAnyExceptInRange((byte)0, (byte)' ') < 0)
            {
                blanks.Add((lineNo, start, line.Length, null));
            }
            else
            {
                found.AddRange(blanks);
                blanks.Clear();
                if (reason is not null)
                {
                    found.Add((lineNo, start, line.Length, reason));
                }
            }

            start = end + 1;
        }

        return found;
    }

    private static bool IsText(ReadOnlySpan<byte> line)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(line);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static int DepthOf(ReadOnlySpan<byte> line)
    {
        var (depth, deepest, isInside, isEscaped) = (0, 0, false, false);
        foreach (var letter in line)
        {
            if (isEscaped)
            {
                isEscaped = false;
                continue;
            }

            isEscaped = letter == '\\';
            isInside ^= letter == '"';
            depth += isInside ? 0 : letter is (byte)'{' or (byte)'[' ? 1 : letter is (byte)'}' or (byte)']' ? -1 : 0;
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }
}
