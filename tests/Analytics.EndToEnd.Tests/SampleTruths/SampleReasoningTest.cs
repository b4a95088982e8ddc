using System.Globalization;
using System.Text.Json;

namespace Analytics.EndToEnd.Tests.SampleTruths;

/// <summary>The two planted shifts of reasoning: one that the logs show, one that only the invoice does.</summary>
[Collection(SampleCases.Name)]
public sealed class SampleReasoningTest(SampleRun run)
{
    private readonly JsonElement _logged = run.Truth.GetProperty("planted").GetProperty("reasoning_shift");
    private readonly JsonElement _hidden = run.Truth.GetProperty("planted").GetProperty("hidden_reasoning_shift");

    [Fact]
    public void Regressions_OfTheSample_AreThePlantedTwoAndNoOther() => Assert.Equal(
        new[] { Name(_logged, Text(_logged, "feature")), Name(_hidden, "(all)") }.Order(StringComparer.Ordinal),
        run.Workspace.Query<string>(
            """
            select concat_ws(' ', provider, llm_model, feature, start_date, is_visible_in_logs) from mart_reasoning_regressions
            """).Order(StringComparer.Ordinal));

    [Fact]
    public void Regression_InTheLogs_HasThePlantedRatiosBeforeAndAfter()
    {
        var (before, after) = (_logged.GetProperty("before"), _logged.GetProperty("after"));
        var shift = run.Workspace.Query<(long, long, double, double, string?)>(
            $"select requests_before, requests_after, ratio_before, ratio_after, cause_candidates {Shift(_logged)}").Single();

        Assert.Equal(before.GetProperty("requests").GetInt64(), shift.Item1);
        Assert.Equal(after.GetProperty("requests").GetInt64(), shift.Item2);
        Assert.Equal((double)Number(before, "reasoning_per_visible"), shift.Item3, 1e-9);
        Assert.Equal((double)Number(after, "reasoning_per_visible"), shift.Item4, 1e-9);
        Assert.Null(shift.Item5);
    }

    [Fact]
    public void Regression_OnTheInvoiceOnly_HasThePlantedTokensAndCost()
    {
        var shift = run.Workspace.Query<(double Tokens, double TokensBefore, decimal Usd, DateTime Detected)>(
            $"""
            select
                tokens_per_request_after * requests_after, tokens_per_request_before * requests_before,
                cost_per_day_usd * (
                    select count(distinct event_date) from mart_reasoning_daily
                    where llm_model = '{Text(_hidden, "llm_model")}' and event_date >= '{Text(_hidden, "start_day")}'
                ),
                detected_date
            {Shift(_hidden)}
            """).Single();

        Assert.Equal((double)Number(_hidden, "hidden_reasoning_tokens"), shift.Tokens, 0.001);
        Assert.Equal(0, shift.TokensBefore);
        Assert.Equal(Number(_hidden, "hidden_cost_usd"), decimal.Round(shift.Usd, 10));
        Assert.Equal(DateTime.Parse(Text(_hidden, "start_day"), CultureInfo.InvariantCulture).AddDays(1), shift.Detected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Daily_OfTheShiftedFeature_AddsUpToThePlantedTokens(bool isAfter)
    {
        var planted = _logged.GetProperty(isAfter ? "after" : "before");
        Assert.Equal(
            (planted.GetProperty("requests").GetInt64(), planted.GetProperty("visible_output_tokens").GetInt64(),
                planted.GetProperty("reasoning_tokens").GetInt64(), Number(planted, "list_cost_usd")),
            run.Workspace.Query<(long, long, long, decimal)>(
                $"""
                select
                    sum(requests)::bigint, sum(visible_output_tokens)::bigint, sum(reasoning_tokens)::bigint,
                    sum(list_cost_usd)
                from mart_reasoning_daily
                where llm_model = '{Text(_logged, "llm_model")}' and feature = '{Text(_logged, "feature")}'
                and (event_date >= date '{Text(_logged, "start_day")}') = {isAfter}
                """).Single());
    }

    [Fact]
    public void Daily_OfTheHiddenShift_ShowsVisibleOutputOnly() => Assert.Equal(
        (_hidden.GetProperty("requests").GetInt64(), _hidden.GetProperty("logged_visible_output_tokens").GetInt64(), 0L, null),
        run.Workspace.Query<(long, long, long, long?)>(
            $"""
            select
                sum(requests)::bigint, sum(visible_output_tokens)::bigint, sum(reported_requests)::bigint,
                sum(reasoning_tokens)::bigint
            from mart_reasoning_daily
            where llm_model = '{Text(_hidden, "llm_model")}' and feature = '{Text(_hidden, "feature")}'
            and event_date >= date '{Text(_hidden, "start_day")}'
            """).Single());

    /// <summary>The week of the shift grew by what a call reasons; what it visibly answers stayed as it was.</summary>
    [Fact]
    public void BillChange_WeekOfTheShift_IsMostlyReasoning()
    {
        var week = run.Workspace.Query<(decimal Change, decimal Parts, decimal Reasoning, decimal Visible, decimal Retries)>(
            $"""
            select
                change_usd,
                volume_usd + mix_usd + new_usd + ended_usd + price_usd + input_usd + cache_usd + visible_output_usd
                + reasoning_usd + fees_usd + retries_usd,
                reasoning_usd, visible_output_usd, retries_usd
            from mart_bill_change
            where period_kind = 'week' and llm_model = '{Text(_logged, "llm_model")}'
            and period_date = date_trunc('week', date '{Text(_logged, "start_day")}')
            """).Single();

        Assert.Equal(week.Change, week.Parts);
        Assert.InRange(week.Reasoning / week.Change, 0.8m, 1m);
        Assert.InRange(week.Visible / week.Change, -0.01m, 0.01m);
        Assert.Equal(0, week.Retries);
    }

    /// <summary>Other features of the model report a little reasoning; nothing of the hidden part is among it.</summary>
    [Fact]
    public void BillChange_OfTheHiddenShift_DoesNotSeeIt() => Assert.InRange(
        run.Workspace.Scalar<decimal>(
            $"select max(abs(reasoning_usd)) from mart_bill_change where llm_model = '{Text(_hidden, "llm_model")}'"),
        0,
        Number(_hidden, "hidden_cost_usd") / 100);

    private static string Name(JsonElement shift, string feature) => string.Join(
        ' ',
        Text(shift, "provider"),
        Text(shift, "llm_model"),
        feature,
        Text(shift, "start_day"),
        shift.GetProperty("is_visible_in_logs").GetBoolean() ? "true" : "false");

    private static string Shift(JsonElement shift) =>
        $"from mart_reasoning_regressions where llm_model = '{Text(shift, "llm_model")}'";

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static decimal Number(JsonElement element, string name) => SampleRun.Number(element.GetProperty(name));
}
