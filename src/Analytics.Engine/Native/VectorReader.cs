using System.Numerics;
using System.Text;

namespace Analytics.Engine.Native;

/// <summary>
/// Reads the values of one column (or one child of a nested column) out of the current chunk's memory.
/// </summary>
internal sealed unsafe class VectorReader
{
    private readonly ColumnType type;
    private readonly VectorReader[] children;
    private void* data;
    private ulong* validity;

    public VectorReader(ColumnType type)
    {
        this.type = type;
        children = Array.ConvertAll(type.Children, static child => new VectorReader(child));
    }

    public ColumnType Type => type;

    /// <summary>
    /// Points at the next chunk's vector; what was read before stays valid, since values are copied out.
    /// </summary>
    public void Attach(nint vector)
    {
        data = NativeMethods.duckdb_vector_get_data(vector);
        validity = NativeMethods.duckdb_vector_get_validity(vector);
        for (var index = 0; index < children.Length; index++)
        {
            children[index].Attach(type.Id switch
            {
                NativeType.Struct => NativeMethods.duckdb_struct_vector_get_child(vector, (ulong)index),
                NativeType.Array => NativeMethods.duckdb_array_vector_get_child(vector),
                _ => NativeMethods.duckdb_list_vector_get_child(vector),
            });
        }
    }

    public bool IsNull(int row) => validity is not null && (validity[row >> 6] & (1UL << (row & 63))) == 0;

    /// <summary>
    /// The fixed-size value at a row; the caller knows that <typeparamref name="T"/> is what the vector holds.
    /// </summary>
    public T Raw<T>(int row)
        where T : unmanaged => ((T*)data)[row];

    public string Text(int row) => Encoding.UTF8.GetString(NativeString.Bytes((NativeString*)data + row));

    /// <summary>The value at a row, or null for NULL.</summary>
    /// <exception cref="EngineException">The value does not fit its .NET type.</exception>
    /// <exception cref="NotSupportedException">The type has no .NET counterpart; the message says what to cast it
    /// to.</exception>
    public object? Value(int row)
    {
        if (IsNull(row))
        {
            return null;
        }

        return type.Id switch
        {
            NativeType.Boolean => Raw<byte>(row) != 0,
            NativeType.TinyInt => Raw<sbyte>(row),
            NativeType.SmallInt => Raw<short>(row),
            NativeType.Integer => Raw<int>(row),
            NativeType.BigInt => Raw<long>(row),
            NativeType.UTinyInt => Raw<byte>(row),
            NativeType.USmallInt => Raw<ushort>(row),
            NativeType.UInteger => Raw<uint>(row),
            NativeType.UBigInt => Raw<ulong>(row),
            NativeType.Float => Raw<float>(row),
            NativeType.Double => Raw<double>(row),
            NativeType.HugeInt => (BigInteger)Raw<NativeHugeInt>(row).ToInt128(),
            NativeType.UHugeInt => (BigInteger)Raw<NativeHugeInt>(row).ToUInt128(),
            NativeType.Decimal => Decimals.ToDecimal(Integer(row), type.Scale),
            NativeType.VarChar => Text(row),
            NativeType.Enum => type.Names[(int)Integer(row)],
            NativeType.Blob => NativeString.Bytes((NativeString*)data + row).ToArray(),
            NativeType.Uuid => Uuids.ToGuid(Raw<NativeHugeInt>(row)),
            NativeType.List or NativeType.Array => List(row),
            NativeType.Struct => Struct(row),
            NativeType.Map => Map(row),
            _ => Moment(row),
        };
    }

    private object Moment(int row) => type.Id switch
    {
        NativeType.Date => Moments.ToDate(Raw<int>(row)),
        NativeType.Time => new TimeOnly(checked(Raw<long>(row) * TimeSpan.TicksPerMicrosecond)),
        NativeType.Timestamp => Moments.ToDateTime(Raw<long>(row), TimeSpan.TicksPerMicrosecond),
        NativeType.TimestampSeconds => Moments.ToDateTime(Raw<long>(row), TimeSpan.TicksPerSecond),
        NativeType.TimestampMilliseconds => Moments.ToDateTime(Raw<long>(row), TimeSpan.TicksPerMillisecond),
        NativeType.TimestampNanoseconds => Moments.ToDateTime(Raw<long>(row) / TimeSpan.NanosecondsPerTick, 1),
        NativeType.TimestampTz => Moments.ToDateTimeOffset(Raw<long>(row)),
        NativeType.Interval => Moments.ToTimeSpan(Raw<NativeInterval>(row)),
        _ => throw new NotSupportedException(
            $"Found a column of DuckDB type number {(int)type.Id}, expected one that has a .NET counterpart. "
            + "Cast it to VARCHAR in the query."),
    };

    private Int128 Integer(int row) => type.Storage switch
    {
        NativeType.UTinyInt => Raw<byte>(row),
        NativeType.USmallInt => Raw<ushort>(row),
        NativeType.UInteger => Raw<uint>(row),
        NativeType.SmallInt => Raw<short>(row),
        NativeType.Integer => Raw<int>(row),
        NativeType.BigInt => Raw<long>(row),
        _ => Raw<NativeHugeInt>(row).ToInt128(),
    };

    private List<object?> List(int row)
    {
        var (offset, length) = Slice(row);
        var values = new List<object?>(length);
        for (var index = 0; index < length; index++)
        {
            values.Add(children[0].Value(offset + index));
        }

        return values;
    }

    private Dictionary<string, object?> Struct(int row)
    {
        var fields = new Dictionary<string, object?>(children.Length, StringComparer.Ordinal);
        for (var index = 0; index < children.Length; index++)
        {
            fields[type.Names[index]] = children[index].Value(row);
        }

        return fields;
    }

    private Dictionary<object, object?> Map(int row)
    {
        var (offset, length) = Slice(row);
        var (keys, values) = (children[0].children[0], children[0].children[1]);
        var entries = new Dictionary<object, object?>(length);
        for (var index = offset; index < offset + length; index++)
        {
            // DuckDB refuses NULL as a key, so Value is never null there.
            entries[keys.Value(index)!] = values.Value(index);
        }

        return entries;
    }

    private (int Offset, int Length) Slice(int row)
    {
        if (type.Id == NativeType.Array)
        {
            return (row * type.Length, type.Length);
        }

        var entry = Raw<NativeListEntry>(row);
        return ((int)entry.Offset, (int)entry.Length);
    }
}
