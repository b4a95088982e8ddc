using Analytics.Domain;
using Analytics.Lake.Ingest;
using Analytics.Outputs;
using Analytics.SqlModels;

namespace Analytics.Pipeline;

/// <summary>What a run did; a stage that did not run is null.</summary>
/// <param name="Ingest">What came into the lake.</param>
/// <param name="Build">What was built and which checks failed.</param>
/// <param name="Publish">The generation that is current now; null when a check failed.</param>
/// <param name="ExitCode">How the run ended: the worst of its stages.</param>
public sealed record RunReport(IngestStage? Ingest, BuildReport? Build, PublishReport? Publish, ExitCode ExitCode);

/// <summary>What came into the lake.</summary>
/// <param name="Report">Files and rows.</param>
/// <param name="StillChanging">Files that were being written and are left for the next run.</param>
/// <param name="ExitCode">Ok, or Quarantined when a file was refused or a source lost more rows than it tolerates.</param>
public sealed record IngestStage(IngestReport Report, IReadOnlyList<string> StillChanging, ExitCode ExitCode);
