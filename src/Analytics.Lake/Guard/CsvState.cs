namespace Analytics.Lake.Guard;

/// <summary>Where a byte stands in CSV (RFC 4180, comma), and what the record so far consists of.</summary>
internal struct CsvState
{
    private Place place;

    private enum Place
    {
        FieldStart,
        Plain,
        Quoted,
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
