using System.Globalization;
using System.Security.Claims;
using Analytics.Domain.Jobs;
using Analytics.Scheduling;

namespace Analytics.Worker.Http.Security;

/// <summary>Notes who changed what on the scheduler's own dashboard, which knows nothing of our audit log.</summary>
internal static class DashboardAudit
{
    /// <summary>What an open page asks for every few seconds.</summary>
    private const string Counters = "/stats";

    /// <summary>Passes a request on and notes it where it may have changed something.</summary>
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (JobScheduling.DashboardPath is not { } dashboard || !HttpMethods.IsPost(context.Request.Method)
            || !context.Request.Path.StartsWithSegments(dashboard, out var action) || action == Counters)
        {
            return;
        }

        await context.RequestServices.GetRequiredService<IRunLedger>().AddAuditAsync(
            new AuditEntry(
                context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(),
                context.User.Identity?.Name ?? "",
                context.User.FindFirstValue(ClaimTypes.Role) ?? "",
                JobScheduling.Name,
                action.Value ?? "",
                context.Response.StatusCode.ToString(CultureInfo.InvariantCulture),
                context.Connection.RemoteIpAddress?.ToString() ?? ""),
            CancellationToken.None);
    }
}
