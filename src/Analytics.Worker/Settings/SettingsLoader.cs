using Analytics.Pipeline;
using Analytics.Worker.Http.Receiver;
using Analytics.Worker.Service;
using Microsoft.Extensions.Configuration;

namespace Analytics.Worker.Settings;

/// <summary>Settings given on the command line; null where nothing was given.</summary>
/// <param name="Data">Data root.</param>
/// <param name="Sql">Folder of SQL files.</param>
/// <param name="Sources">Texts <c>KIND=PATH</c>, already checked for the equals sign.</param>
/// <param name="IsSample">The sample company instead of the sources of the settings.</param>
internal sealed record CommandLineSettings(string? Data, string? Sql, IReadOnlyList<string> Sources, bool IsSample);

/// <summary>Settings in force, with the layer that each came from.</summary>
/// <param name="Options">The checked settings.</param>
/// <param name="Root">Folders of the run.</param>
/// <param name="SqlDirectory">Absolute folder of SQL files.</param>
/// <param name="JobsDirectory">Absolute folder of jobs and declarations.</param>
/// <param name="Service">The checked settings of <c>serve</c>, section <c>Analytics:Service</c>.</param>
/// <param name="Origins">Key, value and layer of every setting in force.</param>
internal sealed record LoadedSettings(
    PipelineOptions Options,
    DataRoot Root,
    string SqlDirectory,
    string JobsDirectory,
    ServiceOptions Service,
    IReadOnlyList<SettingOrigin> Origins);

/// <summary>Where a setting came from.</summary>
/// <param name="Key">Configuration key.</param>
/// <param name="Value">Value in force.</param>
/// <param name="Layer">File, environment or command line.</param>
internal sealed record SettingOrigin(string Key, string Value, string Layer);

/// <summary>
/// Reads the layers, the later one wins: <c>appsettings.json</c> beside the program, <c>appsettings.{Environment}.json</c>,
/// <c>/etc/analytics/appsettings.json</c>, environment (<c>Analytics__Publish__KeepGenerations</c>), command line.
/// </summary>
internal static class SettingsLoader
{
    private const string Section = "Analytics";
    private const string ServiceSection = "Analytics:Service";

    /// <summary>Loads and checks.</summary>
    /// <exception cref="InvalidSettingsException">A key is unknown or a value out of range; all faults are listed.</exception>
    public static LoadedSettings Load(CommandLineSettings commandLine)
    {
        var configuration = ReadLayers(commandLine);
        var options = Bind<PipelineOptions>(configuration, key => !IsBelow(key, ServiceSection));
        var service = Bind<ServiceOptions>(configuration, key => IsBelow(key, ServiceSection), ServiceSection);
        if (commandLine.IsSample)
        {
            options = WithSample(options, commandLine);
        }

        IReadOnlyList<string> faults =
            [.. PipelineOptionsValidation.Faults(options), .. ServiceOptionsValidation.Faults(service)];
        if (faults.Count > 0)
        {
            throw new InvalidSettingsException(string.Join('\n', faults));
        }

        var root = new DataRoot(DataRoot.Expand(options.DataDirectory), options.Cluster?.Worker);
        return new LoadedSettings(
            WithPulled(WithReceived(options, service, root), root),
            root,
            DataRoot.Expand(options.SqlDirectory ?? Path.Combine(AppContext.BaseDirectory, "sql")),
            DataRoot.Expand(options.JobsDirectory ?? Path.Combine(AppContext.BaseDirectory, "jobs")),
            service,
            Origins(configuration));
    }

    /// <summary>The sample gets a data root of its own unless one is named, so that it never mixes with real data.</summary>
    private static PipelineOptions WithSample(PipelineOptions options, CommandLineSettings commandLine) => options with
    {
        Sources = SampleSources.Load(),
        DataDirectory = commandLine.Data ?? Path.Combine(options.DataDirectory, "sample"),
    };

    /// <summary>What the service received is a source like any other, as soon as there is something.</summary>
    private static PipelineOptions WithReceived(PipelineOptions options, ServiceOptions service, DataRoot root)
    {
        var received = service.Receiver.Sources
            .Select(static source => (Name: source.Key, source.Value.Kind))
            .Append((Name: ReceiverService.OtlpSource, Kind: "otel-genai"))
            .Where(source => Directory.Exists(root.ReceivedFrom(source.Name)))
            .Select(source => KeyValuePair.Create(
                $"received-{source.Name}",
                new SourceSettings { Kind = source.Kind, Path = root.ReceivedFrom(source.Name) }));
        return options with { Sources = new Dictionary<string, SourceSettings>([.. options.Sources, .. received]) };
    }

    /// <summary>What was pulled is a source like any other, as soon as there is something.</summary>
    private static PipelineOptions WithPulled(PipelineOptions options, DataRoot root)
    {
        var pulled = options.Pulls.Select(static pull => (Name: pull.Key, pull.Value.Kind))
            .Concat(options.Buckets.Select(static bucket => (Name: bucket.Key, bucket.Value.Kind)))
            .Where(pull => Directory.Exists(root.PulledFrom(pull.Name)))
            .Select(pull => KeyValuePair.Create(
                $"pulled-{pull.Name}", new SourceSettings { Kind = pull.Kind, Path = root.PulledFrom(pull.Name) }));
        return options with { Sources = new Dictionary<string, SourceSettings>([.. options.Sources, .. pulled]) };
    }

    private static IConfigurationRoot ReadLayers(CommandLineSettings commandLine)
    {
        var environment = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? "Production";
        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, $"appsettings.{environment}.json"), optional: true)
                .AddJsonFile("/etc/analytics/appsettings.json", optional: true)
                .AddEnvironmentVariables()
                .AddInMemoryCollection(FromCommandLine(commandLine))
                .Build();
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidSettingsException($"{fault.Message} {fault.InnerException?.Message}", fault);
        }
    }

    private static Dictionary<string, string?> FromCommandLine(CommandLineSettings commandLine)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (commandLine.Data is not null)
        {
            values[$"{Section}:{nameof(PipelineOptions.DataDirectory)}"] = commandLine.Data;
        }

        if (commandLine.Sql is not null)
        {
            values[$"{Section}:{nameof(PipelineOptions.SqlDirectory)}"] = commandLine.Sql;
        }

        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var source in commandLine.Sources)
        {
            var equals = source.IndexOf('=', StringComparison.Ordinal);
            var kind = source[..equals];
            var number = seen[kind] = seen.GetValueOrDefault(kind) + 1;
            var key = $"{Section}:{nameof(PipelineOptions.Sources)}:{(number == 1 ? kind : $"{kind}-{number}")}";
            values[$"{key}:{nameof(SourceSettings.Kind)}"] = kind;
            values[$"{key}:{nameof(SourceSettings.Path)}"] = source[(equals + 1)..];
        }

        return values;
    }

    /// <summary>Binds the keys chosen; the pipeline knows nothing of the service, so each gets only its own.</summary>
    private static T Bind<T>(IConfigurationRoot configuration, Func<string, bool> isChosen, string section = Section)
        where T : new()
    {
        try
        {
            return new ConfigurationBuilder()
                .AddInMemoryCollection(configuration.GetSection(Section).AsEnumerable()
                    .Where(pair => pair.Value is not null && isChosen(pair.Key)))
                .Build()
                .GetSection(section)
                .Get<T>(static binder => binder.ErrorOnUnknownConfiguration = true) ?? new T();
        }
        catch (InvalidOperationException fault)
        {
            throw new InvalidSettingsException(
                $"{section}: a setting is unknown or unreadable. {fault.Message} {fault.InnerException?.Message}".TrimEnd(),
                fault);
        }
    }

    private static bool IsBelow(string key, string section) =>
        key.StartsWith(section + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase);

    private static List<SettingOrigin> Origins(IConfigurationRoot configuration) =>
        [.. configuration.GetSection(Section).AsEnumerable()
            .Where(static pair => pair.Value is not null)
            .OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new SettingOrigin(pair.Key, pair.Value!, LayerOf(configuration, pair.Key)))];

    private static string LayerOf(IConfigurationRoot configuration, string key)
    {
        var provider = configuration.Providers.Reverse().First(provider => provider.TryGet(key, out _));
        return provider switch
        {
            FileConfigurationProvider file => file.Source.Path ?? "file",
            Microsoft.Extensions.Configuration.EnvironmentVariables.EnvironmentVariablesConfigurationProvider => "environment",
            _ => "command line",
        };
    }
}
