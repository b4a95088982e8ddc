namespace Analytics.EndToEnd.Tests.Reliability.CrashPoints;

/// <summary>One call of the product to the disk; two threads may change the order of calls, never what a call is.</summary>
/// <param name="Operation">Name of the call.</param>
/// <param name="Path">What it is about, absolute.</param>
/// <param name="Repeat">How often the same was asked before, from 0.</param>
internal readonly record struct FileCall(string Operation, string Path, int Repeat)
{
    /// <summary>Whether the disk is another one after it.</summary>
    public bool Changes => Operation is not (
        "exists?" or "folder exists?" or "facts" or "list" or "open" or "read" or TracedFileOps.CloseAfterReading);
}

/// <summary>The process is gone: nothing it does from here on reaches the disk that the next one finds.</summary>
public sealed class ProcessDiedException : Exception
{
    /// <summary>Without a message.</summary>
    public ProcessDiedException()
    {
    }

    /// <summary>With the call that it died before.</summary>
    public ProcessDiedException(string message)
        : base(message)
    {
    }

    /// <summary>With the call and a cause.</summary>
    public ProcessDiedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
