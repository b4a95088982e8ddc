using System.Globalization;
using Analytics.Domain;
using Analytics.Domain.Jobs;
using Analytics.Pipeline;
using Analytics.Pipeline.Jobs;
using Analytics.Scheduling;
using Analytics.Worker.Http;
using Analytics.Worker.Http.Receiver;
using Analytics.Worker.Http.Security;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Analytics.Worker.Service;

/// <summary>The service: scheduler, jobs and HTTP in one host, over one data root.</summary>
internal static class AnalyticsService
{
    /// <summary>Runs until a signal comes or a part dies.</summary>
    /// <exception cref="InvalidSettingsException">A job file cannot be used.</exception>
    public static async Task<ExitCode> RunAsync(VerbContext context, StopSignals signals, CancellationToken cancellation)
    {
        await using var app = Build(context, signals);
        await app.StartAsync(cancellation);
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Analytics.Worker.Service");
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        ServiceLog.Listening(
            logger,
            string.Join(' ', addresses.Addresses),
            app.Services.GetRequiredService<JobCatalog>().Jobs.Count,
            context.Root.Path);
        WelcomeFirst(context, app.Services.GetRequiredService<KeyStore>(), logger);
        SystemdNotice.Send("READY=1");

        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var signal = cancellation.Register(stopped.SetResult);
        await using var death = app.Lifetime.ApplicationStopping.Register(() => stopped.TrySetResult());
        await stopped.Task;

        ServiceLog.Stopping(logger);
        SystemdNotice.Send("STOPPING=1");
        await app.StopAsync(CancellationToken.None);
        return app.Services.GetRequiredService<ServiceEnd>().ExitCode;
    }

    /// <summary>The host, not yet started.</summary>
    internal static WebApplication Build(VerbContext context, StopSignals signals)
    {
        var options = context.Settings.Service;
        PrepareFolders(context);
        var work = new VerbJob(signals, SharedArguments(context));
        var jobs = JobCatalog.Load(context.Settings.JobsDirectory, context.Files, work.FaultOf);

        var builder = WebApplication.CreateSlimBuilder();
        AddLogging(builder.Logging, context);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => HttpService.Configure(kestrel, options.Http));
        builder.Services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = TimeSpan.FromSeconds(options.ShutdownSeconds);
            host.ServicesStopConcurrently = true;
        });

        // The process has its own handling of signals; the host's would take them away from it.
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services
            .AddSingleton(context.Time)
            .AddSingleton(context.Root)
            .AddSingleton(context.Files)
            .AddSingleton(options)
            .AddSingleton(options.Http)
            .AddSingleton(context.Settings.Options)
            .AddSingleton(context.Project)
            .AddSingleton(new KeyStore(context.Root.KeyFile, context.Files))
            .AddSingleton(jobs)
            .AddSingleton<IPipelineJob>(work)
            .AddSingleton<IRunLedger>(
                _ => RunLedgers.Of(context.Root, context.Settings.Options, context.Files, context.Time))
            .AddSingleton<IJobScheduler>(_ => JobScheduling.Create(context.Time, StoreOf(context.Settings.Options)))
            .AddSingleton(services => new JobRunner(
                jobs, work, services.GetRequiredService<IRunLedger>(), options.Jobs, OwnerName(), context.Time))
            .AddSingleton<ReadinessProbe>()
            .AddSingleton<ReceiverService>()
            .AddHostedService(static services => services.GetRequiredService<ReceiverService>())
            .AddSingleton(options.Telemetry)
            .AddHostedService<StateFigures>()
            .AddHostedService<TelemetryExport>()
            .AddSingleton<JobActions>()
            .AddSingleton<ServiceEnd>()
            .AddHostedService<JobService>()
            .AddHostedService<WatchdogService>();
        HttpService.AddServices(builder.Services, options.Http, context.Root);
        JobScheduling.AddServices(builder.Services);

        var app = builder.Build();
        HttpService.Map(app, options.Http);
        return app;
    }

    /// <summary>
    /// A service without keys lets nobody in: on a terminal it makes the first one and shows it, elsewhere it says how,
    /// because what goes to a log stays there.
    /// </summary>
    private static void WelcomeFirst(VerbContext context, KeyStore keys, ILogger logger)
    {
        if (context.Settings.Service.Http.Authentication == AuthenticationMode.None || keys.Keys.Count > 0)
        {
            return;
        }

        if (context.Output.IsInteractive)
        {
            var key = keys.Add("first", Roles.Admin, context.Time.GetUtcNow());
            context.Output.Note($"Sign in with this key, which is shown only now: {key}");
        }
        else
        {
            ServiceLog.NoKeys(logger);
        }
    }

    private static void PrepareFolders(VerbContext context)
    {
        context.Files.CreatePrivateDirectory(context.Root.State);
        foreach (var folder in context.Root.Folders)
        {
            context.Files.CreateDirectory(folder);
        }
    }

    /// <summary>Options of this command line that every job inherits.</summary>
    private static List<string> SharedArguments(VerbContext context) =>
    [
        "--data", context.Root.Path, "--sql", context.Settings.SqlDirectory, .. context.SourceArguments,
    ];

    private static void AddLogging(ILoggingBuilder logging, VerbContext context)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning);
        if (context.Output.IsInteractive)
        {
            logging.AddSimpleConsole(static console => console.SingleLine = true);
        }
        else
        {
            logging.AddJsonConsole(static console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }
    }

    private static SchedulerStore? StoreOf(PipelineOptions options) => options.Cluster is { } cluster
        ? new SchedulerStore(cluster.ConnectionString, cluster.Schema, cluster.Worker)
        : null;

    private static string OwnerName() => string.Create(
        CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}");

    private sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
