using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;

namespace Analytics.Engine.Package;

/// <summary>
/// One or several statements. A query's rows are streamed: its memory does not grow with the result.
/// </summary>
internal sealed partial class PackageCommand(PackageConnection owner) : DbCommand
{
    private readonly DuckDBCommand inner = owner.Inner.CreateCommand();

    [AllowNull]
    public override string CommandText
    {
        get => inner.CommandText;
        set => inner.CommandText = value ?? "";
    }

    /// <summary>Ignored: a limit on time is a cancellation token's.</summary>
    public override int CommandTimeout { get; set; }

    public override CommandType CommandType
    {
        get => CommandType.Text;
        set
        {
            if (value != CommandType.Text)
            {
                throw new NotSupportedException($"Found {value}, expected CommandType.Text.");
            }
        }
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => owner;
        set
        {
            if (!ReferenceEquals(value, owner))
            {
                throw new NotSupportedException("A command belongs to the connection that made it.");
            }
        }
    }

    protected override DbParameterCollection DbParameterCollection => inner.Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel() => owner.Interrupt();

    /// <summary>
    /// Does nothing: a statement is prepared as it runs, since the ones before it may create what it names.
    /// </summary>
    public override void Prepare()
    {
    }

    /// <summary>Runs all statements; the result is the number of rows that they changed.</summary>
    public override int ExecuteNonQuery() => Run(() =>
    {
        inner.UseStreamingMode = false;
        return inner.ExecuteNonQuery();
    });

    public override object? ExecuteScalar()
    {
        using var reader = ExecuteDbDataReader(CommandBehavior.Default);
        return reader.Read() ? reader.GetValue(0) : null;
    }

    protected override DbParameter CreateDbParameter() => inner.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        owner.Reading(new PackageReader(Run(() =>
        {
            inner.UseStreamingMode = true;
            return inner.ExecuteReader();
        })));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private T Run<T>(Func<T> execute)
    {
        owner.ThrowIfReading();
        foreach (DuckDBParameter parameter in inner.Parameters)
        {
            parameter.ParameterName = parameter.ParameterName?.TrimStart('$', '@', ':') ?? "";
            parameter.Value = Bindable(parameter.Value);
        }

        ThrowIfUnbound();
        return Errors.Translate(execute);
    }

    /// <summary>Named parameters without a value are found here, because DuckDB.NET says only how many there are.</summary>
    private void ThrowIfUnbound()
    {
        var given = inner.Parameters.OfType<DuckDBParameter>().Select(static parameter => parameter.ParameterName)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var missing = NamedParameter().Matches(CommandText).Select(static match => match.Groups["name"])
            .FirstOrDefault(name => name.Success && !given.Contains(name.Value));
        if (missing is not null)
        {
            throw new EngineException($"Parameter ${missing.Value} has no value, expected one. Pass it.");
        }
    }

    /// <summary>The value in a type that DuckDB.NET binds without loss.</summary>
    private static object? Bindable(object? value) => value switch
    {
        Int128 wide => (BigInteger)wide,
        UInt128 wide => Bindable((BigInteger)wide),
        BigInteger big when big > (BigInteger)Int128.MaxValue || big <= (BigInteger)Int128.MinValue =>
            big.ToString(CultureInfo.InvariantCulture),
        Enum choice => choice.ToString(),
        _ => value,
    };

    /// <summary>A parameter, or what may hold its sign without being one: a text, a quoted name, a comment.</summary>
    [GeneratedRegex(
        """'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|\$\$.*?\$\$|\$(?<name>[A-Za-z_]\w*)""", RegexOptions.Singleline)]
    private static partial Regex NamedParameter();
}
