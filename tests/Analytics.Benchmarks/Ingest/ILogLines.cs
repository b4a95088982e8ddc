using Analytics.Benchmarks.Generation;

namespace Analytics.Benchmarks.Ingest;

/// <summary>Lines of a log in one format.</summary>
internal interface ILogLines
{
    /// <summary>Adds a line as the tool itself would write it.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="number">Number of the line, from 0; it decides the time.</param>
    /// <param name="drawing">All other choices.</param>
    void Add(LineFile file, long number, Drawing drawing);
}
