namespace Analytics.Pipeline;

/// <summary>Settings that cannot be used; the message lists every fault. Exit code 3.</summary>
public sealed class InvalidSettingsException : Exception
{
    /// <summary>Without a message.</summary>
    public InvalidSettingsException()
    {
    }

    /// <summary>With the faults.</summary>
    public InvalidSettingsException(string message)
        : base(message)
    {
    }

    /// <summary>With the faults and the cause.</summary>
    public InvalidSettingsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
