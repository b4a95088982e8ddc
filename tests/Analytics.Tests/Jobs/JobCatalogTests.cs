using Analytics.Domain.Jobs;
using Analytics.Pipeline;
using Analytics.Pipeline.Jobs;
using Analytics.Sources;
using Analytics.Worker;
using Analytics.Worker.Service;

namespace Analytics.Tests.Jobs;

public sealed class JobCatalogTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("jobs-test-").FullName;
    private readonly StopSignals signals = new();

    public void Dispose()
    {
        signals.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Load_FewestSettings_TakesTheStandards()
    {
        Write("a.json", """{"id": "ingest", "cron": "*/5 * * * *", "verb": "ingest"}""");

        var job = Assert.Single(Load().Jobs);

        Assert.Equal(("ingest", "*/5 * * * *", "ingest"), (job.Id, job.Schedule.Text, job.Verb));
        Assert.Equal((TimeSpan.FromHours(1), 2, TimeSpan.FromSeconds(30)), (job.TimeLimit, job.Retries, job.RetryDelay));
        Assert.Equal((OverlapPolicy.Skip, CatchUpPolicy.Latest), (job.Overlap, job.CatchUp));
    }

    [Fact]
    public void Load_FolderBelow_BelongsToOthers()
    {
        Directory.CreateDirectory(Path.Combine(folder, "scenarios"));
        Write("scenarios/x.json", "not a job");

        Assert.Empty(Load().Jobs);
    }

    [Theory]
    [InlineData("{\n  \"id\": \"Bad Id\", \"cron\": \"0 0 * * *\", \"verb\": \"ingest\"\n}", ":2: 'id' is 'Bad Id', expected")]
    [InlineData("{\n  \"id\": \"a\",\n  \"cron\": \"0 0 * *\",\n  \"verb\": \"ingest\"\n}", ":3: cron: found 4 fields, expected 5")]
    [InlineData("{\"id\": \"a\", \"cron\": \"0 0 * * *\"}", ":1: 'verb' is missing, expected a text")]
    [InlineData("{\"id\": \"a\", \"cron\": \"0 0 * * *\",\n\"verb\": \"ingst\"}", ":2: verb: found 'ingst', expected one of run, pull, ingest")]
    [InlineData("{\"id\": \"a\", \"cron\": \"0 0 * * *\",\n\"verb\": \"serve\"}", ":2: verb: found 'serve', expected one of")]
    [InlineData(
        "{\"id\": \"a\", \"cron\": \"0 0 * * *\",\n\"verb\": \"ingest\", \"arguments\": [\"--nope\"]}",
        ":2: verb: found 'ingest --nope', expected what the command line takes")]
    [InlineData(
        "{\"id\": \"a\", \"cron\": \"0 0 * * *\", \"verb\": \"ingest\",\n\"retries\": 99}",
        ":2: 'retries' is 99, expected a whole number from 0 to 10")]
    [InlineData(
        "{\"id\": \"a\", \"cron\": \"0 0 * * *\", \"verb\": \"ingest\",\n\n\"overlap\": \"maybe\"}",
        ":3: 'overlap' is 'maybe', expected one of skip, queue")]
    [InlineData(
        "{\"id\": \"a\", \"cron\": \"0 0 * * *\", \"verb\": \"ingest\",\n\"colour\": 1}",
        ":2: found 'colour', expected one of arguments, catch_up, cron")]
    [InlineData("{\n\"id\": \"a\",\n\"id\": \"b\"}", ":3: found 'id' twice, expected it once")]
    [InlineData("{\n\"id\": ]", ":2: found no valid JSON, expected one object")]
    [InlineData("[]", ":1: found no JSON object, expected one")]
    [InlineData("{\"id\": \"a\", \"cron\": \"0 0 * * *\", \"verb\": \"ingest\"}\n{}", ":2: found")]
    public void Load_FaultyFile_NamesFileLineFoundAndExpected(string content, string expected)
    {
        Write("a.json", content);

        var fault = Assert.Throws<InvalidSettingsException>(Load);

        Assert.Contains(Path.Combine(folder, "a.json") + expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OneIdTwice_NamesBothFiles()
    {
        Write("a.json", """{"id": "x", "cron": "0 0 * * *", "verb": "ingest"}""");
        Write("b.json", """{"id": "x", "cron": "0 0 * * *", "verb": "build"}""");

        var fault = Assert.Throws<InvalidSettingsException>(Load);

        Assert.Contains("a.json has too", fault.Message, StringComparison.Ordinal);
        Assert.StartsWith(Path.Combine(folder, "b.json"), fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_JobsOfTheRepository_AreValid()
    {
        var jobs = JobCatalog.Load(
            Path.Combine(AppContext.BaseDirectory, "jobs"), new DiskFileOps(), new VerbJob(signals, []).FaultOf);

        Assert.Superset(new HashSet<string> { "pull", "ingest", "build", "publish", "verify", "alerts" }, jobs.Jobs.Select(static job => job.Id).ToHashSet());
    }

    private JobCatalog Load() => JobCatalog.Load(folder, new DiskFileOps(), new VerbJob(signals, []).FaultOf);

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(folder, name), content);
}
