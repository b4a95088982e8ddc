namespace Analytics.SqlModels;

/// <summary>
/// The files under <c>sql/</c> do not make up a project; the message lists every fault with file and line.
/// </summary>
public sealed class SqlProjectException : Exception
{
    /// <summary>Takes all faults found, each a sentence that opens with file and line.</summary>
    public SqlProjectException(IReadOnlyList<string> faults)
        : base(string.Join('\n', faults)) => Faults = faults;

    /// <summary>One entry per fault.</summary>
    public IReadOnlyList<string> Faults { get; }
}
