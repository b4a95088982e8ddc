using Analytics.Pipeline;
using Spectre.Console;

namespace Analytics.Worker.Terminal;

/// <summary>Shows how far a run is: bars on a terminal, a plain line now and then otherwise.</summary>
internal static class ProgressDisplay
{
    /// <summary>Runs the body with a progress display on standard error.</summary>
    public static async Task<T> RunAsync<T>(
        TerminalOutput output, TimeProvider time, Func<IProgress<PipelineEvent>, Task<T>> body)
    {
        if (output.Progress is { } elsewhere)
        {
            return await body(elsewhere);
        }

        if (!output.IsInteractive)
        {
            return await body(new LineProgress(output, time));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            ColorSystem = output.HasColor ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new ElapsedTimeColumn())
            .StartAsync(context => body(new BarProgress(context)));
    }

    private static string Describe(PipelineEvent step)
    {
        var count = step.Total > 0
            ? $"{step.Done}/{step.Total} {step.Unit}"
            : $"{step.Done} {step.Unit}";
        return $"{step.Stage.ToString().ToLowerInvariant(),-8} {count}";
    }

    private sealed class BarProgress(ProgressContext context) : IProgress<PipelineEvent>
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<PipelineStage, ProgressTask> _tasks = [];

        public void Report(PipelineEvent value)
        {
            lock (_gate)
            {
                if (!_tasks.TryGetValue(value.Stage, out var task))
                {
                    foreach (var earlier in _tasks.Values)
                    {
                        earlier.Value = earlier.MaxValue;
                    }

                    task = _tasks[value.Stage] = context.AddTask("");
                }

                task.Description = Markup.Escape(Describe(value));
                task.IsIndeterminate = value.Total == 0;
                task.MaxValue = Math.Max(1, value.Total);
                task.Value = value.Done;
            }
        }
    }

    private sealed class LineProgress(TerminalOutput output, TimeProvider time) : IProgress<PipelineEvent>
    {
        private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
        private readonly Lock _gate = new();
        private PipelineStage? _stage;
        private long _lastShown;

        public void Report(PipelineEvent value)
        {
            lock (_gate)
            {
                var isEnd = value.Total > 0 && value.Done == value.Total;
                if (_stage == value.Stage && !isEnd && time.GetElapsedTime(_lastShown) < Interval)
                {
                    return;
                }

                _stage = value.Stage;
                _lastShown = time.GetTimestamp();
                output.Note($"{Describe(value)} {value.Item}".TrimEnd());
            }
        }
    }
}
