using Analytics.Pipeline;
using Analytics.Worker.Settings;

namespace Analytics.Tests.Worker;

public sealed class SettingsLoaderTest
{
    [Fact]
    public void Load_SourcesOfOneKind_GetNamesOfTheirOwn()
    {
        var settings = SettingsLoader.Load(new CommandLineSettings(null, null, ["codex=~/a", "codex=/b=c"], IsSample: false));

        Assert.Equal("~/a", settings.Options.Sources["codex"].Path);
        Assert.Equal("/b=c", settings.Options.Sources["codex-2"].Path);
        Assert.All(settings.Options.Sources.Values, static source => Assert.Equal("codex", source.Kind));
    }

    [Fact]
    public void Load_DataGiven_WinsAndSaysWhereItCameFrom()
    {
        var settings = SettingsLoader.Load(new CommandLineSettings("/somewhere", null, [], IsSample: false));

        Assert.Equal("/somewhere", settings.Root.Path);
        Assert.Contains(
            new SettingOrigin("Analytics:DataDirectory", "/somewhere", "command line"), settings.Origins);
        Assert.Contains(settings.Origins, static origin => origin.Layer == "appsettings.json");
    }

    [Fact]
    public void Load_Sample_TakesItsSourcesAlone()
    {
        var settings = SettingsLoader.Load(new CommandLineSettings(null, null, [], IsSample: true));

        Assert.Equal("sample", Path.GetFileName(settings.Root.Path));
        Assert.All(settings.Options.Sources.Keys, static name => Assert.StartsWith("sample-", name, StringComparison.Ordinal));
    }

    [Fact]
    public void Load_UnknownKindOfSetting_IsRefused()
    {
        var fault = Assert.Throws<InvalidSettingsException>(
            () => SettingsLoader.Load(new CommandLineSettings(null, null, ["Bad Kind=x"], IsSample: false)));

        Assert.Contains("Analytics:Sources:Bad Kind:Kind", fault.Message, StringComparison.Ordinal);
    }
}
