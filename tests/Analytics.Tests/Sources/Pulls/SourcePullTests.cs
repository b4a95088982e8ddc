using System.Globalization;
using Analytics.Sources;
using Analytics.Sources.Pulls;
using Microsoft.AspNetCore.Http;

namespace Analytics.Tests.Sources.Pulls;

/// <summary>What of a provider's answers reaches landing, and when; the provider is a real server.</summary>
public sealed class SourcePullTests : IAsyncLifetime
{
    private const string Key = "canary-admin-key";
    private readonly string folder = Directory.CreateTempSubdirectory("pull").FullName;
    private readonly StoppedClock clock = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
    private ReportServer server = null!;

    public async Task InitializeAsync() => server = await ReportServer.StartAsync();

    public async Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Pull_OfTwoMonths_AsksEachWholeAndKeepsItsPagesAsTheyCame()
    {
        var first = ReportServer.Page("page_2", (1_759_276_800, "1.25"));
        server.Answer = (context, _) => context.Response.WriteAsync(
            context.Request.Query["page"] == "page_2" ? ReportServer.Page(null, (1_759_363_200, "2")) : first);

        var outcome = await PullAsync(Options() with { Since = new DateOnly(2026, 10, 5) });

        Assert.Equal(new PullOutcome("costs", 2, 4, 4, null), outcome);
        Assert.Equal(first, await File.ReadAllTextAsync(Path.Combine(folder, "2026-10.page-0001.json")));
        Assert.Equal(
            ["2026-10.page-0001.json", "2026-10.page-0002.json", "2026-11.page-0001.json", "2026-11.page-0002.json"], Pages());
        Assert.StartsWith(
            $"/v1/organization/costs?start_time={Seconds(2026, 10, 5)}&end_time={Seconds(2026, 11, 1)}&bucket_width=1d",
            server.Asked.First(),
            StringComparison.Ordinal);
        Assert.Contains($"end_time={Seconds(2026, 11, 21)}", server.Asked.Last(), StringComparison.Ordinal);
        Assert.All(server.Keys, static key => Assert.Equal($"Bearer {Key}", key));
    }

    [Fact]
    public async Task Pull_Again_AsksOnlyForWhatMayHaveChangedAndTouchesOnlyWhatDid()
    {
        var usd = "1";
        server.Answer = (context, _) => context.Response.WriteAsync(ReportServer.Page(null, (1_759_276_800, usd)));
        var options = Options() with { Since = new DateOnly(2026, 10, 1) };
        Assert.Equal(new PullOutcome("costs", 2, 2, 2, null), await PullAsync(options));

        Assert.Equal(new PullOutcome("costs", 1, 1, 0, null), await PullAsync(options));
        usd = "3";
        Assert.Equal(new PullOutcome("costs", 1, 1, 1, null), await PullAsync(options));

        clock.Now = new DateTimeOffset(2026, 12, 3, 23, 0, 0, TimeSpan.Zero);
        Assert.Equal(2, (await PullAsync(options)).Windows);
        clock.Now = new DateTimeOffset(2026, 12, 4, 1, 0, 0, TimeSpan.Zero);
        Assert.Equal(2, (await PullAsync(options)).Windows);
        Assert.Equal(1, (await PullAsync(options)).Windows);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [Survives(40)]
    public async Task Pull_ThatIsPutOff_ComesBackAndLosesNothing(int status)
    {
        server.Answer = (context, number) =>
        {
            context.Response.StatusCode = number == 1 ? status : 200;
            context.Response.Headers.RetryAfter = "0";
            return context.Response.WriteAsync(number == 1 ? "wait" : ReportServer.Page());
        };

        Assert.Equal(new PullOutcome("costs", 1, 1, 1, null), await PullAsync(Options()));
    }

    [Fact]
    [Survives(40)]
    public async Task Pull_OfABodyThatIsCutOff_AsksAgain()
    {
        server.Answer = async (context, number) =>
        {
            var page = ReportServer.Page(null, (1_759_276_800, "1"));
            if (number > 1)
            {
                await context.Response.WriteAsync(page);
                return;
            }

            context.Response.ContentLength = page.Length;
            await context.Response.WriteAsync(page[..40]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        };

        Assert.Equal(new PullOutcome("costs", 1, 1, 1, null), await PullAsync(Options()));
    }

    [Theory]
    [InlineData("""{"data":[],"has_more":true,"next_page":null}""", "next_page")]
    [InlineData("""{"data":[]}""", "has_more")]
    [InlineData("""{"results":[]}""", "'data'")]
    [InlineData("""[1]""", "'data'")]
    [InlineData("""{"data":[""", "no whole JSON")]
    [InlineData("<html>sign in</html>", "no whole JSON")]
    [Survives(40)]
    public async Task Pull_OfAnotherShape_TakesNothingOfTheWindowAndSaysWhatItFound(string body, string found)
    {
        server.Answer = (context, _) => context.Response.WriteAsync(body);

        var outcome = await PullAsync(Options());

        Assert.Contains(found, outcome.Failure, StringComparison.Ordinal);
        Assert.Empty(Pages());
    }

    [Fact]
    [Survives(40)]
    public async Task Pull_WhosePagesLeadInACircle_EndsAndTakesNothing()
    {
        server.Answer = (context, number) => context.Response.WriteAsync(ReportServer.Page(number % 2 == 0 ? "even" : "odd"));

        var outcome = await PullAsync(Options());

        Assert.Contains("leads back", outcome.Failure, StringComparison.Ordinal);
        Assert.Equal(3, server.Asked.Count);
        Assert.Empty(Pages());
    }

    [Fact]
    public async Task Pull_WithFewerPagesThanBefore_LeavesNoneBehind()
    {
        server.Answer = (context, _) =>
            context.Response.WriteAsync(ReportServer.Page(context.Request.Query["page"].Count == 0 ? "page_2" : null));
        await PullAsync(Options());
        Assert.Equal(2, Pages().Count);

        server.Answer = static (context, _) => context.Response.WriteAsync(ReportServer.Page());
        await PullAsync(Options());

        Assert.Single(Pages());
    }

    [Fact]
    public async Task Pull_ThatFailsInTheSecondMonth_GoesOnThereInTheNextRun()
    {
        server.Answer = (context, number) =>
        {
            context.Response.StatusCode = number == 1 ? 200 : 400;
            return context.Response.WriteAsync(ReportServer.Page());
        };
        var options = Options() with { Since = new DateOnly(2026, 10, 1) };
        Assert.NotNull((await PullAsync(options)).Failure);

        server.Answer = static (context, _) => context.Response.WriteAsync(ReportServer.Page());
        server.Asked.Clear();

        Assert.Equal(new PullOutcome("costs", 1, 1, 1, null), await PullAsync(options));
        Assert.Contains($"start_time={Seconds(2026, 11, 1)}", Assert.Single(server.Asked), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "admin key")]
    [InlineData(302, "Redirects are not followed")]
    [InlineData(404, "BaseAddress")]
    [Survives(36)]
    public async Task Pull_ThatIsRefused_SaysWhatToDoAndNeverTheKey(int status, string advice)
    {
        server.Answer = (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return context.Response.WriteAsync($"bad key {Key}\u001b[31m");
        };

        var outcome = await PullAsync(Options());

        Assert.Contains(advice, outcome.Failure, StringComparison.Ordinal);
        Assert.Contains("bad key (key)", outcome.Failure, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', outcome.Failure!);
        Assert.Single(server.Asked);
    }

    [Fact]
    [Survives(40)]
    public async Task Pull_OfAPageBeyondTheLimit_TakesNothing()
    {
        server.Answer = static (context, _) => context.Response.WriteAsync(new string(' ', 2 * 1024 * 1024));

        Assert.NotNull((await PullAsync(Options() with { PageMebibytes = 1 })).Failure);
        Assert.Empty(Pages());
    }

    [Fact]
    [Survives(35)]
    public async Task Pull_FromAPrivateAddressThatIsNotAllowed_NeverConnects()
    {
        var outcome = await PullAsync(Options() with { AllowPrivateAddresses = false });

        Assert.Contains("private network", outcome.Failure, StringComparison.Ordinal);
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task Pull_OfDays_AsksForThoseThatAreOverAndStillServed()
    {
        server.Answer = static (context, _) => context.Response.WriteAsync("""{"data":[]}""");

        var outcome = await PullAsync(
            Options() with { Kind = "openrouter-activity", Since = new DateOnly(2026, 1, 1) });

        Assert.Equal(30, outcome.Windows);
        Assert.Equal("/api/v1/activity?date=2026-10-21", server.Asked.First());
        Assert.Equal("/api/v1/activity?date=2026-11-19", server.Asked.Last());
    }

    [Fact]
    public async Task Pull_OfAnthropic_ShowsItsKeyAndVersionInTheirHeaders()
    {
        var version = "";
        server.Answer = (context, _) =>
        {
            version = context.Request.Headers["anthropic-version"].ToString();
            return context.Response.WriteAsync(ReportServer.Page());
        };

        await PullAsync(Options() with { Kind = "anthropic-cost-report" });

        Assert.Equal("2023-06-01", version);
        Assert.Equal(Key, server.Keys.First());
        Assert.StartsWith(
            "/v1/organizations/cost_report?starting_at=2026-11-01T00%3A00%3A00Z&ending_at=2026-11-21T00%3A00%3A00Z",
            server.Asked.First(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("short")]
    [InlineData("two words of a key")]
    public void Key_ThatIsNone_IsRefusedWithoutBeingShown(string? text)
    {
        var fault = Assert.Throws<InvalidDataException>(() => PullKey.Read(Options(), new DiskFileOps(), _ => text));

        Assert.Contains("PROVIDER_KEY", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(text ?? "(nothing)", fault.Message, StringComparison.Ordinal);
    }

    private Task<PullOutcome> PullAsync(PullOptions options) => new SourcePull("costs", folder, new DiskFileOps(), clock)
        .RunAsync(options, PullKey.Read(options, new DiskFileOps(), static _ => Key), CancellationToken.None);

    private PullOptions Options() => new()
    {
        Kind = "openai-costs",
        KeyVariable = "PROVIDER_KEY",
        Since = new DateOnly(2026, 11, 1),
        BaseAddress = server.Address,
        AllowPrivateAddresses = true,
        Attempts = 2,
        RetryDelayMilliseconds = 1,
    };

    private List<string> Pages() =>
        [.. Directory.GetFiles(folder, "*.json").Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static string Seconds(int year, int month, int day) =>
        new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>A clock that stands until it is set; waits pass as they do.</summary>
    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
