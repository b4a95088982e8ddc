using System.Numerics;

namespace Analytics.Sources.Sample;

/// <summary>
/// xoshiro256** seeded by splitmix64. Integers only: logarithms and powers differ in the last bit between machines, and
/// the committed files must come out the same everywhere. Heavy tails are made by doubling.
/// </summary>
internal sealed class SampleRandom
{
    private const string Base62Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private readonly ulong[] state = new ulong[4];

    /// <summary>
    /// A stream of its own per name, so that adding one part of the company leaves the others unchanged.
    /// </summary>
    public SampleRandom(ulong seed, string stream)
    {
        var mixed = seed ^ HashOf(stream);
        for (var index = 0; index < state.Length; index++)
        {
            mixed = unchecked(mixed + 0x9E3779B97F4A7C15UL);
            var value = mixed;
            value = unchecked((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL);
            value = unchecked((value ^ (value >> 27)) * 0x94D049BB133111EBUL);
            state[index] = value ^ (value >> 31);
        }
    }

    /// <summary>Uniform over all 64-bit values.</summary>
    public ulong Next()
    {
        var result = unchecked(BitOperations.RotateLeft(unchecked(state[1] * 5), 7) * 9);
        var shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = BitOperations.RotateLeft(state[3], 45);
        return result;
    }

    /// <summary>Uniform from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public long Between(long low, long high)
    {
        var span = unchecked((ulong)(high - low)) + 1;
        return low + unchecked((long)Math.BigMul(Next(), span, out _));
    }

    /// <summary>True in <paramref name="perTenThousand"/> of 10,000 cases.</summary>
    public bool Chance(int perTenThousand) => Between(0, 9_999) < perTenThousand;

    /// <summary>Index drawn in proportion to the weights (0 or more, not all 0).</summary>
    public int PickWeighted(IReadOnlyList<long> weights)
    {
        var drawn = Between(0, weights.Sum() - 1);
        for (var index = 0; index < weights.Count; index++)
        {
            drawn -= weights[index];
            if (drawn < 0)
            {
                return index;
            }
        }

        throw new InvalidOperationException("The weights sum to more than their parts.");
    }

    /// <summary>
    /// Right-skewed around <paramref name="typical"/>: between a quarter and just over three times of it.
    /// </summary>
    public long Around(long typical) => typical * Between(500, 1_800) * Between(500, 1_800) / 1_000_000;

    /// <summary>
    /// Pareto-like: <paramref name="smallest"/> doubled while a coin falls right, at most so many times.
    /// </summary>
    public long HeavyTail(long smallest, int doublePerTenThousand, int mostDoublings)
    {
        var value = smallest;
        for (var doubling = 0; doubling < mostDoublings && Chance(doublePerTenThousand); doubling++)
        {
            value *= 2;
        }

        return value * Between(1_000, 1_999) / 1_000;
    }

    /// <summary>Lower-case hex digits.</summary>
    public string Hex(int digits) => Draw("0123456789abcdef", digits);

    /// <summary>Digits and letters, as provider ids use them.</summary>
    public string Base62(int digits) => Draw(Base62Digits, digits);

    /// <summary>A random UUID in its usual spelling (version 4).</summary>
    public string Uuid() => $"{Hex(8)}-{Hex(4)}-4{Hex(3)}-{Draw("89ab", 1)}{Hex(3)}-{Hex(12)}";

    private string Draw(string digits, int count)
    {
        var text = new char[count];
        for (var index = 0; index < count; index++)
        {
            text[index] = digits[(int)Between(0, digits.Length - 1)];
        }

        return new string(text);
    }

    private static ulong HashOf(string text)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 0x100000001B3UL);
        }

        return hash;
    }
}
