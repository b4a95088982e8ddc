namespace Analytics.SqlModels;

/// <summary>Counts the steps of a build and reports each as it starts.</summary>
internal sealed class BuildSteps(SqlProject project, BuildPlan plan, IProgress<BuildProgress> progress)
{
    private readonly int total = plan.Chunks.Sum(static chunk => chunk.Steps.Sum(static step => step.Days.Length))
        + project.Marts.Count() + project.Checks.Count(static check => !check.IsByDay);

    private int started;
    private BuildProgress current = new(string.Empty, null, null, 0, 0);

    /// <summary>A chunk of days of a model begins; as many steps as it has days.</summary>
    public void Start(DayStep step) => Report(step.Model, step.Days[0], step.Days[^1], step.Days.Length);

    /// <summary>A mart or check over all days begins.</summary>
    public void Start(SqlModel model) => Report(model, null, null, 1);

    /// <summary>A model kept for the build is computed; it belongs to the step that asked for it.</summary>
    public void Materialise(SqlModel model) => progress.Report(new BuildProgress(model.Name, null, null, current.StepsDone, total));

    /// <summary>What was to be computed first is there: the step itself goes on.</summary>
    public void Resume() => progress.Report(current);

    private void Report(SqlModel model, DateOnly? firstDay, DateOnly? lastDay, int steps)
    {
        current = new BuildProgress(model.Name, firstDay, lastDay, started, total);
        started += steps;
        progress.Report(current);
    }
}
