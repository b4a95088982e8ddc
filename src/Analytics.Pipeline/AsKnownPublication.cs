using System.Globalization;
using Analytics.Domain;
using Analytics.Outputs;
using Analytics.SqlModels;

namespace Analytics.Pipeline;

/// <summary>
/// The marts as they would have been built at an instant, in a folder of their own below <see cref="DataRoot.AsKnown"/>:
/// neither the current generation nor the work database is touched. Asked again, what is built is used again.
/// </summary>
internal sealed class AsKnownPublication(
    DataRoot root, SqlProject project, PipelineOptions options, IFileOps files, TimeProvider time)
{
    /// <summary>Builds and publishes what is not there yet.</summary>
    /// <param name="snapshot">The lake as it stood then.</param>
    /// <param name="knownAt">The instant.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Stops between statements.</param>
    /// <exception cref="InvalidDataException">Nothing had been read by then.</exception>
    /// <exception cref="CheckFailedException">A check does not hold on what was known then.</exception>
    public async Task<AsKnown> PublishAsync(
        LakeSnapshot snapshot, DateTimeOffset knownAt, IProgress<PipelineEvent> progress, CancellationToken cancellation)
    {
        var instant = knownAt.ToUniversalTime();
        if (snapshot.CommitNo == 0)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{root.Path}: at {instant:yyyy-MM-ddTHH:mm:ss'Z'} nothing had been read yet. Ask for a later instant."));
        }

        var folder = Path.Combine(
            root.AsKnown, instant.ToString("yyyyMMdd'T'HHmmss.ffffff'Z'", CultureInfo.InvariantCulture));
        files.CreatePrivateDirectory(root.AsKnown);
        files.CreatePrivateDirectory(folder);
        var settings = PipelineParts.BuildOptions(root, options) with
        {
            StateDirectory = folder,
            PricedDirectory = Path.Combine(folder, "priced"),
            KnownAt = instant,
        };
        var build = await new ModelBuild(project, settings, files, time).RunAsync(
            snapshot,
            shared: null,
            new StageProgress<BuildProgress>(progress, static step => new PipelineEvent(
                PipelineStage.Build, step.Model, step.StepsDone, step.StepsTotal, "steps")),
            cancellation);
        if (!build.IsPublishable)
        {
            throw new CheckFailedException(string.Join('\n', build.Failures));
        }

        // A folder for each state of SQL and settings, so that what stands in it is never stale.
        var store = new GenerationStore(Path.Combine(folder, "published", build.InputHash[..12]), files);
        if (store.Current() is null)
        {
            var engine = options.Engine.ToEngineOptions(root.Temp) with
            {
                DatabasePath = settings.WorkDatabasePath,
                AllowedDirectories = [root.Lake, settings.PricedDirectory],
            };
            await new Publisher(store, options.Publish with { KeepGenerations = 1, Postgres = null }, files, time)
                .PublishAsync(
                    PublicationPlan.Create(project, snapshot, build, engine),
                    new StageProgress<PublishProgress>(progress, static step => new PipelineEvent(
                        PipelineStage.Publish, step.Item, step.Done, step.Total, "tables")),
                    cancellation);
        }

        return new AsKnown(store, settings.PricedDirectory);
    }
}

/// <summary>Marts as they were known at an instant.</summary>
/// <param name="Published">Where they stand; one generation.</param>
/// <param name="PricedDirectory">What their drill-down view reads beside the lake, absolute.</param>
public sealed record AsKnown(GenerationStore Published, string PricedDirectory);
