using Analytics.Domain;
using Analytics.Domain.Network;
using Analytics.Lake.Ledger;
using Analytics.Outputs.Alerts;
using Analytics.Pipeline;
using Analytics.Sources;
using Microsoft.AspNetCore.Http;

namespace Analytics.Tests.Outputs;

/// <summary>Alerts reach whoever is to hear of them, once, and nobody else.</summary>
public sealed class AlertDeliveryTest : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Day = TimeProvider.System.GetUtcNow().AddDays(-1);
    private readonly string folder = Directory.CreateTempSubdirectory("alert-test-").FullName;
    private DuckDbLedger ledger = null!;
    private AlertReceiver receiver = null!;

    public async Task InitializeAsync()
    {
        receiver = await AlertReceiver.StartAsync();
        ledger = DuckDbLedger.OpenAsync(
            Path.Combine(folder, "ledger.duckdb"), folder, new DiskFileOps(), CancellationToken.None).GetAwaiter().GetResult();
    }

    public async Task DisposeAsync() => await receiver.DisposeAsync();

    public void Dispose()
    {
        ledger.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Deliver_NewAlerts_TellsEachOnceSignedOldestFirst()
    {
        await ledger.SaveAlertsAsync(1, [Alert("b", 0), Alert("a", 1)], default);

        Assert.Equal((2, 0), Counts(await DeliverAsync(Options())));
        Assert.Equal((0, 0), Counts(await DeliverAsync(Options())));
        await ledger.SaveAlertsAsync(2, [Alert("b", 0) with { ClosedAt = Day.AddHours(5) }, Alert("a", 1)], default);
        Assert.Equal((0, 0), Counts(await DeliverAsync(Options())));

        Assert.All(receiver.Heard, static heard => Assert.True(heard.IsSigned));
        Assert.Equal(["b", "a"], receiver.Heard.Select(static heard => heard.Data.GetProperty("rule_id").GetString()));
        Assert.Equal("What b watches", receiver.Heard.First().Data.GetProperty("title").GetString());
        Assert.All((await ledger.SnapshotAsync(default)).Alerts, static alert => Assert.NotNull(alert.DeliveredAt));
    }

    [Fact]
    public async Task Deliver_ToAReceiverInTrouble_TriesAgainWithTheSameId()
    {
        await ledger.SaveAlertsAsync(1, [Alert("a", 0)], default);
        receiver.Answer = static (context, number) =>
        {
            context.Response.StatusCode = number switch { 1 => 500, 2 => 429, _ => 200 };
            context.Response.Headers.RetryAfter = "0";
            return Task.CompletedTask;
        };

        Assert.Equal((1, 0), Counts(await DeliverAsync(Options())));

        Assert.Equal(3, receiver.Heard.Count);
        Assert.Single(receiver.Heard.Select(static heard => heard.Id).Distinct());
    }

    [Fact]
    public async Task Deliver_ToAReceiverThatHangs_GivesUpAndKeepsAllForTheNextRun()
    {
        await ledger.SaveAlertsAsync(1, [Alert("a", 0), Alert("b", 1)], default);
        receiver.Answer = static (context, _) => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);

        var report = await DeliverAsync(Options() with { TimeoutSeconds = 1, Attempts = 2 });

        Assert.Equal((0, 2), Counts(report));
        Assert.Equal(ExitCode.DependencyUnreachable, report.ExitCode);
        Assert.Contains("did not answer within 1 seconds", Assert.Single(report.Failures).Reason, StringComparison.Ordinal);
        Assert.Equal(2, receiver.Heard.Count);
        receiver.Answer = static (_, _) => Task.CompletedTask;
        Assert.Equal((2, 0), Counts(await DeliverAsync(Options())));
    }

    [Theory]
    [InlineData(StatusCodes.Status302Found)]
    [InlineData(StatusCodes.Status410Gone)]
    public async Task Deliver_Refused_GoesNowhereElseAndOnToTheNext(int status)
    {
        await ledger.SaveAlertsAsync(1, [Alert("a", 0), Alert("b", 1)], default);
        await using var elsewhere = await AlertReceiver.StartAsync();
        receiver.Answer = (context, number) =>
        {
            context.Response.StatusCode = number == 1 ? status : 200;
            context.Response.Headers.Location = elsewhere.Url.ToString();
            return Task.CompletedTask;
        };

        Assert.Equal((1, 1), Counts(await DeliverAsync(Options())));

        Assert.Equal(2, receiver.Heard.Count);
        Assert.Empty(elsewhere.Heard);
    }

    [Fact]
    [Survives(35)]
    public async Task Deliver_ToAPrivateAddress_ConnectsOnlyWhereAllowed()
    {
        await ledger.SaveAlertsAsync(1, [Alert("a", 0)], default);

        var report = await DeliverAsync(Options() with { AllowPrivateAddresses = false, Attempts = 1 });

        Assert.Equal((0, 1), Counts(report));
        Assert.Contains("private network", report.Failures[0].Reason, StringComparison.Ordinal);
        Assert.Empty(receiver.Heard);
    }

    [Fact]
    public async Task Deliver_OfWhatIsOverOrWithdrawn_RingsForNothing()
    {
        var old = Alert("old", 0) with { OpenedAt = Day.AddDays(-60) };
        await ledger.SaveAlertsAsync(
            1,
            [
                old, old with { RuleId = "over", ClosedAt = Day }, Alert("withdrawn", 0) with { IsWithdrawn = true, ClosedAt = Day },
            ],
            default);

        Assert.Equal((1, 0), Counts(await DeliverAsync(Options())));

        Assert.Equal("old", Assert.Single(receiver.Heard).Data.GetProperty("rule_id").GetString());
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("2002:a00:1::", false)]
    [Survives(35)]
    public void Address_OfAnyKind_IsKnownAsPublicOrNot(string address, bool isOutside) =>
        Assert.Equal(isOutside, OutsideAddress.IsOutside(System.Net.IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://example.com/", false, 1)]
    [InlineData("http://127.0.0.1/", true, 0)]
    [InlineData("https://example.com/hook", false, 0)]
    [InlineData("https://user:password@example.com/", false, 1)]
    [InlineData("file:///etc/passwd", true, 1)]
    [InlineData("alerts", true, 1)]
    [Survives(35)]
    public void Url_ThatMustNotBe_IsAFaultOfTheSettings(string url, bool mayBePrivate, int count)
    {
        var faults = new List<string>();

        new AlertOptions { WebhookUrl = url, AllowPrivateAddresses = mayBePrivate }.AddFaults(faults, "Alerts");

        Assert.Equal(count, faults.Count);
        Assert.DoesNotContain(faults, static fault => fault.Contains("password@", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("short")]
    [InlineData("whsec_no base64 at all")]
    [Survives(36)]
    public void Secret_ThatProtectsNothing_IsRefusedWithoutBeingShown(string? secret)
    {
        var fault = Assert.Throws<InvalidDataException>(
            () => WebhookSecret.Read(new AlertOptions(), new DiskFileOps(), _ => secret));

        Assert.DoesNotContain(secret ?? "nothing at all", fault.Message, StringComparison.Ordinal);
    }

    // The example of the specification of Standard Webhooks.
    [Fact]
    public void Sign_TheSpecificationsExample_GivesItsSignature() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSecret.Read(new AlertOptions(), new DiskFileOps(), static _ => "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232314}"u8));

    private AlertOptions Options() => new()
    {
        WebhookUrl = receiver.Url.ToString(),
        AllowPrivateAddresses = true,
        RetryDelayMilliseconds = 10,
    };

    private async Task<AlertReport> DeliverAsync(AlertOptions options)
    {
        var secret = WebhookSecret.Read(options, new DiskFileOps(), static _ => AlertReceiver.Secret);
        using var webhook = new AlertWebhook(options, secret, TimeProvider.System);
        return await new AlertDelivery(
            ledger, webhook, options, static rule => $"What {rule} watches", TimeProvider.System).RunAsync(default);
    }

    private static (int Delivered, int Waiting) Counts(AlertReport report) => (report.Delivered, report.Waiting);

    private static AlertState Alert(string rule, int hour) =>
        new(rule, "customer_id=o'brien", 110, 120, 90, 100, false, Day.AddHours(hour), null, null);
}
