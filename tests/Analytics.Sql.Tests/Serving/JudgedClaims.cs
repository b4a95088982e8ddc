namespace Analytics.Sql.Tests.Serving;

/// <summary>The rows of <c>mart_claims</c> on the shipped catalogues, computed once for all tests.</summary>
public sealed class JudgedClaims : IAsyncLifetime
{
    internal IReadOnlyList<Claim> Claims { get; private set; } = [];

    public async Task InitializeAsync()
    {
        using var catalogue = ShippedCatalogue.Open("mart_claims");
        Claims = await catalogue.Session.QueryAsync<Claim>(
            """
            select
                claim_id as ClaimId, said_in as SaidIn, claim as Text, coalesce(unit, '') as Unit, verdict as Verdict,
                reason as Reason, claimed_low as ClaimedLow, claimed_high as ClaimedHigh, our_figure as OurFigure,
            from mart_claims
            order by claim_no
            """,
            null,
            CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    internal sealed record Claim
    {
        public string ClaimId { get; init; } = "";

        public string SaidIn { get; init; } = "";

        public string Text { get; init; } = "";

        public string Unit { get; init; } = "";

        public string Verdict { get; init; } = "";

        public string Reason { get; init; } = "";

        public double? ClaimedLow { get; init; }

        public double? ClaimedHigh { get; init; }

        public double? OurFigure { get; init; }
    }
}
