using Analytics.Domain;

namespace Analytics.Worker.Doctor;

/// <summary>How a check came out.</summary>
internal enum CheckStatus
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Works, and will not for long, or not for everyone.</summary>
    Warning,

    /// <summary>Runs will fail.</summary>
    Fault,
}

/// <summary>One thing the doctor looked at.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Status">How it came out.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Fix">What to do; empty when nothing is to be done.</param>
/// <param name="ExitCode">What the verb returns when this is the first fault.</param>
internal sealed record DoctorCheck(string Name, CheckStatus Status, string Found, string Fix, ExitCode ExitCode)
{
    /// <summary>All is well.</summary>
    public static DoctorCheck Ok(string name, string found) => new(name, CheckStatus.Ok, found, "", ExitCode.Ok);

    /// <summary>Worth doing something about.</summary>
    public static DoctorCheck Warning(string name, string found, string fix) =>
        new(name, CheckStatus.Warning, found, fix, ExitCode.Ok);

    /// <summary>Runs will fail.</summary>
    public static DoctorCheck Fault(string name, string found, string fix, ExitCode exitCode) =>
        new(name, CheckStatus.Fault, found, fix, exitCode);
}
