using System.Globalization;
using Analytics.Domain;
using Analytics.EndToEnd.Tests.SampleTruths;
using Xunit.Abstractions;

namespace Analytics.EndToEnd.Tests.Dashboard;

/// <summary>The first view on a history of a million requests: measured in the browser, printed and kept, never asserted.</summary>
[Collection(SampleCases.Name)]
public sealed class MillionRequestsTest(Browser browser, ITestOutputHelper output)
{
    private const int Days = 60;
    private const int RequestsPerDay = 1_000_000 / Days;

    [Fact]
    public async Task Page_AfterAMillionRequests_FirstViewIsMeasured()
    {
        using var workspace = new Workspace();
        using (var bench = WorkerRun.Start(
            [
                "bench", "--only", "build", "--rows", "1000000", "--keep", workspace.Folder,
                "--sql", Path.Combine(Workspace.Repository, "sql"),
            ]))
        {
            (await bench.ResultAsync()).Expect(ExitCode.Ok);
        }

        Directory.Move(Path.Combine(workspace.Folder, "build", $"data-{RequestsPerDay}"), workspace.Root.Path);
        (await workspace.RunAsync("publish")).Expect(ExitCode.Ok);
        Assert.Equal(
            RequestsPerDay * Days,
            workspace.Query<long>("select sum(requests)::bigint from mart_daily_costs where cost_basis = 'list'").Single());

        using var service = await Browser.ServeAsync(workspace);
        var report = new List<string>();
        foreach (var hash in (string[])["overview", "customers", "serving"])
        {
            await using var view = await browser.OpenAsync(service.Client.BaseAddress!);
            await view.ShowAsync(hash);
            var first = await view.PaintedAfterAsync();
            report.Add(string.Create(CultureInfo.InvariantCulture, $"{hash} of a million requests: first view interactive after {first:0} ms"));
        }

        output.WriteLine(string.Join('\n', report));
        await File.WriteAllLinesAsync(Path.Combine(Browser.Screenshots, "measured-million.txt"), report);
    }
}
