namespace Analytics.EndToEnd.Tests.Reliability;

/// <summary>
/// How far a test of hours is, line by line in the file that <c>ANALYTICS_FAULTS_LOG</c> names: what a test writes otherwise is
/// shown at its end. Without that variable nothing is written.
/// </summary>
internal static class FaultsLog
{
    private static readonly string? Path = Environment.GetEnvironmentVariable("ANALYTICS_FAULTS_LOG");

    /// <summary>Adds a line with its time.</summary>
    public static void Write(string line)
    {
        if (Path is not null)
        {
            File.AppendAllText(Path, $"{TimeProvider.System.GetUtcNow():HH:mm:ss} {line}\n");
        }
    }
}
