using Analytics.Domain;

namespace Analytics.Sources.Pulls;

/// <summary>Which windows of a pull stand whole in landing, and since when. Lost, all windows are pulled again.</summary>
/// <param name="path">The file, beside the pages; its name is none that a reader takes.</param>
/// <param name="files">File operations.</param>
internal sealed class WindowLog(string path, IFileOps files)
{
    private readonly SortedDictionary<string, DateTimeOffset> windows =
        new JsonMapFile<DateTimeOffset>(path, files).Read("Delete the file: all windows are pulled again.");

    /// <summary>When a window was last pulled whole; null = never.</summary>
    public DateTimeOffset? PulledAt(PullWindow window) =>
        windows.TryGetValue(window.Name, out var at) ? at : null;

    /// <summary>Notes a window, once its pages lie on the disk.</summary>
    public void Note(PullWindow window, DateTimeOffset at)
    {
        windows[window.Name] = at;
        new JsonMapFile<DateTimeOffset>(path, files).Write(windows);
    }
}
