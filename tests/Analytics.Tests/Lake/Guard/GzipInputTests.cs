using System.Text;
using Analytics.Lake.Guard;

namespace Analytics.Tests.Lake.Guard;

/// <summary>A gzip file is taken whole or refused with a byte position; nothing between.</summary>
public sealed class GzipInputTests
{
    private static readonly GuardLimits Limits = new();
    private static readonly byte[] Content = Encoding.UTF8.GetBytes(
        string.Join('\n', Enumerable.Range(0, 200).Select(static number => $"{{\"id\":{number * 7919}}}")));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [Survives(12)]
    public async Task Read_ConcatenatedMembers_AreAllRead(int members)
    {
        var packed = Enumerable.Repeat(LakeFixture.Gzip(Content), members).SelectMany(static bytes => bytes).ToArray();

        var unpacked = await GuardFixture.UnpackAsync([.. packed, 0, 0, 0], Limits);

        Assert.Equal(Enumerable.Repeat(Content, members).SelectMany(static bytes => bytes), unpacked);
    }

    [Fact]
    public async Task Read_EmptyMemberAndOptionalFields_AreRead()
    {
        var plain = LakeFixture.Gzip(Content);
        byte[] named = [.. plain[..3], 0x1E, .. plain[4..10], 3, 0, 1, 2, 3, .. "name\0"u8, .. "comment\0"u8, 9, 9,
            .. plain[10..]];

        Assert.Equal(Content, await GuardFixture.UnpackAsync([.. EmptyMember(), .. named, .. EmptyMember()], Limits));
    }

    [Fact]
    [Survives(10)]
    public async Task Read_CutAnywhere_IsRefused()
    {
        var packed = LakeFixture.Gzip(Content);
        byte[] twice = [.. packed, .. packed];
        for (var length = 1; length < twice.Length; length++)
        {
            if (length != packed.Length)
            {
                var refusal = await Assert.ThrowsAsync<RefusedFileException>(
                    () => GuardFixture.UnpackAsync(twice[..length], Limits));
                Assert.Matches(@"\(byte \d+\)", refusal.Message);
            }
        }
    }

    [Fact]
    [Survives(11)]
    public async Task Read_AnyBitFlipped_IsRefusedOrChangesNothing()
    {
        var packed = LakeFixture.Gzip(Content);
        for (var bit = 0; bit < packed.Length * 8; bit++)
        {
            var flipped = packed.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Assert.Equal(Content, await GuardFixture.UnpackAsync(flipped, Limits));
            }
            catch (RefusedFileException)
            {
                // Refusing is the other right answer: only silent change is wrong.
            }
        }
    }

    [Fact]
    [Survives(13)]
    public async Task Read_Bomb_IsRefusedBeforeItExpands()
    {
        var bomb = LakeFixture.Gzip(new byte[10_000_000]);

        var byRatio = await Assert.ThrowsAsync<RefusedFileException>(
            () => GuardFixture.UnpackAsync(bomb, new GuardLimits { Ratio = 50, RatioFromBytes = 1_000_000 }));
        Assert.Contains("more than 50 times its size", byRatio.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RefusedFileException>(
            () => GuardFixture.UnpackAsync(bomb, new GuardLimits { DecompressedBytes = 1_000_000 }));
    }

    private static byte[] EmptyMember() => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
}
