namespace Analytics.Lake.Guard;

/// <summary>Which bytes of consecutive blocks stand within JSON strings.</summary>
internal struct JsonStrings
{
    private const ulong EvenBits = 0x5555_5555_5555_5555;

    private ulong inside;
    private ulong escape;

    /// <summary>Whether the next byte stands within a string.</summary>
    public readonly bool IsInside => inside != 0;

    /// <summary>Whether the next byte is escaped by a backslash.</summary>
    public readonly bool IsEscaped => escape != 0;

    /// <summary>Sets the state before the next byte.</summary>
    public void Set(bool isInside, bool isEscaped)
    {
        inside = isInside ? ulong.MaxValue : 0;
        escape = isEscaped ? 1UL : 0;
    }

    /// <summary>Bits of the bytes within strings, opening quotes included and closing ones not.</summary>
    public ulong Take(in JsonBlock block, out ulong escaped)
    {
        unchecked
        {
            escaped = Escaped(block.Backslash);
            var strings = BlockBits.Within(block.Quote & ~escaped) ^ inside;
            inside = (ulong)((long)strings >> 63);
            return strings;
        }
    }

    // A byte is escaped when an odd run of backslashes ends right before it.
    private ulong Escaped(ulong backslash)
    {
        unchecked
        {
            if (backslash == 0)
            {
                var carried = escape;
                escape = 0;
                return carried;
            }

            backslash &= ~escape;
            var followsBackslash = (backslash << 1) | escape;
            var oddStarts = backslash & ~EvenBits & ~followsBackslash;
            var runsFromEven = oddStarts + backslash;
            escape = runsFromEven < backslash ? 1UL : 0;
            return (EvenBits ^ (runsFromEven << 1)) & followsBackslash;
        }
    }
}
