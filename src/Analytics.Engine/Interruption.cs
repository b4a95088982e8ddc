namespace Analytics.Engine;

/// <summary>
/// Interrupts a statement when its token is cancelled. DuckDB forgets an interrupt that comes before the statement has
/// begun, so it is repeated until this guard is disposed.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan RepeatEvery = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private readonly Action interrupt;
    private readonly Timer timer;
    private readonly CancellationTokenRegistration registration;
    private bool isDone;

    public Interruption(Action interrupt, CancellationToken cancellation)
    {
        this.interrupt = interrupt;
        timer = new Timer(
            static state => ((Interruption)state!).InterruptUnlessDone(), this, Timeout.Infinite, Timeout.Infinite);
        registration = cancellation.Register(() => timer.Change(TimeSpan.Zero, RepeatEvery));
    }

    public void Dispose()
    {
        registration.Dispose();
        lock (gate)
        {
            isDone = true;
        }

        timer.Dispose();
    }

    private void InterruptUnlessDone()
    {
        lock (gate)
        {
            if (!isDone)
            {
                interrupt();
            }
        }
    }
}
