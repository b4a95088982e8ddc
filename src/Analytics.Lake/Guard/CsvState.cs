namespace Analytics.Lake.Guard;

/// <summary>Where a byte stands in CSV (RFC 4180, comma), and what the record so far consists of.</summary>
internal struct CsvState
{
    private const ulong LastBit = 1UL << 63;

    private Place place;

    /// <summary>Where a byte follows.</summary>
    internal enum Place
    {
        /// <summary>A separator, or nothing of the record.</summary>
        FieldStart,

        /// <summary>A byte of a field without quotes.</summary>
        Plain,

        /// <summary>A byte within quotes, or the quote before them.</summary>
        Quoted,

        /// <summary>A quote within quotes, which ends them unless another one follows.</summary>
        QuoteInQuoted,
    }

    /// <summary>Separators in the record.</summary>
    public int Separators { get; private set; }

    /// <summary>A quote stands where none may, or a text follows a closing quote.</summary>
    public bool HasBrokenQuote { get; private set; }

    /// <summary>Whether the record has any byte but line breaks.</summary>
    public bool HasContent { get; private set; }

    /// <summary>Whether a quoted field is open.</summary>
    public readonly bool IsQuoted => place == Place.Quoted;

    /// <summary>Takes one byte; true when it is the line feed that ends the record.</summary>
    /// <param name="letter">The byte.</param>
    /// <param name="isTooLong">
    /// A record beyond all limits ends at any line feed, or one open quote would take the whole file.
    /// </param>
    public bool Take(byte letter, bool isTooLong)
    {
        if (letter == '\n' && (place != Place.Quoted || isTooLong))
        {
            return true;
        }

        HasContent |= letter != '\r';
        place = place switch
        {
            Place.Quoted => letter == '"' ? Place.QuoteInQuoted : Place.Quoted,
            Place.QuoteInQuoted when letter == '"' => Place.Quoted,
            _ => TakeOutside(letter),
        };
        return false;
    }

    /// <summary>
    /// Follows the quotes through a block; false when one stands where none may or a carriage return does not end a line,
    /// which wants a look at each byte. Takes nothing.
    /// </summary>
    /// <param name="block">The block.</param>
    /// <param name="within">Bits of the bytes within quotes, opening ones included and closing ones not.</param>
    /// <param name="end">Where the byte after the block follows.</param>
    public readonly bool TryFollow(in CsvBlock block, out ulong within, out Place end)
    {
        within = BlockBits.Within(block.Quote) ^ (place == Place.Quoted ? ulong.MaxValue : 0);
        var opening = block.Quote & within;
        var closing = block.Quote & ~within;
        var breaks = (block.Separator | block.Newline) & ~within;
        var returns = block.Return & ~within;

        // The quote of a pair of quotes opens anew what the one before it has closed.
        var mayOpen = ((breaks | closing) << 1) | (place is Place.FieldStart or Place.QuoteInQuoted ? 1UL : 0);
        var afterClosing = (closing << 1) | (place == Place.QuoteInQuoted ? 1UL : 0);
        var odd = (opening & ~mayOpen) | (afterClosing & ~(breaks | opening | returns)) | (returns & ~(block.Newline >> 1));
        end = within >= LastBit ? Place.Quoted
            : closing >= LastBit ? Place.QuoteInQuoted
            : breaks >= LastBit ? Place.FieldStart
            : Place.Plain;
        return odd == 0;
    }

    /// <summary>Adds what stands in a part of the record.</summary>
    public void Add(int separators, bool hasContent)
    {
        Separators += separators;
        HasContent |= hasContent;
    }

    /// <summary>Sets where the next byte follows.</summary>
    public void Stand(Place next) => place = next;

    private Place TakeOutside(byte letter)
    {
        switch (letter)
        {
            case (byte)',':
                Separators++;
                return Place.FieldStart;
            case (byte)'"' when place == Place.FieldStart:
                return Place.Quoted;
            case (byte)'\r':
                return place;
            default:
                HasBrokenQuote |= letter == '"' || place == Place.QuoteInQuoted;
                return Place.Plain;
        }
    }
}
