using System.Globalization;
using System.Text;
using Analytics.EndToEnd.Tests.SampleTruths;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Analytics.EndToEnd.Tests.Dashboard;

/// <summary>How fast and how heavy the page is: measured in the browser, printed and kept, never asserted but for its weight.</summary>
[Collection(SampleCases.Name)]
public sealed class SpeedTest(SampleRun run, Browser browser, ITestOutputHelper output)
{
    /// <summary>Bytes over the network without data: page, script and style, compressed.</summary>
    private const int BytesMax = 250 * 1024;

    [Fact]
    public async Task Page_FirstViewAndChangeOfFilter_AreMeasured()
    {
        await using var view = await browser.OpenAsync(run.Workspace);
        await view.ShowAsync("overview");
        var bytes = await view.Page.EvaluateAsync<int>(
            """
            () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                .filter(entry => !entry.name.includes('/api/')).reduce((sum, entry) => sum + entry.transferSize, 0)
            """);
        var data = await view.Page.EvaluateAsync<int>(
            """
            () => performance.getEntriesByType('resource').filter(entry => entry.name.includes('/api/'))
                .reduce((sum, entry) => sum + entry.transferSize, 0)
            """);
        var report = new StringBuilder();
        foreach (var hash in (string[])["overview", "customers", "serving"])
        {
            await using var fresh = await browser.OpenAsync(run.Workspace);
            await fresh.ShowAsync(hash);
            var first = await fresh.PaintedAfterAsync();
            report.AppendLine(CultureInfo.InvariantCulture, $"{hash}: first view interactive after {first:0} ms");
        }

        foreach (var (label, value) in ((string, string)[])[("Period", "7d"), ("Group by", "provider"), ("By", "week"), ("Period", "all")])
        {
            var before = new Uri(view.Page.Url).Fragment;
            await view.Choice(label).SelectOptionAsync(value);
            await view.Page.WaitForFunctionAsync(
                "before => location.hash !== before && document.querySelector('main').dataset.shown === location.hash", before);
            var repaint = await view.Page.EvaluateAsync<double>("() => performance.getEntriesByName('paint').at(-1).duration");
            report.AppendLine(CultureInfo.InvariantCulture, $"{label} = {value}: repainted after {repaint:0} ms");
        }

        report.AppendLine(CultureInfo.InvariantCulture, $"page, script and style: {bytes / 1024.0:0.0} KiB; data of the overview: {data / 1024.0:0.0} KiB");
        output.WriteLine(report.ToString());
        await File.WriteAllTextAsync(Path.Combine(Browser.Screenshots, "measured.txt"), report.ToString());
        Assert.InRange(bytes, 50_000, BytesMax);
    }
}
