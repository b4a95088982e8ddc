using System.Security.Cryptography;
using Analytics.Domain;

namespace Analytics.SqlModels;

/// <summary>
/// The way of a Parquet file from staging to its name in the lake: written, forced to disk, named by its content,
/// renamed. A file without a record in the work database is waste, never a wrong answer.
/// </summary>
internal sealed class KeptFiles(ModelBuildOptions options, IFileOps files)
{
    private const int NameLength = 12;

    /// <summary>Makes the folders and clears what a killed build left in staging.</summary>
    public void Prepare()
    {
        files.CreateDirectory(options.LakeDirectory);
        foreach (var folder in new[] { options.StagingDirectory, options.TempDirectory })
        {
            files.DeleteDirectory(folder);
            files.CreateDirectory(folder);
        }
    }

    /// <summary>Where DuckDB writes the rows of a day.</summary>
    public string StagingPath(SqlModel model, DateOnly day) =>
        Path.Combine(options.StagingDirectory, $"{model.Name}-{EventDay.Text(day)}.parquet");

    /// <summary>Gives the staged files of a chunk their final names.</summary>
    public IReadOnlyList<LakePart> Commit(SqlModel model, IReadOnlyList<(DateOnly Day, long Rows)> days, long commitNo)
    {
        var modelFolder = Path.Combine(options.PricedDirectory, model.Name);
        var isAnyFolderNew = false;
        var parts = new List<LakePart>();
        foreach (var (day, rows) in days)
        {
            var folder = Path.Combine(modelFolder, $"day={EventDay.Text(day)}");
            isAnyFolderNew |= !files.DirectoryExists(folder);
            parts.Add(Commit(model, day, folder) with { Rows = rows, CommitNo = commitNo });
        }

        if (isAnyFolderNew)
        {
            files.FlushDirectory(modelFolder);
            files.FlushDirectory(options.PricedDirectory);
            files.FlushDirectory(options.LakeDirectory);
        }

        return parts;
    }

    /// <summary>Deletes all files of kept models but the given ones; returns how many went.</summary>
    /// <param name="keep">Absolute paths that stay.</param>
    /// <param name="changedBefore">Files changed later stay too; null = the age does not matter.</param>
    public int Sweep(IReadOnlySet<string> keep, DateTimeOffset? changedBefore)
    {
        if (!files.DirectoryExists(options.PricedDirectory))
        {
            return 0;
        }

        var waste = files.ListFiles(options.PricedDirectory, recursive: true)
            .Where(path => !keep.Contains(path)
                && (changedBefore is not { } time || files.GetFacts(path)?.ModifiedAt < time))
            .ToList();
        waste.ForEach(files.DeleteFile);
        return waste.Count;
    }

    private LakePart Commit(SqlModel model, DateOnly day, string folder)
    {
        var staged = StagingPath(model, day);
        files.FlushFile(staged);
        var bytes = files.GetFacts(staged)?.LengthBytes
            ?? throw new IOException(
                $"{staged}: the file just written is gone. Leave its folder to the worker and build again.");
        var sha256 = HashOf(staged);
        var path = Path.Combine(folder, $"{sha256[..NameLength]}.parquet");
        files.CreateDirectory(folder);
        files.MoveFile(staged, path);
        files.FlushDirectory(folder);
        return new LakePart(model.Name, day, path, 0, bytes, sha256, 0);
    }

    private string HashOf(string path)
    {
        using var stream = files.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
