using System.Security.Claims;
using Analytics.Scheduling.Hangfire;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Analytics.Scheduling;

/// <summary>
/// The scheduler that is compiled, here Hangfire. The other one (Quartz/) offers the same members, and nothing above this
/// folder knows which of the two it is.
/// </summary>
public static class JobScheduling
{
    /// <summary>Name of the scheduler, for people.</summary>
    public const string Name = "Hangfire";

    /// <summary>Path of the scheduler's own dashboard; null = it has none.</summary>
    public static string? DashboardPath => "/hangfire";

    /// <summary>A scheduler that is not started.</summary>
    /// <param name="time">Clock for the times that wakes bear; Hangfire itself goes by the machine's.</param>
    /// <param name="store">Where several workers meet; null = there is only this one.</param>
    public static IJobScheduler Create(TimeProvider time, SchedulerStore? store) => new HangfireJobScheduler(time, store);

    /// <summary>Adds what the dashboard needs.</summary>
    public static void AddServices(IServiceCollection services) => services.AddHangfire(static (provider, configuration) =>
        configuration
            .UseStorage(((HangfireJobScheduler)provider.GetRequiredService<IJobScheduler>()).Storage)
            .UseLogProvider(new AspNetCoreLogProvider(provider.GetRequiredService<ILoggerFactory>())));

    /// <summary>Maps the dashboard, behind the service's own authorization.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="policy">Who may see it.</param>
    /// <param name="mayAct">Who may also change something.</param>
    public static void MapDashboard(
        IEndpointRouteBuilder routes, IJobScheduler scheduler, string policy, Func<ClaimsPrincipal, bool> mayAct) =>
        routes.MapHangfireDashboardWithAuthorizationPolicy(
            policy,
            DashboardPath!,
            new DashboardOptions
            {
                DashboardTitle = "Jobs",
                AppPath = "/jobs",
                DisplayStorageConnectionString = false,
                IsReadOnlyFunc = context => !mayAct(context.GetHttpContext().User),
            },
            ((HangfireJobScheduler)scheduler).Storage);
}
