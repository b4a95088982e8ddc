using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;

namespace Analytics.Domain.Network;

/// <summary>
/// Which addresses a configured name may lead to. The check is made on the address that is connected to, after the name
/// was looked up: a name that changes between check and use cannot reach what stands behind the firewall.
/// </summary>
public static class OutsideAddress
{
    private const int ResponseHeadersMaxKibibytes = 64;

    private static readonly IPNetwork[] NotOutside =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",
            "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16",
        }.Select(static text => IPNetwork.Parse(text)),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>
    /// Reads an address of the settings: https, or http where private ones are allowed, without a user in it.
    /// </summary>
    public static bool TryRead(string? written, bool mayBePrivate, [NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(written, UriKind.Absolute, out url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && mayBePrivate))
        && url.UserInfo.Length == 0;

    /// <summary>
    /// What sends requests to configured addresses: it follows no redirect, keeps no cookie, uses no proxy, and connects
    /// only to addresses that may be used.
    /// </summary>
    /// <param name="mayBePrivate">Whether addresses that are not public may be used too.</param>
    /// <param name="setting">Name of the setting that allows them, for the message.</param>
    public static SocketsHttpHandler CreateHandler(bool mayBePrivate, string setting) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        MaxResponseHeadersLength = ResponseHeadersMaxKibibytes,
        ConnectCallback = (context, cancellation) =>
            ConnectAsync(context.DnsEndPoint, mayBePrivate, setting, cancellation),
    };

    /// <summary>Whether an address belongs to the public network.</summary>
    public static bool IsOutside(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(plain))
            && !NotOutside.Any(network => network.Contains(plain));
    }

    /// <summary>Connects to the first address of a name that may be used and answers.</summary>
    /// <param name="target">Name and port.</param>
    /// <param name="mayBePrivate">Whether addresses that are not public may be used too.</param>
    /// <param name="setting">Name of the setting that allows them, for the message.</param>
    /// <param name="cancellation">Stops connecting.</param>
    /// <exception cref="HttpRequestException">None of them may be used, or none answers.</exception>
    public static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint target, bool mayBePrivate, string setting, CancellationToken cancellation)
    {
        var addresses = (await Dns.GetHostAddressesAsync(target.Host, cancellation))
            .Where(address => mayBePrivate || IsOutside(address))
            .ToArray();
        if (addresses.Length == 0)
        {
            throw new HttpRequestException(
                $"{target.Host} leads into a private network, expected a public address. Correct the address, or allow it "
                + $"with {setting}.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            // The stream that would own the socket does not exist.
            socket.Dispose();
            throw;
        }
    }
}
