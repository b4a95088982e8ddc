using System.Diagnostics;
using Analytics.Benchmarks.Measuring;
using Analytics.Pipeline;

namespace Analytics.Benchmarks.Surveys;

/// <summary>Time of a model over all its days.</summary>
/// <param name="WallSeconds">Time that passed.</param>
/// <param name="CpuSeconds">Processor time of this process.</param>
internal readonly record struct ModelTime(double WallSeconds, double CpuSeconds)
{
    /// <summary>Both together.</summary>
    public static ModelTime operator +(ModelTime left, ModelTime right) =>
        new(left.WallSeconds + right.WallSeconds, left.CpuSeconds + right.CpuSeconds);
}

/// <summary>Charges the time from one report of the build to the next to the model that the first one named.</summary>
internal sealed class ModelWatch : IProgress<PipelineEvent>
{
    private const int DearestModels = 12;
    private readonly Dictionary<string, ModelTime> times = new(StringComparer.Ordinal);
    private string? model;
    private long startedAt;
    private double cpuAtStart;

    /// <inheritdoc/>
    public void Report(PipelineEvent value)
    {
        Charge();
        model = value.Item;
    }

    /// <summary>Charges the last model and gives the times by model.</summary>
    public Dictionary<string, ModelTime> Stop()
    {
        Charge();
        model = null;
        return times;
    }

    /// <summary>The models that took most of the processor time of a run, the dearest first.</summary>
    public IEnumerable<Finding> Dearest(Measurement run) =>
        Stop().OrderByDescending(static model => model.Value.CpuSeconds).Take(DearestModels)
            .Select(model => new Finding(
                model.Key, 100 * model.Value.CpuSeconds / run.CpuSeconds, "% of the processor time", null, null));

    private void Charge()
    {
        var cpu = Environment.CpuUsage.TotalTime.TotalSeconds;
        if (model is not null)
        {
            var spent = new ModelTime(Stopwatch.GetElapsedTime(startedAt).TotalSeconds, cpu - cpuAtStart);
            times[model] = times.GetValueOrDefault(model) + spent;
        }

        (startedAt, cpuAtStart) = (Stopwatch.GetTimestamp(), cpu);
    }
}
