using System.Text;
using Analytics.Domain;
using Analytics.Tests.Sources.Pulls;
using Microsoft.AspNetCore.Http;

namespace Analytics.EndToEnd.Tests;

/// <summary>A bill that a provider serves by API, from its pages to the published tables.</summary>
public sealed class PullTest : IDisposable
{
    private const string Key = "sk-canary-admin-0123456789";
    private const long First = 1_788_220_800;
    private const long Second = First + 86_400;

    private readonly Workspace workspace = new();
    private readonly StringBuilder said = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    [Survives(36, 40)]
    public async Task Pull_OfABillThatIsCorrected_CountsEveryDayOnceAndShowsTheKeyNowhere()
    {
        await using var provider = await ReportServer.StartAsync();
        provider.Answer = static (context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return context.Response.WriteAsync($"{{\"error\":\"{context.Request.Headers.Authorization}\"}}");
        };
        await RunAsync(provider, ExitCode.DependencyUnreachable, "pull");

        // The second page repeats a day of the first: the same bucket, said twice.
        provider.Answer = static (context, _) => context.Response.WriteAsync(context.Request.Query["page"] == "page_2"
            ? ReportServer.Page(null, (Second, "2.5"))
            : ReportServer.Page("page_2", (First, "1.25"), (Second, "2.5")));
        await RunAsync(provider, ExitCode.Ok, "pull", "--json");
        await RunAsync(provider, ExitCode.Ok, "run");
        Assert.Equal(3.75m, Billed());

        // Later the provider corrects the second day and needs one page less.
        provider.Answer = static (context, _) =>
            context.Response.WriteAsync(ReportServer.Page(null, (First, "1.25"), (Second, "4.00")));
        await RunAsync(provider, ExitCode.Ok, "pull", "costs");
        await RunAsync(provider, ExitCode.Ok, "run");
        Assert.Equal(5.25m, Billed());

        await RunAsync(provider, ExitCode.Ok, "doctor");
        Assert.DoesNotContain(Key, said.ToString(), StringComparison.Ordinal);
        var leaks = Directory.GetFiles(workspace.Folder, "*", SearchOption.AllDirectories)
            .Where(static path => File.ReadAllBytes(path).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Key)) >= 0);
        Assert.Empty(leaks);
    }

    [Fact]
    public async Task Pull_WithoutItsKey_EndsWithThreeAndNamesTheVariable()
    {
        await using var provider = await ReportServer.StartAsync();
        var settings = Settings(provider);
        settings.Remove("PROVIDER_KEY");
        using var run = workspace.Start(settings, "pull");

        var result = (await run.ResultAsync()).Expect(ExitCode.InvalidConfiguration);

        Assert.Contains("PROVIDER_KEY", result.Errors, StringComparison.Ordinal);
        Assert.Empty(provider.Asked);
    }

    private decimal Billed() => workspace.Scalar<decimal>("select sum(line_cost) from mart_customer_bill_allocation");

    private async Task RunAsync(ReportServer provider, ExitCode expected, params string[] arguments)
    {
        using var run = workspace.Start(Settings(provider), arguments);
        var result = (await run.ResultAsync()).Expect(expected);
        said.Append(result.Output).Append(result.Errors);
    }

    private static Dictionary<string, string> Settings(ReportServer provider) => new()
    {
        ["PROVIDER_KEY"] = Key,
        ["Analytics__Stability__QuietSeconds"] = "0",
        ["Analytics__Pulls__costs__Kind"] = "openai-costs",
        ["Analytics__Pulls__costs__KeyVariable"] = "PROVIDER_KEY",
        ["Analytics__Pulls__costs__Since"] = "2026-09-01",
        ["Analytics__Pulls__costs__LookbackDays"] = "366",
        ["Analytics__Pulls__costs__BaseAddress"] = provider.Address,
        ["Analytics__Pulls__costs__AllowPrivateAddresses"] = "true",
    };
}
