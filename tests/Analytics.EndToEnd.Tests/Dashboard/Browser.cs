using System.Diagnostics;
using Analytics.EndToEnd.Tests.Service;
using Microsoft.Playwright;

namespace Analytics.EndToEnd.Tests.Dashboard;

/// <summary>
/// One Chromium, and one service with the sample company's tables, for all tests of the dashboard. Each starts with the first
/// test that asks for it.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Chromium)>> started = new(LaunchAsync);
    private readonly Lock gate = new();
    private Task<RunningService>? sample;

    /// <summary>Where screenshots are kept.</summary>
    public static string Screenshots { get; } =
        Directory.CreateDirectory(Path.Combine(Workspace.Repository, "TestResults", "dashboard")).FullName;

    /// <summary>The service of a workspace, which lets in whoever works on this machine.</summary>
    internal static Task<RunningService> ServeAsync(Workspace workspace) => RunningService.StartAsync(
        workspace,
        new Dictionary<string, string>
        {
            ["Analytics__Service__MinFreeMebibytes"] = "1",
            ["Analytics__Service__Http__Authentication"] = "None",
        });

    /// <summary>A tab on the sample's service, with nothing kept from other tabs.</summary>
    internal async Task<DashboardView> OpenAsync(Workspace workspace)
    {
        Task<RunningService> service;
        lock (gate)
        {
            service = sample ??= ServeAsync(workspace);
        }

        return await OpenAsync((await service).Client.BaseAddress!);
    }

    /// <summary>A tab on another service.</summary>
    internal async Task<DashboardView> OpenAsync(Uri address) =>
        await DashboardView.OpenAsync((await started.Value).Chromium, address);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (started.IsValueCreated)
        {
            var (playwright, chromium) = await started.Value;
            await chromium.DisposeAsync();
            playwright.Dispose();
        }

        if (sample is not null)
        {
            (await sample).Dispose();
        }
    }

    private static async Task<(IPlaywright Playwright, IBrowser Chromium)> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = await ProgramAsync(),
            Args = ["--no-sandbox"],
        }));
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
