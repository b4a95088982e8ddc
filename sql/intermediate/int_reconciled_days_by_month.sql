-- grain: as int_reconciled_days, once for each month of a reporting time zone in which a call of the day can be
-- key: month_date, event_date, provider, llm_model
-- units: none
-- source: int_reconciled_days
-- why: an invoice that comes late changes what past days are called; what is kept by month is computed again where it
--      does, and only there
-- kept: build by month_date
with months as (
    select distinct
        *,
        unnest([month_of(event_date - 1), month_of(event_date + 1)]) as month_date,
    from int_reconciled_days
)

select * from months
