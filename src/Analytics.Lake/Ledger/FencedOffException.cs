namespace Analytics.Lake.Ledger;

/// <summary>A later run has taken over; what this one wanted to write was refused.</summary>
public sealed class FencedOffException : IOException
{
    /// <summary>Without a message.</summary>
    public FencedOffException()
    {
    }

    /// <summary>With the tokens.</summary>
    public FencedOffException(string message)
        : base(message)
    {
    }

    /// <summary>With the tokens and the cause.</summary>
    public FencedOffException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
