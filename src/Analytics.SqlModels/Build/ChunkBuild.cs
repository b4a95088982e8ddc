using System.Collections.Immutable;
using Analytics.Domain;
using Analytics.SqlModels.Sharing;

namespace Analytics.SqlModels;

/// <summary>
/// Brings all chunks up to date: alone, or together with other workers, each of which claims a chunk, builds it and leaves
/// its rows to the rest.
/// </summary>
internal sealed class ChunkBuild(
    DayBuild dayBuild,
    Fingerprints fingerprints,
    SharedDays? shared,
    IFileOps files,
    TimeProvider time,
    Action<DayStep> onStep)
{
    // While others are at all that is left. A chunk takes seconds to minutes.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>The first check that fails; null when every chunk is up to date.</summary>
    public async Task<CheckFailure?> RunAsync(IEnumerable<BuildChunk> chunks, CancellationToken cancellation)
    {
        var open = chunks.ToList();
        while (open.Count > 0)
        {
            var before = open.Count;
            foreach (var chunk in open.ToList())
            {
                await using var claim = shared is null ? null : await shared.TryClaimAsync(chunk.FirstDay, cancellation);
                if (shared is not null && claim is null)
                {
                    continue;
                }

                open.Remove(chunk);
                if (await RunAsync(chunk, cancellation) is { } failure)
                {
                    return failure;
                }
            }

            if (open.Count == before)
            {
                await Task.Delay(Pause, time, cancellation);
            }
        }

        return null;
    }

    private async Task<CheckFailure?> RunAsync(BuildChunk chunk, CancellationToken cancellation)
    {
        var finished = await FinishedAsync(chunk, cancellation);
        foreach (var step in chunk.Steps)
        {
            onStep(step);
            var (theirs, ours) = (With(step, day => finished.ContainsKey((step.Model.Name, day))),
                With(step, day => !finished.ContainsKey((step.Model.Name, day))));
            if (!theirs.Days.IsEmpty)
            {
                var parts = theirs.Days.Select(day => finished[(step.Model.Name, day)].Part).OfType<LakePart>();
                await dayBuild.AdoptAsync(theirs, [.. parts], cancellation);
            }

            if (!ours.Days.IsEmpty && await BuildAsync(ours, cancellation) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    private async Task<CheckFailure?> BuildAsync(DayStep step, CancellationToken cancellation)
    {
        var failure = await dayBuild.RunAsync(step, cancellation);
        if (failure is null && shared is not null)
        {
            var parts = (await dayBuild.PartsToShareAsync(step, cancellation))
                .ToDictionary(static part => part.EventDate!.Value);
            var days = step.Days.Select(day => new SharedDay(
                step.Model.Name, day, fingerprints.OfDay(step.Model, day), parts.GetValueOrDefault(day)));
            await shared.AddAsync([.. days], cancellation);
        }

        return failure;
    }

    // A file that somebody removed is built again.
    private async Task<Dictionary<(string Model, DateOnly Day), SharedDay>> FinishedAsync(
        BuildChunk chunk, CancellationToken cancellation)
    {
        if (shared is null)
        {
            return [];
        }

        var models = chunk.Steps.ToDictionary(static step => step.Model.Name, static step => step.Model, StringComparer.Ordinal);
        return (await shared.ReadAsync(chunk.Days, cancellation))
            .Where(day => models.TryGetValue(day.Model, out var model)
                && fingerprints.OfDay(model, day.Day) == day.InputHash
                && (day.Part is null || files.FileExists(day.Part.Path)))
            .ToDictionary(static day => (day.Model, day.Day));
    }

    private static DayStep With(DayStep step, Func<DateOnly, bool> isWanted) =>
        step with { Days = [.. step.Days.Where(isWanted)] };
}
