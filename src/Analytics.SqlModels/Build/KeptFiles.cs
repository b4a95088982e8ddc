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

    /// <summary>Gives the staged file of a day its final name.</summary>
    public LakePart Commit(SqlModel model, DateOnly day, long rows, long commitNo)
    {
        var staged = StagingPath(model, day);
        files.FlushFile(staged);
        var bytes = files.GetFacts(staged)?.LengthBytes
            ?? throw new IOException($"{staged}: the file just written is gone. Leave {options.StagingDirectory} to the worker and build again.");
        var sha256 = HashOf(staged);
        var modelFolder = Path.Combine(options.PricedDirectory, model.Name);
        var folder = Path.Combine(modelFolder, $"day={EventDay.Text(day)}");
        var isNewFolder = !files.DirectoryExists(folder);
        files.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{sha256[..NameLength]}.parquet");
        files.MoveFile(staged, path);
        files.FlushDirectory(folder);
        if (isNewFolder)
        {
            files.FlushDirectory(modelFolder);
            files.FlushDirectory(options.PricedDirectory);
            files.FlushDirectory(options.LakeDirectory);
        }

        return new LakePart(model.Name, day, path, rows, bytes, sha256, commitNo);
    }

    /// <summary>Deletes all files of kept models but the given ones; returns how many went.</summary>
    public int Sweep(IReadOnlySet<string> keep)
    {
        if (!files.DirectoryExists(options.PricedDirectory))
        {
            return 0;
        }

        var waste = files.ListFiles(options.PricedDirectory, recursive: true).Where(path => !keep.Contains(path)).ToList();
        waste.ForEach(files.DeleteFile);
        return waste.Count;
    }

    private string HashOf(string path)
    {
        using var stream = files.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
