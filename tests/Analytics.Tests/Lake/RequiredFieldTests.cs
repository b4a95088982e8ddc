using Analytics.Lake.Ingest;

namespace Analytics.Tests.Lake;

/// <summary>A file of another kind is refused whole with what is missing in it; a record that lacks a field is not.</summary>
public sealed class RequiredFieldTests : IDisposable
{
    private readonly LakeFixture lake = new();

    public void Dispose() => lake.Dispose();

    [Fact]
    public async Task Ingest_FieldMissingInEveryLine_RefusesTheFileWithFoundAndExpected()
    {
        lake.ChangeReader("-- record:", "-- requires: tokens or tag.name, written_at\n-- record:");
        lake.Write("good.jsonl", LakeFixture.Line("a") + "\n{\"id\":\"b\"}\n");
        lake.Write("other.jsonl", "{\"id\":\"x\",\"count\":1}\n{\"id\":\"y\",\"count\":2}\n");

        var report = await lake.IngestAsync();

        var refused = Assert.Single(report.Refused);
        Assert.EndsWith(
            "other.jsonl: required field tokens or tag.name, written_at is missing in every record; found count, id; expected "
            + "tokens or tag.name, written_at. Correct the export, or the kind of the source.",
            refused.Reason,
            StringComparison.Ordinal);
        Assert.Equal((1, 1), (report.RowsAccepted, report.RowsQuarantined));
        Assert.Equal(["a"], await lake.QueryAsync("requests", "dedupe_key"));
    }

    [Fact]
    public async Task Ingest_TailOfAKnownFileWithoutTheField_IsJudgedByItsRows()
    {
        lake.ChangeReader("-- record:", "-- requires: tokens\n-- record:");
        var first = LakeFixture.Line("a") + "\n";
        lake.Write("a.jsonl", first);
        await lake.IngestAsync();
        lake.Write("a.jsonl", first + "{\"id\":\"b\",\"written_at\":\"never\"}\n");

        var report = await lake.IngestAsync();

        Assert.Equal((0, 1), (report.Refused.Count, report.RowsQuarantined));
    }

    [Theory]
    [InlineData("""{"data":[{"customer_id":"a"},{"name":"b"}]}""", false)]
    [InlineData("""{"data":[]}""", false)]
    [InlineData("""{"data":[{"name":"b"}]}""", true)]
    [InlineData("""{"items":[{"customer_id":"a"}]}""", true)]
    public async Task Ingest_Page_IsRefusedWhereItsItemsLackTheField(string page, bool isRefused)
    {
        lake.Write("page.json", page);

        var report = await lake.IngestAsync("pages");

        Assert.Equal(isRefused ? 1 : 0, report.Refused.Count);
    }
}
