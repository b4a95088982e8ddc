using System.Globalization;

namespace Analytics.Benchmarks.Generation;

/// <summary>Random choices from a seed: the same on every machine and with every .NET version.</summary>
internal sealed class Drawing(int seed)
{
    private const string Base62Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // Random with a seed keeps its algorithm for good; the one without a seed does not.
    private readonly Random random = new(seed);

    /// <summary>Uniform, both ends included.</summary>
    public int Between(int low, int high) => random.Next(low, high + 1);

    /// <summary>True in so many of a hundred cases.</summary>
    public bool Chance(int percent) => random.Next(100) < percent;

    /// <summary>One of several.</summary>
    public T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    /// <summary>Right-skewed: mostly a fraction of the typical value, at times many times it.</summary>
    public int Around(int typical)
    {
        var value = (typical / 4) + random.Next(typical);
        for (var doubling = 0; doubling < 5 && random.Next(4) == 0; doubling++)
        {
            value *= 2;
        }

        return value;
    }

    /// <summary>Lower-case hex digits.</summary>
    public string Hex(int digits) => random.GetString("0123456789abcdef", digits);

    /// <summary>Digits and letters, as providers' ids use them.</summary>
    public string Base62(int digits) => random.GetString(Base62Digits, digits);

    /// <summary>A UUID in its usual spelling.</summary>
    public string Uuid() => string.Create(
        CultureInfo.InvariantCulture, $"{Hex(8)}-{Hex(4)}-4{Hex(3)}-a{Hex(3)}-{Hex(12)}");
}
