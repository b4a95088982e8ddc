namespace Analytics.Pipeline;

/// <summary>A check found offending rows where nothing may be shown without it; the message lists them. Exit code 5.</summary>
public sealed class CheckFailedException : Exception
{
    /// <summary>Without a message.</summary>
    public CheckFailedException()
    {
    }

    /// <summary>With the failures.</summary>
    public CheckFailedException(string message)
        : base(message)
    {
    }

    /// <summary>With the failures and the cause.</summary>
    public CheckFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
