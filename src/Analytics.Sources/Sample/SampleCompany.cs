using System.Globalization;

namespace Analytics.Sources.Sample;

/// <summary>A customer of the company.</summary>
/// <param name="Rank">Place in ordinary traffic, 1 = most.</param>
/// <param name="CustomerId">The company's own id.</param>
/// <param name="Name">Display name.</param>
/// <param name="EndUser">Id in the gateway's logs.</param>
/// <param name="TenantId">Id in the service's spans.</param>
/// <param name="Plan">Plan in force at the end of the six weeks.</param>
/// <param name="Weight">Share of ordinary traffic, relative.</param>
internal sealed record SampleCustomer(
    int Rank,
    string CustomerId,
    string Name,
    string EndUser,
    string TenantId,
    SamplePlan Plan,
    long Weight);

/// <summary>A price plan: a monthly fee, tokens included, and a price per further block of a million tokens.</summary>
internal sealed record SamplePlan(
    string PlanId,
    string Name,
    int MonthlyFeeUsd,
    long? IncludedTokens,
    int? OverageUsdPerMillion)
{
    /// <summary>Tokens of one overage block.</summary>
    public const long OverageBlockTokens = 1_000_000;

    /// <summary>Overage blocks begun above what is included; 0 for a flat plan.</summary>
    public long OverageBlocks(long tokens) => IncludedTokens is { } included && tokens > included
        ? ((tokens - included) + OverageBlockTokens - 1) / OverageBlockTokens
        : 0;

    /// <summary>What a month with so many tokens costs the customer, in USD.</summary>
    public long MonthUsd(long tokens) => MonthlyFeeUsd + (OverageBlocks(tokens) * (OverageUsdPerMillion ?? 0));
}

/// <summary>The company: who buys from it and on which plan.</summary>
internal sealed class SampleCompany
{
    public const int CustomerCount = 120;

    /// <summary>Changes from growth to scale at <see cref="UpgradeDay"/>.</summary>
    public const int UpgradeRank = 30;

    /// <summary>Hands its gateway id over to <see cref="KeyTakerRank"/> at <see cref="KeyMoveDay"/>.</summary>
    public const int KeyGiverRank = 52;

    public const int KeyTakerRank = 24;

    public static readonly DateOnly UpgradeDay = new(2026, 9, 16);

    public static readonly DateOnly KeyMoveDay = new(2026, 9, 14);

    public static readonly SamplePlan Starter = new("starter", "Starter", 40, null, null);

    public static readonly SamplePlan Growth = new("growth", "Growth", 120, 5_000_000, 8);

    public static readonly SamplePlan Scale = new("scale", "Scale", 300, 40_000_000, 5);

    public static readonly SamplePlan Enterprise = new("enterprise", "Enterprise", 1_500, 400_000_000, 4);

    private static readonly string[] FirstWords =
    [
        "Amber", "Birch", "Cedar", "Coral", "Delta", "Ember", "Fjord", "Harbor", "Indigo", "Juniper", "Larch",
        "Meadow",
    ];

    private static readonly string[] SecondWords =
        ["Analytics", "Books", "Clinics", "Freight", "Games", "Labs", "Legal", "Media", "Robotics", "Travel"];

    private SampleCompany(IReadOnlyList<SampleCustomer> customers) => Customers = customers;

    public static IReadOnlyList<SamplePlan> Plans { get; } = [Starter, Growth, Scale, Enterprise];

    /// <summary>By rank, from 1.</summary>
    public IReadOnlyList<SampleCustomer> Customers { get; }

    public static SampleCompany Create(ulong seed)
    {
        var names = FirstWords.SelectMany(static first => SecondWords.Select(second => $"{first} {second}")).ToArray();
        Shuffle(names, new SampleRandom(seed, "customer names"));
        return new SampleCompany([.. names.Select(static (name, index) => CustomerOf(index + 1, name))]);
    }

    public SampleCustomer Rank(int rank) => Customers[rank - 1];

    /// <summary>Who an external id belonged to on a day: one gateway id changes hands.</summary>
    public SampleCustomer OwnerOf(SampleCustomer named, SampleSightings seenBy, DateOnly day) =>
        named.Rank == KeyGiverRank && seenBy.HasFlag(SampleSightings.Gateway) && day >= KeyMoveDay
            ? Rank(KeyTakerRank)
            : named;

    private static SampleCustomer CustomerOf(int rank, string name)
    {
        // 37 has no factor in common with 121, so the external numbers are a permutation of 1 to 120 that hides the
        // rank.
        var number = (rank * 37 % 121).ToString("D4", CultureInfo.InvariantCulture);
        var customerId = name.Replace(' ', '-').ToLowerInvariant();
        return new SampleCustomer(
            rank, customerId, name, $"cust-{number}", $"acct_{number}", PlanOf(rank), WeightOf(rank));
    }

    private static SamplePlan PlanOf(int rank) => rank switch
    {
        <= 5 => Enterprise,
        <= 20 or UpgradeRank => Scale,
        <= 60 => Growth,
        _ => Starter,
    };

    // Zipf with exponent 5/4: rank times its fourth root, both from integer square roots.
    private static long WeightOf(int rank) => 1_000_000_000_000L / (rank * Root(Root(rank * 1_000_000_000_000L)));

    private static long Root(long value)
    {
        var root = 1L << ((64 - (int)long.LeadingZeroCount(value)) / 2 + 1);
        while (true)
        {
            var next = (root + (value / root)) / 2;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }

    private static void Shuffle(string[] names, SampleRandom random)
    {
        for (var index = names.Length - 1; index > 0; index--)
        {
            var other = (int)random.Between(0, index);
            (names[index], names[other]) = (names[other], names[index]);
        }
    }
}
