-- grain: one row per UTC day, provider and model whose logged calls an invoice covers
-- key: event_date, provider, llm_model
-- units: none
-- source: int_invoice_residuals, int_billed_names
-- why: a logged cost is only as good as the bill that it was compared with: a day counts as reconciled when every
--      charge period over it agrees with the logs but for rounding, over all meters and accounts of the model, or of
--      the provider where the invoice names no models. Periods of another time zone go by the day they begin on.
--      Where the invoice charges more for a logged quantity than its list price, the logged cost is a lower bound
-- kept: build
with compared_cells as (
    select
        provider,
        llm_model,
        status = 'reconciled' as is_cell_reconciled,
        is_logged_cost_lower_bound,
        unnest(range(period_start_date, period_end_date, interval 1 day))::date as event_date,
    from int_invoice_residuals
    where is_logged
),

logged_models as (
    select distinct
        provider,
        llm_model,
        billed_llm_model,
    from int_billed_names
),

days as (
    select
        cells.provider,
        models.llm_model,
        bool_and(cells.is_cell_reconciled) as is_reconciled,
        bool_or(cells.is_logged_cost_lower_bound) as is_logged_cost_lower_bound,
        cells.event_date,
    from compared_cells as cells
    inner join logged_models as models
        on cells.provider = models.provider
        and cells.llm_model = models.billed_llm_model
    group by cells.provider, models.llm_model, cells.event_date
)

select * from days
