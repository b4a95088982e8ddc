using System.Security.Claims;
using Analytics.Domain.Jobs;
using Analytics.Pipeline.Jobs;
using Analytics.Scheduling;
using Analytics.Worker.Http.Security;
using Analytics.Worker.Service;
using Microsoft.AspNetCore.Antiforgery;

namespace Analytics.Worker.Http.Pages;

/// <summary>The page of jobs and its actions, each of which leaves a line in the audit log.</summary>
internal static class JobPages
{
    private const int AuditShown = 500;

    /// <summary>Maps the page and its actions.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/jobs", static (HttpContext context, JobsPage page, IAntiforgery antiforgery) => page.RenderAsync(
            Roles.AtLeast(Roles.Operator).Any(context.User.IsInRole),
            antiforgery.GetAndStoreTokens(context),
            context.RequestAborted)).RequireAuthorization(Roles.Viewer);
        routes.MapGet("/api/v1/audit", static async (IRunLedger ledger, CancellationToken cancellation) =>
            Results.Ok(new { Entries = await ledger.AuditAsync(AuditShown, cancellation) })).RequireAuthorization(Roles.Admin);
        routes.MapGet("/api/v1/runs", static async (IRunLedger ledger, CancellationToken cancellation) =>
            Results.Ok(new { Runs = await ledger.RunsAsync(null, AuditShown, cancellation) })).RequireAuthorization(Roles.Viewer);
        var actions = routes.MapGroup("/jobs/{id}").RequireAuthorization(Roles.Operator);
        actions.MapPost("/run", static (HttpContext context, string id) => ActAsync(
            context, id, "run", static (services, job, _) => services.Start(job, again: null)));
        actions.MapPost("/retry", static (HttpContext context, string id) => ActAsync(context, id, "retry", RetryAsync));
        actions.MapPost("/pause", static (HttpContext context, string id) => ActAsync(
            context, id, "pause", static (services, job, cancellation) => services.PauseAsync(job, isPaused: true, cancellation)));
        actions.MapPost("/resume", static (HttpContext context, string id) => ActAsync(
            context, id, "resume", static (services, job, cancellation) => services.PauseAsync(job, isPaused: false, cancellation)));
    }

    private static async Task<string> RetryAsync(JobActions actions, JobDefinition job, CancellationToken cancellation) =>
        await actions.LastAsync(job, cancellation) is { State: not (RunState.Succeeded or RunState.Running) } run
            ? await actions.Start(job, new JobInterval(run.IntervalFrom, run.IntervalTo))
            : "nothing to retry";

    private static async Task<IResult> ActAsync(
        HttpContext context, string id, string action, Func<JobActions, JobDefinition, CancellationToken, Task<string>> act)
    {
        var services = context.RequestServices;
        if (services.GetRequiredService<JobCatalog>().Find(id) is not { } job)
        {
            return Problems.NotFound("There is no such job.", "See /jobs for those there are.");
        }

        var outcome = await act(services.GetRequiredService<JobActions>(), job, context.RequestAborted);
        await services.GetRequiredService<IRunLedger>().AddAuditAsync(
            new AuditEntry(
                services.GetRequiredService<TimeProvider>().GetUtcNow(),
                context.User.Identity?.Name ?? "",
                context.User.FindFirstValue(ClaimTypes.Role) ?? "",
                action,
                job.Id,
                outcome,
                context.Connection.RemoteIpAddress?.ToString() ?? ""),
            CancellationToken.None);
        return Results.Redirect("/jobs");
    }
}
