namespace Analytics.Sources.Receiver;

/// <summary>Walks over the fields of one protobuf message.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private const ulong FieldMax = 536_870_911;
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    private ReadOnlySpan<byte> rest = message;
    private int wireType;

    /// <summary>Number of the field.</summary>
    public int Field { get; private set; }

    /// <summary>Value of a field of variable length.</summary>
    public ulong Number { get; private set; }

    /// <summary>Value of any other field.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Goes to the next field; false at the end.</summary>
    /// <exception cref="InvalidDataException">The message is cut short or malformed.</exception>
    public bool Next()
    {
        if (rest.IsEmpty)
        {
            return false;
        }

        var tag = ReadVarint();
        if (tag >> 3 is 0 or > FieldMax)
        {
            throw new InvalidDataException("found a field number that protobuf does not have, expected 1 to 536870911");
        }

        Field = (int)(tag >> 3);
        wireType = (int)(tag & 7);
        Number = 0;
        Bytes = default;
        switch (wireType)
        {
            case Varint:
                Number = ReadVarint();
                break;
            case Fixed64:
                Bytes = Take(8);
                break;
            case Delimited:
                Bytes = Take(ReadVarint());
                break;
            case Fixed32:
                Bytes = Take(4);
                break;
            default:
                throw new InvalidDataException($"found wire type {wireType}, expected 0, 1, 2 or 5 of protobuf");
        }

        return true;
    }

    /// <summary>Refuses a value that does not fit its field.</summary>
    /// <exception cref="InvalidDataException">The wire type is another.</exception>
    public readonly void Require(OtlpField field)
    {
        var expected = field.Kind switch
        {
            OtlpKind.Fixed64 or OtlpKind.Double => Fixed64,
            OtlpKind.Fixed32 => Fixed32,
            OtlpKind.Int64 or OtlpKind.Number or OtlpKind.Flag => Varint,
            _ => Delimited,
        };
        if (wireType != expected)
        {
            throw new InvalidDataException($"found wire type {wireType} for {field.Name}, expected {expected}");
        }
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var index = 0; index < 10 && index < rest.Length; index++)
        {
            value |= (ulong)(rest[index] & 0x7f) << (7 * index);
            if (rest[index] < 0x80)
            {
                rest = rest[(index + 1)..];
                return value;
            }
        }

        throw new InvalidDataException("found a number that does not end, expected protobuf");
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)rest.Length)
        {
            throw new InvalidDataException("found a message that is cut short, expected a whole one");
        }

        var taken = rest[..(int)count];
        rest = rest[(int)count..];
        return taken;
    }
}
