using Analytics.EndToEnd.Tests.SampleTruths;
using Microsoft.Playwright;

namespace Analytics.EndToEnd.Tests.Dashboard;

/// <summary>Names that somebody outside chooses are text on every view, whatever they hold.</summary>
[Collection(SampleCases.Name)]
public sealed class HostileNamesTest(Browser browser) : IDisposable
{
    private static readonly string[] Names =
    [
        "<img src=x onerror=\"document.title='taken'\">", "\"><script>document.title='taken'</script>", "javascript:document.title='taken'",
        "=HYPERLINK(\"x\")", "a,b&where=provider:none#x", "{{app.js}}", "'); drop table mart_daily_costs; --",
    ];

    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    private async Task PublishAsync()
    {
        var lines = Names.SelectMany(static (name, index) => Enumerable.Range(1, 3).Select(day => LogLines.Gateway(
            $"h-{index}-{day}", $"2026-09-0{day}T10:00:00Z", "anthropic", "claude-opus-4-8", new() { Input = 1_000 * (index + 1), Output = 100 }, user: name)));
        var customers = Names.Select(static (name, index) =>
            $"{Csv(name)},{Csv($"{name} & Co")},litellm_end_user,{Csv(name)},2026-01-01,");
        var log = Path.GetDirectoryName(workspace.Write("log/a.jsonl", string.Join('\n', lines) + "\n"))!;
        var list = Path.GetDirectoryName(workspace.Write(
            "customers/c.csv", $"customer_id,name,external_system,external_id,valid_from,valid_to\n{string.Join('\n', customers)}\n"))!;
        await workspace.RunPipelineAsync(new Dictionary<string, Pipeline.SourceSettings>
        {
            ["log"] = new() { Kind = "litellm", Path = log }, ["customers"] = new() { Kind = "customers", Path = list },
        });
    }

    [Fact]
    [Survives(34)]
    public async Task Names_OnEveryView_StayText()
    {
        await PublishAsync();
        using var service = await Browser.ServeAsync(workspace);
        await using var view = await browser.OpenAsync(service.Client.BaseAddress!);
        var name = Uri.EscapeDataString(Names[0]);
        foreach (var hash in (string[])
            ["overview?group=customer_id", $"customers?customer={name}", "cache", "tails", "plans", "alerts", "data?table=mart_customer_costs", $"requests?where=customer_id%3A{name}"])
        {
            await view.ShowAsync(hash);
            Assert.Equal(0, await view.Page.EvaluateAsync<int>("() => document.querySelectorAll('img, main script, iframe, object').length"));
            Assert.EndsWith("· Analytics", await view.Page.TitleAsync(), StringComparison.Ordinal);
        }

        Assert.Empty(view.Faults);
        await view.ShowAsync("customers");
        var shown = (await view.TableAsync("margins")).Select(static row => row["Customer"]).ToList();
        Assert.Superset(Names.Select(static one => $"{one} & Co").ToHashSet(), shown.ToHashSet());

        // A link made from such a name leads to exactly its requests.
        foreach (var hostile in Names)
        {
            await view.ShowAsync("overview?group=customer_id");
            await view.TableAsync("top-members");
            await view.Page.Locator("#figure-top-members tbody a").Filter(new LocatorFilterOptions { HasText = hostile }).First.ClickAsync();
            await view.Page.WaitForFunctionAsync("() => document.querySelector('#figure-requests .finding')?.textContent.includes('cost')");
            Assert.StartsWith($"3 requests, customer {hostile}, cost", await view.FindingAsync("requests"), StringComparison.Ordinal);
        }
    }

    private static string Csv(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
