using System.Globalization;
using Analytics.Sources.Sample.Truth;

namespace Analytics.Sources.Sample;

/// <summary>One line the company billed a customer.</summary>
/// <param name="Kind">recurring, usage, credit, refund or tax.</param>
/// <param name="Cents">Signed amount in US cents.</param>
internal sealed record RevenueLine(
    string LineId,
    SampleCustomer Customer,
    string Description,
    long Cents,
    DateOnly ServiceStart,
    DateOnly ServiceEnd,
    string Kind);

/// <summary>What the company billed: fees for three months, overage of the full month, and a few corrections.</summary>
internal static class Revenue
{
    private static readonly DateOnly[] Months = [new(2026, 8, 1), new(2026, 9, 1), new(2026, 10, 1)];

    public static IReadOnlyList<RevenueLine> LinesOf(SampleWorld world)
    {
        var lines = new List<RevenueLine>();
        foreach (var customer in world.Company.Customers)
        {
            foreach (var month in Months)
            {
                lines.AddRange(FeesOf(customer, month));
            }

            lines.AddRange(OverageOf(world, customer));
            lines.AddRange(CorrectionsOf(customer));
        }

        return lines;
    }

    /// <summary>Revenue of the full month in cents, taxes left out.</summary>
    public static long FullMonthCents(IEnumerable<RevenueLine> lines, string customerId) => lines
        .Where(line => line.Customer.CustomerId == customerId
            && line.ServiceStart >= SampleCalendar.FullMonth
            && line.ServiceEnd <= SampleCalendar.FullMonth.AddMonths(1)
            && line.Kind != "tax")
        .Sum(static line => line.Cents);

    private static IEnumerable<RevenueLine> FeesOf(SampleCustomer customer, DateOnly month)
    {
        var end = month.AddMonths(1);
        if (customer.Rank != SampleCompany.UpgradeRank)
        {
            yield return Fee(customer, month, end, customer.Plan);
        }
        else if (SampleCompany.UpgradeDay <= month)
        {
            yield return Fee(customer, month, end, SampleCompany.Scale);
        }
        else if (SampleCompany.UpgradeDay >= end)
        {
            yield return Fee(customer, month, end, SampleCompany.Growth);
        }
        else
        {
            // Both plans run for half of the month, so each is billed by its days.
            yield return Fee(customer, month, SampleCompany.UpgradeDay, SampleCompany.Growth);
            yield return Fee(customer, SampleCompany.UpgradeDay, end, SampleCompany.Scale);
        }
    }

    private static RevenueLine Fee(SampleCustomer customer, DateOnly start, DateOnly end, SamplePlan plan)
    {
        var days = end.DayNumber - start.DayNumber;
        var cents = plan.MonthlyFeeUsd * 100L * days / DateTime.DaysInMonth(start.Year, start.Month);
        return Line(customer, start, end, "recurring", plan.Name, cents);
    }

    private static IEnumerable<RevenueLine> OverageOf(SampleWorld world, SampleCustomer customer)
    {
        var blocks = customer.Plan.OverageBlocks(TruthJson.TokensInFullMonth(world, customer.CustomerId));
        if (blocks > 0 && customer.Rank != SampleCompany.UpgradeRank)
        {
            var month = SampleCalendar.FullMonth;
            yield return Line(
                customer, month, month.AddMonths(1), "usage", customer.Plan.Name + " overage",
                blocks * customer.Plan.OverageUsdPerMillion!.Value * 100);
        }
    }

    private static IEnumerable<RevenueLine> CorrectionsOf(SampleCustomer customer)
    {
        var month = SampleCalendar.FullMonth;
        var end = month.AddMonths(1);
        if (customer.Rank <= 5)
        {
            yield return Line(customer, month, end, "tax", "Sales tax", customer.Plan.MonthlyFeeUsd * 7L);
        }

        if (customer.Rank == 7)
        {
            yield return Line(customer, month, end, "credit", "Goodwill for the outage", -5_000);
        }

        if (customer.Rank == 65)
        {
            yield return Line(customer, month, end, "refund", "Cancelled in error", -4_000);
        }
    }

    private static RevenueLine Line(
        SampleCustomer customer, DateOnly start, DateOnly end, string kind, string description, long cents) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"rl-{customer.EndUser[5..]}-{start:yyyyMMdd}-{kind}"),
            customer, description, cents, start, end, kind);
}
