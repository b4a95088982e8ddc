using Analytics.Domain;
using Analytics.Pipeline;
using Analytics.Sources.Pulls;
using Analytics.SqlModels;
using Analytics.SqlModels.Declarations;
using Analytics.Worker.Settings;

namespace Analytics.Worker.Doctor;

/// <summary>Whether settings, SQL files and sources fit together.</summary>
/// <param name="settings">Settings in force.</param>
/// <param name="files">File operations.</param>
internal sealed class SettingsChecks(LoadedSettings settings, IFileOps files)
{
    /// <summary>All checks of the settings.</summary>
    public IEnumerable<DoctorCheck> Run()
    {
        foreach (var origin in settings.Origins)
        {
            yield return DoctorCheck.Ok("setting", $"{origin.Key} = {origin.Value} ({origin.Layer})");
        }

        yield return TimeZones();
        var (project, check) = LoadProject();
        yield return check;
        foreach (var (name, source) in settings.Options.Sources)
        {
            yield return Source(name, source, project);
        }

        foreach (var (name, pull) in settings.Options.Pulls)
        {
            yield return Pull(name, pull);
        }
    }

    private DoctorCheck Pull(string name, PullOptions pull)
    {
        try
        {
            SourcePulls.ReadKey(pull, files);
            return DoctorCheck.Ok("pull", $"{name}: {pull.Kind}, with a key in {pull.KeyFile ?? pull.KeyVariable}");
        }
        catch (InvalidSettingsException fault)
        {
            return DoctorCheck.Fault("pull", $"{name}: {fault.Message}", "Put the key in place.", ExitCode.InvalidConfiguration);
        }
    }

    private static DoctorCheck TimeZones() => TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Zurich", out _)
        ? DoctorCheck.Ok("time zones", "IANA names are known")
        : DoctorCheck.Warning("time zones", "no time zone data", "Install the package tzdata, or report in UTC.");

    private (SqlProject? Project, DoctorCheck Check) LoadProject()
    {
        try
        {
            var project = DeclarationFiles.Load(SqlProject.Load(settings.SqlDirectory), settings.JobsDirectory);
            return (project, DoctorCheck.Ok(
                "sql files",
                $"{settings.SqlDirectory}: {project.Readers.Length} readers, {project.Models.Length} models, "
                + $"{project.Checks.Length} checks"));
        }
        catch (Exception fault) when (fault is SqlProjectException or InvalidDeclarationException)
        {
            return (null, DoctorCheck.Fault(
                "sql files", fault.Message, "Correct the files named.", ExitCode.InvalidConfiguration));
        }
    }

    private DoctorCheck Source(string name, SourceSettings source, SqlProject? project)
    {
        var reader = source.Kind.Replace('-', '_');
        var path = DataRoot.Expand(source.Path);
        if (project is not null && project.Readers.All(model => model.Name != reader))
        {
            var kinds = string.Join(", ", project.Readers.Select(static model => model.Name.Replace('_', '-')));
            return DoctorCheck.Fault(
                "source",
                $"{name}: kind {source.Kind} has no reader",
                $"Use one of {kinds}, or add sql/readers/{reader}.sql.",
                ExitCode.InvalidConfiguration);
        }

        return files.DirectoryExists(path) || files.FileExists(path)
            ? DoctorCheck.Ok("source", $"{name}: {source.Kind} in {path}")
            : DoctorCheck.Warning(
                "source", $"{name}: {path} is missing", "Correct the path; what was read from it before stays in the lake.");
    }
}
