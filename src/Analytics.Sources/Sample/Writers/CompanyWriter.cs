using System.Globalization;

namespace Analytics.Sources.Sample.Writers;

/// <summary>
/// The tables people keep by hand: customers with their external ids, plans, subscriptions, revenue, outcomes.
/// </summary>
internal static class CompanyWriter
{
    private const string CompanyStart = "2026-01-01";

    public static async Task WriteAsync(SampleWorld world, SampleFolder folder, CancellationToken cancellation)
    {
        var customers = world.Company.Customers;
        await folder.WriteLinesAsync(
            "customers/customers.csv",
            customers.SelectMany(customer => MappingsOf(world.Company, customer))
                .Prepend("customer_id,name,external_system,external_id,valid_from,valid_to"),
            cancellation).ConfigureAwait(false);
        await folder.WriteLinesAsync(
            "plans/plans.csv",
            SampleCompany.Plans.Select(PlanRow).Prepend(
                "plan_id,plan_name,currency,base_fee,interval,included_quantity,included_unit,overage_price,"
                + "overage_block,valid_from,valid_to"),
            cancellation).ConfigureAwait(false);
        await folder.WriteLinesAsync(
            "subscriptions/subscriptions.csv",
            customers.SelectMany(SubscriptionsOf).Prepend(
                "subscription_id,customer_id,plan_id,quantity,discount_percent,start_date,end_date,billing_anchor_day,"
                + "trial_end,status"),
            cancellation).ConfigureAwait(false);
        await folder.WriteLinesAsync(
            "revenue/revenue_lines.csv",
            Revenue.LinesOf(world).Select(RevenueRow).Prepend(
                "line_id,customer_id,invoice_id,description,amount,currency,service_start,service_end,kind"),
            cancellation).ConfigureAwait(false);
        await folder.WriteLinesAsync(
            "outcomes/outcomes.csv",
            world.Outcomes.OrderBy(static outcome => outcome.ClosedAt).Select(OutcomeRow).Prepend(
                "task_id,customer_id,feature,first_llm_model,closed_at,is_resolved,human_minutes"),
            cancellation).ConfigureAwait(false);
    }

    private static IEnumerable<string> MappingsOf(SampleCompany company, SampleCustomer customer)
    {
        var isGiver = customer.Rank == SampleCompany.KeyGiverRank;
        var end = isGiver ? Day(SampleCompany.KeyMoveDay) : "";
        yield return $"{customer.CustomerId},{customer.Name},litellm_end_user,{customer.EndUser},{CompanyStart},{end}";
        yield return $"{customer.CustomerId},{customer.Name},otel_attribute,{customer.TenantId},{CompanyStart},";
        if (customer.Rank == SampleCompany.KeyTakerRank)
        {
            var taken = company.Rank(SampleCompany.KeyGiverRank).EndUser;
            var start = Day(SampleCompany.KeyMoveDay);
            yield return $"{customer.CustomerId},{customer.Name},litellm_end_user,{taken},{start},";
        }
    }

    private static string PlanRow(SamplePlan plan)
    {
        var included = plan.IncludedTokens is { } tokens ? Text(tokens) + ",tokens" : ",";
        var overage = plan.OverageUsdPerMillion is { } price
            ? $"{Text(price)},{Text(SamplePlan.OverageBlockTokens)}"
            : ",";
        return $"{plan.PlanId},{plan.Name},USD,{Text(plan.MonthlyFeeUsd)},month,{included},{overage},{CompanyStart},";
    }

    private static IEnumerable<string> SubscriptionsOf(SampleCustomer customer)
    {
        var id = "sub-" + customer.EndUser[5..];
        var since = Day(new DateOnly(2026, 1, 1).AddDays(customer.Rank));
        if (customer.Rank == SampleCompany.UpgradeRank)
        {
            var upgrade = Day(SampleCompany.UpgradeDay);
            yield return $"{id}-1,{customer.CustomerId},{SampleCompany.Growth.PlanId},1,0,{since},{upgrade},1,,active";
            yield return $"{id}-2,{customer.CustomerId},{customer.Plan.PlanId},1,0,{upgrade},,1,,active";
        }
        else
        {
            yield return $"{id},{customer.CustomerId},{customer.Plan.PlanId},1,0,{since},,1,,active";
        }
    }

    private static string RevenueRow(RevenueLine line) =>
        $"{line.LineId},{line.Customer.CustomerId},inv-{line.Customer.EndUser[5..]}-{line.ServiceStart:yyyyMM},"
        + $"{line.Description},{SampleMoney.Ratio(line.Cents, 100)},USD,"
        + $"{Day(line.ServiceStart)},{Day(line.ServiceEnd)},{line.Kind}";

    private static string OutcomeRow(TaskOutcome outcome) =>
        $"{outcome.TaskId},{outcome.CustomerId},{outcome.Feature},{outcome.FirstModel},"
        + $"{JsonLine.Milliseconds(outcome.ClosedAt)},{(outcome.IsResolved ? "true" : "false")},"
        + Text(outcome.HumanMinutes);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
