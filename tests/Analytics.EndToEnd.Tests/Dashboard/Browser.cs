using System.Diagnostics;
using Analytics.EndToEnd.Tests.Service;
using Microsoft.Playwright;

namespace Analytics.EndToEnd.Tests.Dashboard;

/// <summary>
/// One Chromium, and the service with the sample company's tables, for all tests of the dashboard. Both start with the first
/// test that asks for a page.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private readonly Lock gate = new();
    private Task<(IPlaywright Playwright, IBrowser Chromium, RunningService Service)>? started;

    /// <summary>Where screenshots are kept.</summary>
    public static string Screenshots { get; } =
        Directory.CreateDirectory(Path.Combine(Workspace.Repository, "TestResults", "dashboard")).FullName;

    /// <summary>A page of the service, with nothing kept from other pages.</summary>
    internal async Task<DashboardView> OpenAsync(Workspace workspace, BrowserNewContextOptions? options = null)
    {
        Task<(IPlaywright, IBrowser, RunningService)> start;
        lock (gate)
        {
            start = started ??= StartAsync(workspace);
        }

        var (_, chromium, service) = await start;
        return await DashboardView.OpenAsync(chromium, service.Client.BaseAddress!, options);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (started is not null)
        {
            var (playwright, chromium, service) = await started;
            await chromium.DisposeAsync();
            playwright.Dispose();
            service.Dispose();
        }
    }

    /// <summary>The service of a workspace, which lets in whoever works on this machine.</summary>
    internal static Task<RunningService> ServeAsync(Workspace workspace) => RunningService.StartAsync(
        workspace,
        new Dictionary<string, string>
        {
            ["Analytics__Service__MinFreeMebibytes"] = "1",
            ["Analytics__Service__Http__Authentication"] = "None",
        });

    /// <summary>Starts Chromium, which is installed where it is missing.</summary>
    internal static async Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = await ProgramAsync(),
            Args = ["--no-sandbox"],
        });

    private static async Task<(IPlaywright Playwright, IBrowser Chromium, RunningService Service)> StartAsync(Workspace workspace)
    {
        var service = ServeAsync(workspace);
        var playwright = await Playwright.CreateAsync();
        var chromium = await LaunchAsync(playwright);
        return (playwright, chromium, await service);
    }

    private static async Task<string> ProgramAsync()
    {
        using var install = Process.Start(new ProcessStartInfo(Path.Combine(Workspace.Repository, "tests", "browser", "install"))
        {
            RedirectStandardOutput = true,
        })!;
        var output = await install.StandardOutput.ReadToEndAsync();
        await install.WaitForExitAsync();
        Assert.True(install.ExitCode == 0, "Chromium could not be installed (tests/browser/install).");
        return output.Trim();
    }
}
