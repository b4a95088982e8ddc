using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Analytics.Dashboard;

/// <summary>The web page and the files it loads, as they were bundled into this assembly.</summary>
public static class DashboardAssets
{
    /// <summary>Folder of the files' paths.</summary>
    public const string Root = "/assets";

    private static readonly (string Name, string MediaType)[] Bundled =
    [
        ("app.js", "text/javascript; charset=utf-8"),
        ("app.css", "text/css; charset=utf-8"),
        ("licences.txt", "text/plain; charset=utf-8"),
    ];

    /// <summary>The files, each at a path that holds the hash of its content and so never shows another one.</summary>
    public static IReadOnlyList<DashboardAsset> Files { get; } = [.. Bundled.Select(static file => Load(file.Name, file.MediaType))];

    /// <summary>The page, UTF-8; it names the files by their paths and holds no data.</summary>
    public static byte[] Page { get; } = Encoding.UTF8.GetBytes(Files.Aggregate(
        Encoding.UTF8.GetString(Read("page.html")),
        static (page, file) => page.Replace($"{{{{{file.Name}}}}}", file.Path, StringComparison.Ordinal)));

    private static DashboardAsset Load(string name, string mediaType)
    {
        var bytes = Read($"{name}.gz");
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
        return new DashboardAsset($"{Root}/{hash}/{name}", name, mediaType, bytes);
    }

    private static byte[] Read(string name)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not part of this assembly. Build Analytics.Dashboard again.");
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}

/// <summary>A file of the page.</summary>
/// <param name="Path">Path at which the page asks for it.</param>
/// <param name="Name">Its name.</param>
/// <param name="MediaType">Its type.</param>
/// <param name="Gzip">Its content, compressed with gzip.</param>
public sealed record DashboardAsset(string Path, string Name, string MediaType, byte[] Gzip);
