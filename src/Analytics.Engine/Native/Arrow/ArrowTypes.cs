namespace Analytics.Engine.Native.Arrow;

/// <summary>Turns the format strings of the C data interface into the type tables of the IPC schema.</summary>
internal static class ArrowTypes
{
    private const short Microsecond = 2;
    private const short SinglePrecision = 1;
    private const short DoublePrecision = 2;
    private const short MonthDayNano = 2;

    // Numbers of the union Type in Schema.fbs.
    private enum TypeNumber : byte
    {
        Null = 1,
        Int = 2,
        FloatingPoint = 3,
        Binary = 4,
        Utf8 = 5,
        Bool = 6,
        Decimal = 7,
        Date = 8,
        Time = 9,
        Timestamp = 10,
        Interval = 11,
        List = 12,
        Struct = 13,
        FixedSizeList = 16,
        Map = 17,
    }

    public static int Field(FlatBufferBuilder builder, ArrowField field)
    {
        var name = builder.Text(field.Name);
        var children = builder.OffsetVector(field.Children.Select(child => Field(builder, child)).ToList());
        var metadata = Metadata(builder, field.Metadata);
        var dictionary = field.Dictionary is null ? 0 : DictionaryEncoding(builder, field);
        var (number, type) = TypeTable(builder, field.Dictionary ?? field);
        builder.StartTable(7);
        builder.Reference(0, name);
        builder.Reference(3, type);
        builder.Reference(4, dictionary);
        builder.Reference(5, children);
        builder.Reference(6, metadata);
        builder.Field(1, field.IsNullable);
        builder.Field(2, (byte)number);
        return builder.EndTable();
    }

    /// <summary>A vector of key-value pairs, or 0 for none.</summary>
    public static int Metadata(FlatBufferBuilder builder, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
        {
            return 0;
        }

        var pairs = new List<int>(metadata.Count);
        foreach (var (key, value) in metadata.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            var keyText = builder.Text(key);
            var valueText = builder.Text(value);
            builder.StartTable(2);
            builder.Reference(0, keyText);
            builder.Reference(1, valueText);
            pairs.Add(builder.EndTable());
        }

        return builder.OffsetVector(pairs);
    }

    private static int DictionaryEncoding(FlatBufferBuilder builder, ArrowField field)
    {
        var (_, indexType) = TypeTable(builder, field with { Dictionary = null });
        builder.StartTable(4);
        builder.Field(0, (long)field.DictionaryId);
        builder.Reference(1, indexType);
        return builder.EndTable();
    }

    private static (TypeNumber Number, int Table) TypeTable(
        FlatBufferBuilder builder, ArrowField field) => field.Format switch
    {
        "n" => (TypeNumber.Null, Empty(builder)),
        "b" => (TypeNumber.Bool, Empty(builder)),
        "c" => (TypeNumber.Int, Integer(builder, 8, true)),
        "C" => (TypeNumber.Int, Integer(builder, 8, false)),
        "s" => (TypeNumber.Int, Integer(builder, 16, true)),
        "S" => (TypeNumber.Int, Integer(builder, 16, false)),
        "i" => (TypeNumber.Int, Integer(builder, 32, true)),
        "I" => (TypeNumber.Int, Integer(builder, 32, false)),
        "l" => (TypeNumber.Int, Integer(builder, 64, true)),
        "L" => (TypeNumber.Int, Integer(builder, 64, false)),
        "f" => (TypeNumber.FloatingPoint, OneShort(builder, SinglePrecision)),
        "g" => (TypeNumber.FloatingPoint, OneShort(builder, DoublePrecision)),
        "u" => (TypeNumber.Utf8, Empty(builder)),
        "z" => (TypeNumber.Binary, Empty(builder)),
        "tdD" => (TypeNumber.Date, OneShort(builder, 0)),
        "ttu" => (TypeNumber.Time, Time(builder)),
        "tin" => (TypeNumber.Interval, OneShort(builder, MonthDayNano)),
        "+l" => (TypeNumber.List, Empty(builder)),
        "+s" => (TypeNumber.Struct, Empty(builder)),
        "+m" => (TypeNumber.Map, Empty(builder)),
        _ => TypeWithArguments(builder, field),
    };

    private static (TypeNumber Number, int Table) TypeWithArguments(FlatBufferBuilder builder, ArrowField field)
    {
        if (field.Format.StartsWith("d:", StringComparison.Ordinal))
        {
            return (TypeNumber.Decimal, Decimal(builder, field.Arguments()));
        }

        if (field.Format.StartsWith("+w:", StringComparison.Ordinal))
        {
            return (TypeNumber.FixedSizeList, FixedSizeList(builder, field.Arguments()[0]));
        }

        if (field.Format.StartsWith("ts", StringComparison.Ordinal))
        {
            return (TypeNumber.Timestamp, Timestamp(builder, field.Format));
        }

        throw new EngineException(
            $"Column {field.Name}: found Arrow format '{field.Format}', expected a number, text, blob, date, time, "
            + "list, map or struct. Cast it to VARCHAR in the query.");
    }

    private static int Empty(FlatBufferBuilder builder)
    {
        builder.StartTable(0);
        return builder.EndTable();
    }

    private static int Integer(FlatBufferBuilder builder, int bits, bool isSigned)
    {
        builder.StartTable(2);
        builder.Field(0, bits);
        builder.Field(1, isSigned);
        return builder.EndTable();
    }

    private static int OneShort(FlatBufferBuilder builder, short value)
    {
        builder.StartTable(1);
        builder.Field(0, value);
        return builder.EndTable();
    }

    private static int Time(FlatBufferBuilder builder)
    {
        builder.StartTable(2);
        builder.Field(0, Microsecond);
        builder.Field(1, 64);
        return builder.EndTable();
    }

    private static int Decimal(FlatBufferBuilder builder, int[] arguments)
    {
        builder.StartTable(3);
        builder.Field(0, arguments[0]);
        builder.Field(1, arguments[1]);
        builder.Field(2, arguments.Length > 2 ? arguments[2] : 128);
        return builder.EndTable();
    }

    private static int FixedSizeList(FlatBufferBuilder builder, int length)
    {
        builder.StartTable(1);
        builder.Field(0, length);
        return builder.EndTable();
    }

    // Such as "tsu:UTC": the third letter is the unit, what follows the colon is the time zone, empty for none.
    private static int Timestamp(FlatBufferBuilder builder, string format)
    {
        var zone = format.Length > 4 ? builder.Text(format[4..]) : 0;
        builder.StartTable(2);
        builder.Reference(1, zone);
        builder.Field(0, (short)"smun".IndexOf(format[2], StringComparison.Ordinal));
        return builder.EndTable();
    }
}
