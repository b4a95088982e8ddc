using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace Analytics.EndToEnd.Tests.Dashboard;

/// <summary>The dashboard in a tab, with everything that went wrong in it.</summary>
internal sealed class DashboardView : IAsyncDisposable
{
    private static readonly Lazy<string> Axe = new(static () => File.ReadAllText(Path.Combine(
        Workspace.Repository, "src", "Analytics.Dashboard", "web", "node_modules", "axe-core", "axe.min.js")));

    private readonly IBrowserContext context;
    private readonly Uri address;
    private readonly ConcurrentQueue<string> faults = new();
    private readonly ConcurrentQueue<IRequest> requests = new();

    private DashboardView(IBrowserContext context, IPage page, Uri address)
    {
        this.context = context;
        this.address = address;
        Page = page;
    }

    /// <summary>The tab.</summary>
    public IPage Page { get; }

    /// <summary>Errors of scripts, complaints on the console (violations of the content policy among them), and answers that are errors.</summary>
    public IReadOnlyCollection<string> Faults => faults;

    /// <summary>Everything that was asked over the network.</summary>
    public IReadOnlyCollection<IRequest> Requests => requests;

    /// <summary>Opens a tab without loading anything.</summary>
    public static async Task<DashboardView> OpenAsync(IBrowser chromium, Uri address)
    {
        var context = await chromium.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        var view = new DashboardView(context, await context.NewPageAsync(), address);
        view.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                view.faults.Enqueue($"console: {message.Text}");
            }
        };
        view.Page.PageError += (_, error) => view.faults.Enqueue($"script: {error}");
        view.Page.Request += (_, request) => view.requests.Enqueue(request);
        view.Page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                view.faults.Enqueue($"{response.Status}: {Uri.UnescapeDataString(response.Url)}");
            }
        };
        return view;
    }

    /// <summary>Shows an address such as <c>customers?month=2026-09</c> and waits until everything on it is drawn.</summary>
    public async Task ShowAsync(string hash)
    {
        await Page.GotoAsync(new Uri(address, $"/#{hash}").AbsoluteUri);
        await DrawnAsync(hash);
    }

    /// <summary>From the navigation to the end of the last painting, ms.</summary>
    public Task<double> PaintedAfterAsync() => Page.EvaluateAsync<double>(
        "() => performance.getEntriesByName('paint').slice(-1).map(paint => paint.startTime + paint.duration)[0]");

    /// <summary>Waits until everything of the page's address is drawn.</summary>
    public Task DrawnAsync(string hash) => Page.WaitForFunctionAsync(
        "hash => location.hash === hash && document.querySelector('main').dataset.shown === hash", $"#{hash}",
        new PageWaitForFunctionOptions { Timeout = 30_000 });

    /// <summary>Text of the first element that a CSS selector finds.</summary>
    public async Task<string> TextAsync(string selector) => await Page.Locator(selector).First.InnerTextAsync();

    /// <summary>A choice of the bar above the figures, by its name.</summary>
    public ILocator Choice(string name) => Page.Locator($"select[data-of='{name}']");

    /// <summary>What a figure says it found.</summary>
    public Task<string> FindingAsync(string figure) => TextAsync($"#figure-{figure} .finding");

    /// <summary>Opens the table of a figure, unless it stands open, and reads its rows by the names of the headings.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> TableAsync(string figure)
    {
        var frame = Page.Locator($"#figure-{figure}");
        if (!await frame.Locator(".data").IsVisibleAsync())
        {
            await frame.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "table" }).ClickAsync();
        }

        var rows = await frame.EvaluateAsync<JsonElement>(
            """
            figure => {
                const names = [...figure.querySelectorAll('thead th')].map(head => head.innerText.trim());
                return [...figure.querySelectorAll('tbody tr, tfoot tr')].map(row =>
                    Object.fromEntries([...row.children].map((cell, index) => [names[index], cell.innerText.trim()])));
            }
            """);
        return [.. rows.EnumerateArray().Select(static row => row.EnumerateObject().ToDictionary(
            static cell => cell.Name, static cell => cell.Value.GetString()!))];
    }

    /// <summary>What axe-core finds against the page, one line for each rule; empty = nothing.</summary>
    public async Task<string> ViolationsAsync()
    {
        await Page.EvaluateAsync(Axe.Value);
        return await Page.EvaluateAsync<string>(
            """
            async () => (await axe.run()).violations
                .map(rule => `${rule.id}: ${rule.nodes.map(node => node.target.join(' ')).slice(0, 3).join('; ')} ${rule.nodes[0].failureSummary}`)
                .join('\n')
            """);
    }

    /// <summary>Keeps a picture of the whole page.</summary>
    public Task KeepPictureAsync(string name) => Page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(Browser.Screenshots, $"{name}.png"), FullPage = true,
    });

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
