using Analytics.Domain;

namespace Analytics.EndToEnd.Tests.RealData;

/// <summary>Whatever way the files came and went, the marts are those of one reading of the whole.</summary>
public sealed class ClaudeCodeHistoryTest : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [RealDataFact]
    public async Task Run_HalfOfTheFilesGrewAndHalfVanished_IsTheSame()
    {
        var files = Directory.GetFiles(PublicData.Path(ClaudeCodeSessions.Folder), "*.jsonl", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .ToList();
        var folder = Path.Combine(_workspace.Folder, "input");
        for (var file = 0; file < files.Count; file++)
        {
            var lines = await File.ReadAllLinesAsync(files[file]);
            Copy(files[file], lines[..(file % 2 == 0 ? lines.Length : (lines.Length + 1) / 2)]);
        }

        Assert.Equal(ExitCode.Ok, (await _workspace.RunPipelineAsync("claude-code", folder)).ExitCode);
        Assert.NotEqual(ClaudeCodeTotals.Published, ClaudeCodeTotals.Of(_workspace));

        foreach (var file in files.Where(static (_, number) => number % 2 != 0))
        {
            Copy(file, await File.ReadAllLinesAsync(file));
        }

        Assert.Equal(ExitCode.Ok, (await _workspace.RunPipelineAsync("claude-code", folder)).ExitCode);
        Assert.Equal(ClaudeCodeTotals.Published, ClaudeCodeTotals.Of(_workspace));

        foreach (var file in files.Where(static (_, number) => number % 4 < 2))
        {
            File.Delete(Path.Combine(folder, RelativeOf(file)));
        }

        var report = await _workspace.RunPipelineAsync("claude-code", folder);
        Assert.Equal(ExitCode.Ok, report.ExitCode);
        Assert.Equal(62, report.Ingest!.Report.FilesMissing);
        Assert.Equal(ClaudeCodeTotals.Published, ClaudeCodeTotals.Of(_workspace));
    }

    private static string RelativeOf(string file) => Path.GetRelativePath(PublicData.Path(ClaudeCodeSessions.Folder), file);

    private void Copy(string file, string[] lines) =>
        _workspace.Write(RelativeOf(file), string.Concat(lines.Select(static line => line + "\n")));
}
