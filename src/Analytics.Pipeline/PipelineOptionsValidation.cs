using System.ComponentModel.DataAnnotations;
using Analytics.Lake.Readers;
using Analytics.ObjectStorage;
using Analytics.Sources.Pulls;

namespace Analytics.Pipeline;

/// <summary>Finds every fault of the settings at once, before anything runs.</summary>
public static class PipelineOptionsValidation
{
    /// <summary>All faults as sentences that name the setting; empty when the settings can be used.</summary>
    public static IReadOnlyList<string> Faults(PipelineOptions options)
    {
        var faults = new List<string>();
        AddAnnotated(faults, "Analytics", options);
        AddAnnotated(faults, "Analytics:Engine", options.Engine);
        AddAnnotated(faults, "Analytics:Stability", options.Stability);
        AddAnnotated(faults, "Analytics:Ingest", options.Ingest);
        AddAnnotated(faults, "Analytics:Ingest:Limits", options.Ingest.Limits);
        AddAnnotated(faults, "Analytics:Integrity", options.Integrity);
        AddAnnotated(faults, "Analytics:Publish", options.Publish);
        AddAnnotated(faults, "Analytics:Alerts", options.Alerts);
        options.Alerts.AddFaults(faults, "Analytics:Alerts");
        if (options.Publish.Postgres is { } postgres)
        {
            AddAnnotated(faults, "Analytics:Publish:Postgres", postgres);
        }

        if (options.Cluster is { } cluster)
        {
            AddAnnotated(faults, "Analytics:Cluster", cluster);
        }

        foreach (var (name, source) in options.Sources)
        {
            AddAnnotated(faults, $"Analytics:Sources:{name}", source);
            faults.AddRange(MappingFaults(name, source).Select(fault => $"Analytics:Sources:{name}:{fault}"));
        }

        foreach (var (name, pull) in options.Pulls)
        {
            AddAnnotated(faults, $"Analytics:Pulls:{name}", pull);
            pull.AddFaults(faults, $"Analytics:Pulls:{name}");
        }

        foreach (var (name, bucket) in options.Buckets)
        {
            AddAnnotated(faults, $"Analytics:Buckets:{name}", bucket);
            AddBucket(faults, $"Analytics:Buckets:{name}:Store", bucket.Store);
        }

        if (options.Publish.Bucket is { } target)
        {
            AddBucket(faults, "Analytics:Publish:Bucket", target);
        }

        faults.AddRange(options.Pulls.Keys.Concat(options.Buckets.Keys).Where(static name => !PullOptions.IsName(name)).Select(
            static name => $"Analytics: found a pull or bucket named '{name}', expected lower-case words joined by '-'. Rename it."));
        faults.AddRange(options.Pulls.Keys.Intersect(options.Buckets.Keys).Select(
            static name => $"Analytics: '{name}' names both a pull and a bucket, expected one of them. Rename one."));

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.ReportingTimeZone, out _))
        {
            faults.Add($"Analytics:ReportingTimeZone: '{options.ReportingTimeZone}' is no time zone known here. "
                + "Give an IANA name such as Europe/Zurich.");
        }

        return faults;
    }

    private static void AddBucket(List<string> faults, string section, BucketOptions bucket)
    {
        AddAnnotated(faults, section, bucket);
        bucket.AddFaults(faults, section);
    }

    private static IEnumerable<string> MappingFaults(string name, SourceSettings source) => source switch
    {
        { Kind: SourceMapping.Kind, Mapping: null } => ["Mapping: is missing. Say which field is which column."],
        { Kind: SourceMapping.Kind, Mapping: { } mapping } => MappedNameFaults(name)
            .Concat(mapping.Faults().Select(static fault => $"Mapping:{fault}")),
        { Mapping: not null } => [$"Mapping: kind '{source.Kind}' takes none. Remove it, or use kind mapped."],
        _ => [],
    };

    // The name becomes part of the kind under which its files are remembered.
    private static IEnumerable<string> MappedNameFaults(string name) =>
        name.All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
            ? []
            : [$"the name of a mapped source is '{name}', expected lower-case letters, digits and '-'. Rename it."];

    /// <summary>Adds what the annotations of one record of settings find.</summary>
    /// <param name="faults">Sentences so far.</param>
    /// <param name="section">Configuration key of the record.</param>
    /// <param name="settings">The record.</param>
    public static void AddAnnotated(List<string> faults, string section, object settings)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(settings, new ValidationContext(settings), results, validateAllProperties: true);
        faults.AddRange(results.Select(result =>
            $"{section}:{string.Join(",", result.MemberNames)}: {result.ErrorMessage}"));
    }
}
