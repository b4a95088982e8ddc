using System.Diagnostics;

namespace Analytics.Benchmarks.Service;

/// <summary>What a load came to.</summary>
/// <param name="Seconds">From the first request to the last answer.</param>
/// <param name="MillisecondsAt99">Within so long 99 of 100 requests were answered, counted from when each was due.</param>
internal readonly record struct LoadResult(double Seconds, double MillisecondsAt99);

/// <summary>
/// Requests at fixed times, whether or not those before were answered: a service that hangs for a second is charged with all
/// that became due within it.
/// </summary>
internal static class PacedLoad
{
    private const int UnderWayMax = 512;

    /// <summary>Sends them all and waits for the last answer.</summary>
    /// <param name="requests">How many.</param>
    /// <param name="perSecond">How many are due each second.</param>
    /// <param name="send">Sends one, by number from 0; done when it was answered.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<LoadResult> RunAsync(
        int requests, double perSecond, Func<int, Task> send, CancellationToken cancellation)
    {
        var milliseconds = new double[requests];
        using var slots = new SemaphoreSlim(UnderWayMax);
        var started = Stopwatch.GetTimestamp();
        var underWay = new List<Task>(requests);
        for (var number = 0; number < requests; number++)
        {
            var due = TimeSpan.FromSeconds(number / perSecond);
            if (due - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, cancellation);
            }

            await slots.WaitAsync(cancellation);
            underWay.Add(SendAsync(number, due));
        }

        await Task.WhenAll(underWay);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Array.Sort(milliseconds);
        return new LoadResult(seconds, milliseconds[(int)Math.Ceiling(requests * 0.99) - 1]);

        async Task SendAsync(int number, TimeSpan due)
        {
            try
            {
                await Task.Yield();
                await send(number);
                milliseconds[number] = (Stopwatch.GetElapsedTime(started) - due).TotalMilliseconds;
            }
            finally
            {
                slots.Release();
            }
        }
    }
}
