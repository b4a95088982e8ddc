using System.Text;
using Analytics.Domain;

namespace Analytics.EndToEnd.Tests.BadInput;

/// <summary>Damage costs nothing but itself: the process lives, the good rows count, and the bad ones are shown.</summary>
public sealed class BadInputTest(DamagedFiles files) : IClassFixture<DamagedFiles>
{
    [Fact]
    public void Run_DamagedFiles_EndsWithFour() => Assert.Equal(ExitCode.Quarantined, files.Report.ExitCode);

    [Theory]
    [InlineData("deep", "too_deep")]
    [InlineData("huge", "line_too_long")]
    [InlineData("utf8", "bad_utf8")]
    [InlineData("nul", "nul_byte")]
    [InlineData("cut", "invalid_json")]
    [InlineData("surrogate", "invalid_json")]
    [InlineData("twice", "duplicate_key")]
    [InlineData("negative", "negative_counter")]
    [InlineData("fraction", "fractional_counter")]
    [InlineData("text", "not_a_counter")]
    [InlineData("bool", "not_a_counter")]
    [InlineData("nan", "not_a_counter")]
    [InlineData("overflow", "counter_too_big")]
    [InlineData("time", "timestamp_out_of_range")]
    [Survives(9, 14, 15, 16, 18, 19, 20)]
    public void Line_Damaged_StandsInQuarantineWithPlaceReasonAndText(string name, string reason)
    {
        var row = files.Workspace.Query<QuarantinedLine>(
            $"""
            select reason as Reason, path as Path, line_no as Line, byte_offset as "Offset", detail as Detail, raw_text as Text
            from quarantine where source = 'bad-{name}'
            """).Single();

        Assert.Equal(reason, row.Reason);
        Assert.EndsWith($"bad-{name}/a.jsonl", row.Path, StringComparison.Ordinal);
        Assert.Equal(2, row.Line);
        Assert.Equal(DamagedFiles.Good(name, 1).Length, row.Offset);
        Assert.NotEmpty(row.Detail);
        var start = Encoding.ASCII.GetString(DamagedFiles.Lines[name], 0, 20);
        Assert.StartsWith(start, row.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deep", 1)]
    [InlineData("huge", 1)]
    [InlineData("utf8", 1)]
    [InlineData("nul", 1)]
    [InlineData("cut", 1)]
    [InlineData("surrogate", 1)]
    [InlineData("twice", 1)]
    [InlineData("negative", 1)]
    [InlineData("fraction", 1)]
    [InlineData("text", 1)]
    [InlineData("bool", 1)]
    [InlineData("nan", 1)]
    [InlineData("overflow", 1)]
    [InlineData("time", 1)]
    [InlineData("bom", 0)]
    [InlineData("crlf", 0)]
    [InlineData("unended", 0)]
    [InlineData("empty", 0)]
    [InlineData("fields", 0)]
    [Survives(16, 17, 22)]
    public void Mart_GoodLines_CountAndTheTotalsSayWhatIsMissing(string name, int quarantined)
    {
        Assert.Equal(
            [$"{name}-1 2500000000", $"{name}-2 2500000000"],
            files.Workspace.Query<string>(
                $"""
                select request_id || ' ' || list_cost_picousd from priced_requests
                where source = 'bad-{name}' order by request_id
                """));
        Assert.Equal(
            (2L + quarantined, 2L, (long)quarantined),
            files.Workspace.Query<(long, long, long)>(
                $"""
                select sum(rows_read)::bigint, sum(rows_accepted)::bigint, sum(rows_quarantined)::bigint
                from mart_data_quality where source = 'bad-{name}'
                """).Single());
    }

    [Fact]
    [Survives(10, 11)]
    public void Archive_CutOrCorrupt_IsRefusedWithTheBytePosition()
    {
        var refused = files.Report.Ingest!.Report.Refused;

        Assert.Equal(
            ["corrupt.jsonl.gz", "cut.jsonl.gz"],
            refused.Select(static file => Path.GetFileName(file.Path)).Order(StringComparer.Ordinal));
        Assert.All(refused, static file => Assert.Matches(@"\(byte \d+\)", file.Reason));
    }

    [Fact]
    [Survives(12)]
    public void Archive_WholeOrOfSeveralMembers_IsRead() => Assert.Equal(
        ["archives-1", "archives-2", "joined-1", "joined-2"],
        files.Workspace.Query<string>(
            "select request_id from priced_requests where source = 'bad-archives' order by request_id"));

    [Fact]
    public void File_Empty_IsACommittedFact() => Assert.Equal(
        0, files.Workspace.Scalar<long>("select rows_read from lake_files where path like '%bad-empty/b.jsonl'"));

    private sealed record QuarantinedLine(string Reason, string Path, long Line, long Offset, string Detail, string Text);
}
