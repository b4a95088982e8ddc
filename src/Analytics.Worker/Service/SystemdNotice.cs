using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Analytics.Worker.Service;

/// <summary>Tells systemd how the service is; does nothing where systemd did not start it.</summary>
internal static class SystemdNotice
{
    /// <summary>Such as <c>READY=1</c>, <c>STOPPING=1</c> or <c>WATCHDOG=1</c>.</summary>
    public static void Send(string state)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is not { Length: > 0 } address)
        {
            return;
        }

        // A leading @ stands for a socket without a file; the kernel wants a zero there.
        var path = address[0] == '@' ? '\0' + address[1..] : address;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            socket.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException)
        {
            // Nobody listens any more; the service works without.
        }
    }

    /// <summary>Half of the time within which systemd wants a sign of life; null when it wants none.</summary>
    public static TimeSpan? WatchdogPeriod() =>
        long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), CultureInfo.InvariantCulture, out var microseconds)
        && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds / 2.0)
            : null;
}
