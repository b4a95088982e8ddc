using System.Globalization;
using System.Security.Cryptography;
using Analytics.Domain;

namespace Analytics.Sources.Pulls;

/// <summary>What pulling one report or bucket came to.</summary>
/// <param name="Name">Name in the settings.</param>
/// <param name="Windows">Windows pulled whole; null = a bucket, which has none.</param>
/// <param name="Files">Pages or objects there were.</param>
/// <param name="FilesChanged">Those that were new or said something else than before.</param>
/// <param name="Failure">Why it stopped early, without secrets; null = it is up to date.</param>
public sealed record PullOutcome(string Name, int? Windows, int Files, int FilesChanged, string? Failure);

/// <summary>
/// Brings the pages of a report into landing as they came. A window is put there only whole, each page under a name that
/// it keeps: a page that changed replaces the one before, and one that did not is left alone, so that nothing is read again.
/// </summary>
/// <param name="name">Name in the settings.</param>
/// <param name="folder">Folder of the pages, absolute.</param>
/// <param name="files">File operations.</param>
/// <param name="time">Clock.</param>
public sealed class SourcePull(string name, string folder, IFileOps files, TimeProvider time)
{
    /// <summary>Pages of one window at most: more are a cursor that never ends.</summary>
    private const int PagesMax = 10_000;

    // No reader takes a name that ends so.
    private const string StagedSuffix = ".part";

    /// <summary>Pulls what is due, oldest first; a failure ends it, and the windows before stay.</summary>
    public async Task<PullOutcome> RunAsync(PullOptions options, PullKey key, CancellationToken cancellation)
    {
        var report = PullReport.Find(options.Kind)!;
        files.CreateDirectory(folder);
        using var held = files.TryLock(Path.Combine(folder, "lock"));
        if (held is null)
        {
            return new PullOutcome(name, 0, 0, 0, $"Pull {name}: another worker is at it. The next run goes on.");
        }

        var log = new WindowLog(Path.Combine(folder, "windows.pulled"), files);
        using var client = new PullClient(name, options, key, time);
        var outcome = new PullOutcome(name, 0, 0, 0, null);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        foreach (var window in PullWindow.Of(report, options.Since!.Value, today))
        {
            if (!window.IsDue(log.PulledAt(window), options.LookbackDays ?? report.LookbackDays))
            {
                continue;
            }

            // Before the first answer: what is corrected meanwhile is asked for again.
            var askedAt = time.GetUtcNow();
            try
            {
                var pages = await StageAsync(client, window, cancellation);
                outcome = outcome with
                {
                    Windows = outcome.Windows + 1,
                    Files = outcome.Files + pages,
                    FilesChanged = outcome.FilesChanged + Place(window, pages),
                };
            }
            catch (PullFailedException fault)
            {
                return outcome with { Failure = fault.Message };
            }

            log.Note(window, askedAt);
        }

        return outcome;
    }

    private async Task<int> StageAsync(PullClient client, PullWindow window, CancellationToken cancellation)
    {
        var cursors = new HashSet<string>(StringComparer.Ordinal);
        string? cursor = null;
        for (var number = 1; ; number++)
        {
            var page = await client.ReadAsync(window, cursor, cancellation);
            var path = PathOf(window, number) + StagedSuffix;
            await using (var stream = files.Create(path))
            {
                await stream.WriteAsync(page.Bytes, cancellation);
            }

            files.FlushFile(path);
            cursor = page.Next;
            if (cursor is null)
            {
                return number;
            }

            if (!cursors.Add(cursor) || number == PagesMax)
            {
                throw new PullFailedException(
                    $"Pull {name}, window {window.Name}: page {number} leads back to a page that was read before, expected an "
                    + "end. Nothing of the window was taken; try later, and tell the provider if this stays.");
            }
        }
    }

    private int Place(PullWindow window, int pages)
    {
        var changed = 0;
        for (var number = 1; number <= pages; number++)
        {
            var target = PathOf(window, number);
            var staged = target + StagedSuffix;
            if (files.FileExists(target) && HasSameBytes(staged, target))
            {
                files.DeleteFile(staged);
                continue;
            }

            files.MoveFile(staged, target);
            changed++;
        }

        // Fewer pages than before: what stood on the others stands on these now.
        for (var number = pages + 1; files.FileExists(PathOf(window, number)); number++)
        {
            files.DeleteFile(PathOf(window, number));
        }

        files.FlushDirectory(folder);
        return changed;
    }

    private bool HasSameBytes(string left, string right)
    {
        if (files.GetFacts(left)!.Value.LengthBytes != files.GetFacts(right)!.Value.LengthBytes)
        {
            return false;
        }

        using var leftBytes = files.OpenRead(left);
        using var rightBytes = files.OpenRead(right);
        return SHA256.HashData(leftBytes).AsSpan().SequenceEqual(SHA256.HashData(rightBytes));
    }

    private string PathOf(PullWindow window, int number) => Path.Combine(
        folder, string.Create(CultureInfo.InvariantCulture, $"{window.Name}.page-{number:0000}.json"));
}
