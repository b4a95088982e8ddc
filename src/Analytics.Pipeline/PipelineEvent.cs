namespace Analytics.Pipeline;

/// <summary>The stages of a run, in order.</summary>
public enum PipelineStage
{
    /// <summary>Bytes into the lake.</summary>
    Ingest,

    /// <summary>Lake into marts.</summary>
    Build,

    /// <summary>Marts into a generation.</summary>
    Publish,

    /// <summary>Files against their recorded hashes.</summary>
    Verify,

    /// <summary>Reports of providers into landing.</summary>
    Pull,
}

/// <summary>How far a stage is.</summary>
/// <param name="Stage">Stage that reports.</param>
/// <param name="Item">File, model or table under way.</param>
/// <param name="Done">Finished, 0 or more.</param>
/// <param name="Total">In all; 0 = not known.</param>
/// <param name="Unit">What is counted, such as <c>files</c>.</param>
public readonly record struct PipelineEvent(PipelineStage Stage, string Item, long Done, long Total, string Unit);
