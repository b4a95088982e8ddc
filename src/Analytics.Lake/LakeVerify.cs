using System.Security.Cryptography;
using Analytics.Domain;
using Analytics.Lake.Ledger;

namespace Analytics.Lake;

/// <summary>
/// Compares every committed part and every raw copy with the hash it was committed under. Neither DuckDB nor Parquet
/// notices a flipped bit by itself.
/// </summary>
public sealed class LakeVerify(LakeFolders folders, ILedger ledger, IFileOps files)
{
    /// <summary>Reads everything once.</summary>
    /// <param name="progress">Told the number of files checked.</param>
    /// <param name="cancellation">Stops between two files.</param>
    public async Task<VerifyReport> RunAsync(IProgress<long> progress, CancellationToken cancellation)
    {
        var faults = new List<VerifyFault>();
        var checkedFiles = 0L;
        foreach (var part in (await ledger.SnapshotAsync(cancellation)).Parts)
        {
            await CheckAsync(part.Path, part.Sha256, faults, cancellation);
            progress.Report(++checkedFiles);
        }

        foreach (var path in files.DirectoryExists(folders.Landing) ? files.ListFiles(folders.Landing, recursive: true)
            : [])
        {
            await CheckAsync(path, Path.GetFileName(path).Split('.')[0], faults, cancellation);
            progress.Report(++checkedFiles);
        }

        return new VerifyReport(checkedFiles, faults);
    }

    /// <summary>Reads the given parts; the result names those that are not what was committed.</summary>
    /// <param name="parts">Parts of the ledger.</param>
    /// <param name="cancellation">Stops between two files.</param>
    public async Task<IReadOnlyList<VerifyFault>> CheckAsync(
        IEnumerable<LakePart> parts, CancellationToken cancellation)
    {
        var faults = new List<VerifyFault>();
        foreach (var part in parts)
        {
            await CheckAsync(part.Path, part.Sha256, faults, cancellation);
        }

        return faults;
    }

    private async Task CheckAsync(
        string path, string expected, List<VerifyFault> faults, CancellationToken cancellation)
    {
        if (!files.FileExists(path))
        {
            faults.Add(new VerifyFault(path, expected, null));
            return;
        }

        await using var stream = files.OpenRead(path);
        var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
        if (found != expected)
        {
            faults.Add(new VerifyFault(path, expected, found));
        }
    }
}

/// <summary>What a verification found.</summary>
/// <param name="FilesChecked">Parts and raw copies looked at.</param>
/// <param name="Faults">Those that are not what was committed.</param>
public sealed record VerifyReport(long FilesChecked, IReadOnlyList<VerifyFault> Faults)
{
    /// <summary>Ok, or CheckFailed when a file is missing or changed.</summary>
    public ExitCode ExitCode => Faults.Count == 0 ? ExitCode.Ok : ExitCode.CheckFailed;
}

/// <summary>A file that is not what was committed.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="ExpectedSha256">Hash it was committed under.</param>
/// <param name="FoundSha256">Hash it has now, or null when it is missing.</param>
public sealed record VerifyFault(string Path, string ExpectedSha256, string? FoundSha256)
{
    /// <summary>One line for a person.</summary>
    public override string ToString() => FoundSha256 is null
        ? $"{Path}: the file is missing, expected SHA-256 {ExpectedSha256}. {NextStep}"
        : $"{Path}: the file has changed, found SHA-256 {FoundSha256}, expected {ExpectedSha256}. {NextStep}";

    private const string NextStep =
        "Run 'verify --repair', which makes it again where the bytes it was made from still stand; else restore it from a "
        + "backup, or empty the data root and run again.";
}
