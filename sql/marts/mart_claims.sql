-- grain: one claim that is often made about the cost of language models
-- key: claim_id
-- units: figures in the unit of the row
-- source: seed_claims, int_claim_figures
-- why: well-known figures decide budgets, and some do not follow from the hardware they are about. Each is computed
--      anew from our catalogues and price book: it follows where our figure lies in the range that was claimed
-- order: claim_no
with seed_claims as (
    select * from seed_claims
),

int_claim_figures as (
    select * from int_claim_figures
),

claims as (
    select
        seed_claims.claim_id,
        seed_claims.said_in,
        seed_claims.claim,
        seed_claims.unit,
        case
            when seed_claims.verdict_without_figure is not null then seed_claims.verdict_without_figure
            when int_claim_figures.figure is null then 'unverified'
            when int_claim_figures.figure >= seed_claims.claimed_low
                and int_claim_figures.figure <= coalesce(seed_claims.claimed_high, 'infinity'::double) then 'follows'
            else 'does not follow'
        end as verdict,
        seed_claims.reason,
        seed_claims.claim_no,
        seed_claims.claimed_low,
        seed_claims.claimed_high,
        int_claim_figures.figure as our_figure,
    from seed_claims
    left join int_claim_figures
        on seed_claims.claim_id = int_claim_figures.claim_id
)

select * from claims
