using System.Text;
using Analytics.Lake.Guard;

namespace Analytics.Tests.Lake.Guard;

/// <summary>The scan by blocks of bytes says the same as the one by bytes, wherever the pieces are cut.</summary>
public sealed class CsvScanTests
{
    private static readonly string[] Fields =
        ["", "1", "text", "\"quoted\"", "\"a,b\"", "\"two\r\nlines\"", "\"a \"\"word\"\"\"", "\"\"\"\"", "\"\"", "ä€😀"];

    private static readonly string[] Oddities = ["\"", "a\"b", "\"a\"b", "\r", "\r\r", ",", "\n\n", "\0", "\"a\"\r,", "\"a\"\rb"];

    [Fact]
    public void Take_RandomRecords_FindsWhatAScanByBytesFinds()
    {
        const int Seed = 20261123;
        var random = new Random(Seed);
        var limits = new GuardLimits { LineBytes = 300 };
        var (records, bad) = (0L, 0);
        for (var round = 0; round < 3_000; round++)
        {
            var bytes = RandomRecords(random, isOdd: round % 2 == 1);

            var byBytes = Scan(limits, bytes, static () => 1);
            var byBlocks = Scan(limits, bytes, () => random.Next(1, 500));

            Assert.True(
                byBytes.Records == byBlocks.Records && byBytes.BadLines.SequenceEqual(byBlocks.BadLines),
                $"seed {Seed}, round {round}: {Convert.ToHexString(bytes)}");
            records += byBlocks.Records;
            bad += byBlocks.BadLines.Count;
        }

        Assert.InRange(bad, records / 20, records / 2);
    }

    [Fact]
    public void Take_FieldsWithSeparatorsAndBreaks_AreOneRecordEach()
    {
        var text = "a,b,c\r\n" + string.Concat(Enumerable.Repeat("\"x,\r\n\"\"y\"\"\",2,\"\"\r\n", 100));

        var scan = Scan(new GuardLimits(), Encoding.UTF8.GetBytes(text), static () => 4_096);

        Assert.Equal(101, scan.Records);
        Assert.Empty(scan.BadLines);
    }

    private static CsvScan Scan(GuardLimits limits, byte[] bytes, Func<int> pieceLength)
    {
        var scan = new CsvScan(limits, 0);
        for (var at = 0; at < bytes.Length;)
        {
            var length = Math.Min(bytes.Length - at, pieceLength());
            scan.Take(bytes.AsSpan(at, length));
            at += length;
        }

        scan.Complete();
        return scan;
    }

    private static byte[] RandomRecords(Random random, bool isOdd)
    {
        var text = new StringBuilder("a,b,c\n");
        for (var record = random.Next(30); record > 0; record--)
        {
            text.AppendJoin(',', Enumerable.Range(0, random.Next(30) == 0 ? 4 : 3).Select(_ => Fields[random.Next(Fields.Length)]));
            if (isOdd && random.Next(8) == 0)
            {
                text.Append(Oddities[random.Next(Oddities.Length)]);
            }

            if (random.Next(60) == 0)
            {
                text.Append('x', 290);
            }

            text.Append(random.Next(2) == 0 ? "\n" : "\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
