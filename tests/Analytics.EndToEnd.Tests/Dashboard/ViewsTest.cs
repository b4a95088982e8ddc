using System.Globalization;
using Analytics.EndToEnd.Tests.SampleTruths;
using Microsoft.Playwright;

namespace Analytics.EndToEnd.Tests.Dashboard;

/// <summary>Every view on the sample company, in Chromium: drawn, readable for everybody, and within its own service.</summary>
[Collection(SampleCases.Name)]
public sealed class ViewsTest(SampleRun run, Browser browser)
{
    /// <summary>Address of every view of the menu, and of those that are reached from it.</summary>
    public static TheoryData<string> Views => 
    [
        "overview", "customers", "customers?customer=amber-books", "invoices", "invoices?model=claude-sonnet-4-6", "reasoning", "cache",
        "retries", "serving", "tails", "plans", "projection", "alerts", "jobs", "data", "requests?where=customer_id:amber-books",
    ];

    /// <summary>
    /// In light and in dark: no error, no violation of the content policy, no request to anybody else, nothing that axe-core
    /// finds, a finding and a table for every figure.
    /// </summary>
    [Theory]
    [MemberData(nameof(Views))]
    public async Task View_OnTheSample_IsWholeAndAccessible(string hash)
    {
        await using var view = await browser.OpenAsync(run.Workspace);
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await view.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await view.ShowAsync(hash);
            Assert.Equal("", await view.ViolationsAsync());
            await view.KeepPictureAsync($"{NameOf(hash)}-{scheme.ToString().ToLower(CultureInfo.InvariantCulture)}");
        }

        Assert.Empty(view.Faults);
        var origin = new Uri(view.Page.Url).GetLeftPart(UriPartial.Authority);
        Assert.All(view.Requests, request => Assert.True(
            request.Url.StartsWith(origin, StringComparison.Ordinal) || request.Url.StartsWith("data:", StringComparison.Ordinal), request.Url));
        var figures = await view.Page.Locator("figure").AllAsync();
        Assert.NotEmpty(figures);
        foreach (var figure in figures)
        {
            var finding = await figure.Locator(".finding").InnerTextAsync();
            var isEmpty = finding == "No data.";
            Assert.True(isEmpty || (finding.Length > 20 && finding.EndsWith('.')), $"{await figure.GetAttributeAsync("id")}: {finding}");
            Assert.DoesNotContain("NaN", await figure.InnerTextAsync(), StringComparison.Ordinal);
            if (isEmpty)
            {
                Assert.Contains("That is not the same as zero.", await figure.InnerTextAsync(), StringComparison.Ordinal);
            }
        }
    }

    /// <summary>On a telephone nothing is wider than the page; wide tables scroll in themselves.</summary>
    [Theory]
    [MemberData(nameof(Views))]
    public async Task View_On390Pixels_IsNoWiderThanThePage(string hash)
    {
        await using var view = await browser.OpenAsync(run.Workspace, new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 390, Height = 844 }, ReducedMotion = ReducedMotion.Reduce,
        });

        await view.ShowAsync(hash);

        await view.KeepPictureAsync($"{NameOf(hash)}-390");
        Assert.Equal(390, await view.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Empty(view.Faults);
    }

    private static string NameOf(string hash) => hash.Split('?')[0] + (hash.Contains('?', StringComparison.Ordinal) ? "-chosen" : "");
}
