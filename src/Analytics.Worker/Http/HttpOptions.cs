using System.ComponentModel.DataAnnotations;
using System.Net;
using Analytics.Pipeline;

namespace Analytics.Worker.Http;

/// <summary>How callers are known.</summary>
internal enum AuthenticationMode
{
    /// <summary>By a key, in a header or signed in with.</summary>
    Keys,

    /// <summary>Not at all: whoever works on this machine may do everything. Only on a loopback address.</summary>
    None,
}

/// <summary>Where the service listens, for whom, and how much it does for one caller.</summary>
internal sealed record HttpOptions
{
    /// <summary>Address of this machine. Default <c>127.0.0.1</c>.</summary>
    [Required]
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>Port; 0 takes any free one. Default 5080; 0 to 65,535.</summary>
    [Range(0, 65_535)]
    public int Port { get; init; } = 5080;

    /// <summary>How callers are known. Default <see cref="AuthenticationMode.Keys"/>.</summary>
    public AuthenticationMode Authentication { get; init; } = AuthenticationMode.Keys;

    /// <summary>PEM file of the certificate; null = plain HTTP. Default null.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>PEM file of the certificate's private key. Default null.</summary>
    public string? CertificateKeyPath { get; init; }

    /// <summary>Addresses of proxies that terminate TLS; their forwarding headers are believed. Default none.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Names that callers may use for this service, beside localhost and the address itself. Default none.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Requests of one caller per second, with bursts of three times as many. Default 300; 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int RequestsPerSecond { get; init; } = 300;

    /// <summary>Requests per second of one address that showed no key. Default 10; 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int AnonymousRequestsPerSecond { get; init; } = 10;

    /// <summary>Rows that one query may return. Default 1,000,000; 1 to 100,000,000.</summary>
    [Range(1, 100_000_000)]
    public int MaxRows { get; init; } = 1_000_000;

    /// <summary>Time that one query may take, seconds. Default 30; 1 to 600.</summary>
    [Range(1, 600)]
    public int QuerySeconds { get; init; } = 30;

    /// <summary>Queries at the same time; others wait. Default 2; 1 to 64.</summary>
    [Range(1, 64)]
    public int Queries { get; init; } = 2;

    /// <summary>Memory of one query session, MiB. Default 512; 64 to 1048576.</summary>
    [Range(64, 1024 * 1024)]
    public int QueryMemoryMebibytes { get; init; } = 512;

    /// <summary>Memory for published files that callers ask for again and again, MiB. Default 64; 0 keeps none, at most 65,536.</summary>
    [Range(0, 65_536)]
    public int FileMemoryMebibytes { get; init; } = 64;

    /// <summary>The address as a number.</summary>
    public IPAddress ParseAddress() => IPAddress.Parse(Address);

    /// <summary>Whether requests arrive encrypted or are encrypted by a proxy in front.</summary>
    public bool IsEncrypted => CertificatePath is not null || TrustedProxies.Count > 0;

    /// <summary>Adds the faults of these settings as sentences.</summary>
    public void AddFaults(List<string> faults, string section)
    {
        PipelineOptionsValidation.AddAnnotated(faults, section, this);
        if ((CertificatePath is null) != (CertificateKeyPath is null))
        {
            faults.Add($"{section}:CertificatePath: found only one of CertificatePath and CertificateKeyPath, expected both or "
                + "neither. Give both PEM files.");
        }

        faults.AddRange(TrustedProxies.Where(static proxy => !IPAddress.TryParse(proxy, out _)).Select(proxy =>
            $"{section}:TrustedProxies: found '{proxy}', expected an address such as 10.0.0.1."));
        if (!IPAddress.TryParse(Address, out var address))
        {
            faults.Add($"{section}:Address: found '{Address}', expected an address such as 127.0.0.1 or ::1.");
            return;
        }

        if (IPAddress.IsLoopback(address))
        {
            return;
        }

        if (Authentication == AuthenticationMode.None)
        {
            faults.Add($"{section}:Address: found {address}, which other machines reach, while Authentication is None; expected "
                + "a loopback address. Use 127.0.0.1, or set Authentication to Keys.");
        }

        if (!IsEncrypted)
        {
            faults.Add($"{section}:Address: found {address}, which other machines reach, without encryption; expected "
                + "CertificatePath and CertificateKeyPath, or TrustedProxies. Give one of them, or use 127.0.0.1.");
        }
    }
}
