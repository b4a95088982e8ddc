using System.Security.Claims;
using Analytics.Scheduling.Quartz;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Analytics.Scheduling;

/// <summary>
/// The scheduler that is compiled, here Quartz.NET. The other one (Hangfire/) offers the same members, and nothing above
/// this folder knows which of the two it is.
/// </summary>
public static class JobScheduling
{
    /// <summary>Name of the scheduler, for people.</summary>
    public const string Name = "Quartz.NET";

    /// <summary>Path of the scheduler's own dashboard; null = it has none.</summary>
    public static string? DashboardPath => null;

    /// <summary>A scheduler that is not started.</summary>
    /// <param name="time">Clock.</param>
    /// <param name="store">Where several workers meet; null = there is only this one.</param>
    public static IJobScheduler Create(TimeProvider time, SchedulerStore? store) => new QuartzJobScheduler(time, store);

    /// <summary>Adds what the dashboard needs: nothing.</summary>
    public static void AddServices(IServiceCollection services)
    {
        // There is no dashboard; /jobs shows the same for either scheduler.
    }

    /// <summary>Maps the dashboard: there is none.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="policy">Who may see it.</param>
    /// <param name="mayAct">Who may also change something.</param>
    public static void MapDashboard(
        IEndpointRouteBuilder routes, IJobScheduler scheduler, string policy, Func<ClaimsPrincipal, bool> mayAct)
    {
        // There is no dashboard; /jobs shows the same for either scheduler.
    }
}
