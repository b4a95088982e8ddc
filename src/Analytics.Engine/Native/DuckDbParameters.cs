using System.Collections;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Analytics.Engine.Native;

/// <summary>A value for <c>$name</c> (or for <c>?</c> and <c>$1</c>, by position, when it has no name).</summary>
internal sealed class DuckDbParameter : DbParameter
{
    public override DbType DbType { get; set; } = DbType.Object;

    public override ParameterDirection Direction { get; set; } = ParameterDirection.Input;

    public override bool IsNullable { get; set; } = true;

    [AllowNull]
    public override string ParameterName { get; set; } = "";

    public override int Size { get; set; }

    [AllowNull]
    public override string SourceColumn { get; set; } = "";

    public override bool SourceColumnNullMapping { get; set; }

    public override object? Value { get; set; }

    /// <summary>The name without the sign that SQL puts before it.</summary>
    public string BareName => ParameterName.TrimStart('$', '@', ':');

    public override void ResetDbType() => DbType = DbType.Object;
}

/// <summary>The parameters of a command, in the order they were added.</summary>
internal sealed class DuckDbParameterCollection : DbParameterCollection
{
    private readonly List<DuckDbParameter> parameters = [];

    public override int Count => parameters.Count;

    public override object SyncRoot => parameters;

    public DuckDbParameter At(int index) => parameters[index];

    /// <summary>The parameter of a name, case ignored as DuckDB does, or null.</summary>
    public DuckDbParameter? Find(string bareName) =>
        parameters.Find(one => one.BareName.Equals(bareName, StringComparison.OrdinalIgnoreCase));

    public override int Add(object value)
    {
        parameters.Add((DuckDbParameter)value);
        return parameters.Count - 1;
    }

    public override void AddRange(Array values) => parameters.AddRange(values.Cast<DuckDbParameter>());

    public override void Clear() => parameters.Clear();

    public override bool Contains(object value) => parameters.Contains((DuckDbParameter)value);

    public override bool Contains(string value) => IndexOf(value) >= 0;

    public override void CopyTo(Array array, int index) => ((ICollection)parameters).CopyTo(array, index);

    public override IEnumerator GetEnumerator() => parameters.GetEnumerator();

    public override int IndexOf(object value) => parameters.IndexOf((DuckDbParameter)value);

    public override int IndexOf(string parameterName) => parameters.FindIndex(
        one => one.ParameterName.Equals(parameterName, StringComparison.OrdinalIgnoreCase));

    public override void Insert(int index, object value) => parameters.Insert(index, (DuckDbParameter)value);

    public override void Remove(object value) => parameters.Remove((DuckDbParameter)value);

    public override void RemoveAt(int index) => parameters.RemoveAt(index);

    public override void RemoveAt(string parameterName) => parameters.RemoveAt(IndexOf(parameterName));

    protected override DbParameter GetParameter(int index) => parameters[index];

    protected override DbParameter GetParameter(string parameterName) => parameters[IndexOf(parameterName)];

    protected override void SetParameter(int index, DbParameter value) => parameters[index] = (DuckDbParameter)value;

    protected override void SetParameter(string parameterName, DbParameter value) =>
        parameters[IndexOf(parameterName)] = (DuckDbParameter)value;
}
