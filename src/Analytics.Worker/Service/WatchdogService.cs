namespace Analytics.Worker.Service;

/// <summary>Gives systemd its sign of life, as long as the thread pool still runs work.</summary>
internal sealed class WatchdogService(TimeProvider time) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (SystemdNotice.WatchdogPeriod() is not { } period)
        {
            return;
        }

        using var timer = new PeriodicTimer(period, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            SystemdNotice.Send("WATCHDOG=1");
            await timer.WaitForNextTickAsync(stoppingToken);
        }
    }
}
