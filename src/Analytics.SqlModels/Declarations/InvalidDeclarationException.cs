namespace Analytics.SqlModels.Declarations;

/// <summary>Files under <c>jobs/</c> say something that cannot be done; the message lists every fault.</summary>
public sealed class InvalidDeclarationException : Exception
{
    /// <summary>Takes all faults, each with file, line, what was found, what was expected and what to do.</summary>
    public InvalidDeclarationException(IReadOnlyList<string> faults)
        : base(string.Join('\n', faults)) => Faults = faults;

    /// <summary>One entry per fault.</summary>
    public IReadOnlyList<string> Faults { get; }
}
