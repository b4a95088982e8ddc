namespace Analytics.Pipeline;

/// <summary>Passes a stage's own progress on as that of the run, on the caller's thread and in order.</summary>
/// <param name="target">Progress of the run.</param>
/// <param name="translate">Turns a step of the stage into one of the run.</param>
internal sealed class StageProgress<T>(IProgress<PipelineEvent> target, Func<T, PipelineEvent> translate) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => target.Report(translate(value));
}
