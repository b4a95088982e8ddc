-- grain: one macro per rule that turns quantities and prices into money
-- key: none
-- units: picodollars (10^-12 USD) as BIGINT; sums of them as HUGEINT; USD as DECIMAL(38, 12)
-- source: meters-and-money rules of the product; price texts as their publishers write them
-- why: money is counted in whole picodollars, so one place says how a price is read, multiplied and shown

-- True when the text is a plain non-negative decimal number, with or without an exponent ('3', '0.30', '3e-06').
create or replace macro is_decimal_text(number_text) as
    regexp_full_match(number_text, '[0-9]{1,20}(\.[0-9]{1,25})?([eE][+-]?[0-9]{1,2})?');

-- The digits of a decimal text without its point: '1.50e-05' -> '150'.
create or replace macro decimal_digits(number_text) as
    replace(regexp_extract(number_text, '^([0-9]+(\.[0-9]+)?)', 1), '.', '');

-- The power of ten that the digits stand at: '1.50e-05' -> -7.
create or replace macro decimal_power(number_text) as
    coalesce(try_cast(regexp_extract(number_text, '[eE]([+-]?[0-9]+)$', 1) as bigint), 0)
    - length(regexp_extract(number_text, '^[0-9]+\.([0-9]+)', 1));

-- Digits x 10^power as a whole number; NULL when it is not whole or leaves BIGINT. Text only, so nothing is rounded.
create or replace macro shifted_digits(digits, power) as
    case
        when power >= 0 then try_cast(digits || repeat('0', power) as bigint)
        when length(ltrim(digits, '0')) = 0 then 0::bigint
        when right(lpad(digits, 60, '0'), (-power)::integer) = repeat('0', -power)
            then try_cast(left(lpad(digits, 60, '0'), (60 + power)::integer) as bigint)
    end;

-- Whole picodollars of a USD amount that buys 10^unit_power units: ('3.75', 6) -> 3750000 per token.
-- NULL when the text is no plain number, or the price is no whole number of picodollars.
create or replace macro picousd_per_unit(usd_text, unit_power) as
    case
        when is_decimal_text(usd_text)
            then shifted_digits(decimal_digits(usd_text), decimal_power(usd_text) + 12 - unit_power)
    end;

-- Most units of one meter in one request that can be priced without leaving BIGINT: token prices are at most
-- 1000 USD per million (10^9 picodollars each), fees at most 1 USD each; twelve such products still fit a sum.
create or replace macro priceable_tokens() as 500000000;
create or replace macro priceable_fees() as 2000000;

-- Cost of one meter in picodollars. Nothing used costs 0 even where no price is known; used without a price, or more
-- than the limit of what can be priced, is NULL.
create or replace macro meter_cost(quantity, price_picousd, quantity_limit) as
    case
        when coalesce(quantity, 0) = 0 then 0
        when quantity <= quantity_limit then quantity * price_picousd
    end;

-- 0 for a call that the provider refused and answered nothing to, else 1: what the log counts of its prompt was not
-- processed and is not charged. After a timeout, or when the caller gave up, the prompt may have been.
create or replace macro charged_calls(error_type, status_code, is_cancelled, output_tokens) as
    if(
        (error_type is not null or coalesce(status_code, 200) >= 400)
        and coalesce(output_tokens, 0) = 0
        and not coalesce(is_cancelled, false)
        and not coalesce(status_code in (408, 499, 504), false)
        and not contains(lower(coalesce(error_type, '')), 'timeout'),
        0, 1
    );

-- A call that a response cache of our own answered reaches no provider; its reader reports no meters.
create or replace macro is_local_answer(meter_convention) as
    coalesce(ends_with(meter_convention, '-cache-hit-v1'), false);

-- Picodollars as USD, exact.
create or replace macro usd(picousd) as
    (picousd::decimal(38, 0) * 0.000000000001::decimal(13, 12))::decimal(38, 12);

-- Tier that a call was sold at: the batch endpoint sells the standard tier at prices of its own.
create or replace macro sold_tier(service_tier, is_batch) as
    case
        when is_batch and coalesce(service_tier, 'standard') = 'standard' then 'batch'
        else coalesce(service_tier, '(not reported)')
    end;

-- An amount of at most 18 decimals as a whole number of 10^-18 of its currency, and back; exact.
create or replace macro units_of_amount(amount) as replace(amount::decimal(38, 18)::varchar, '.', '')::hugeint;
create or replace macro amount_of_units(units) as
    (units::decimal(38, 0) * 0.000000000000000001::decimal(19, 18))::decimal(38, 18);

-- Meters that are counted in tokens; the others are fees per call.
create or replace macro token_meters() as [
    'uncached_input', 'cache_read', 'cache_write_5m', 'cache_write_1h', 'cache_write_unknown_ttl',
    'visible_output', 'reasoning', 'input_audio', 'output_audio', 'image'
];

-- An aggregate: the twelve meters of rows that hold sums of requests, as a list of meter, quantity and cost. The rows
-- are given by the name of their table, whose columns for the meters are called the same everywhere.
create or replace macro summed_meters(used) as [
    {meter: 'uncached_input', quantity: sum(used.uncached_input_tokens), cost: sum(used.uncached_input_cost_picousd)},
    {meter: 'cache_read', quantity: sum(used.cache_read_tokens), cost: sum(used.cache_read_cost_picousd)},
    {meter: 'cache_write_5m', quantity: sum(used.cache_write_5m_tokens), cost: sum(used.cache_write_5m_cost_picousd)},
    {meter: 'cache_write_1h', quantity: sum(used.cache_write_1h_tokens), cost: sum(used.cache_write_1h_cost_picousd)},
    {
        meter: 'cache_write_unknown_ttl', quantity: sum(used.cache_write_unknown_ttl_tokens),
        cost: sum(used.cache_write_unknown_ttl_cost_picousd)
    },
    {meter: 'visible_output', quantity: sum(used.visible_output_tokens), cost: sum(used.visible_output_cost_picousd)},
    {meter: 'reasoning', quantity: sum(used.reasoning_tokens), cost: sum(used.reasoning_cost_picousd)},
    {meter: 'input_audio', quantity: sum(used.input_audio_tokens), cost: sum(used.input_audio_cost_picousd)},
    {meter: 'output_audio', quantity: sum(used.output_audio_tokens), cost: sum(used.output_audio_cost_picousd)},
    {meter: 'image', quantity: sum(used.image_tokens), cost: sum(used.image_cost_picousd)},
    {meter: 'web_search', quantity: sum(used.web_searches), cost: sum(used.web_search_cost_picousd)},
    {meter: 'tool_call', quantity: sum(used.tool_calls_billed), cost: sum(used.tool_call_cost_picousd)}
];

-- Whose call it is: what the call names first, then its key, its project and its user; else its own name for the
-- customer, else nobody.
create or replace macro attributed_customer(by_reference, by_api_key, by_project, by_user, customer_ref) as
    coalesce(by_reference, by_api_key, by_project, by_user, nullif(customer_ref, ''), '(unattributed)');

-- Region class that prices are kept for. A call without a region is priced as global. Vertex AI has one price for all
-- endpoints that are not global; everybody else's region is its own class.
create or replace macro region_class_of(provider, region) as
    case
        when coalesce(region, '') in ('', 'global', 'not_available') then 'global'
        when provider = 'google-vertex' then 'regional'
        else region
    end;

-- Meters that are fees: per call, or for keeping a cache. They are the same for every tier, batch and prompt size
-- unless a rule names them.
create or replace macro is_fee_meter(meter) as meter in ('web_search', 'tool_call', 'cache_storage');

-- Meters that a price can be for.
create or replace macro is_meter(meter) as is_fee_meter(meter) or list_contains(token_meters(), meter);

-- What a meter is counted in.
create or replace macro unit_of_meter(meter) as
    case
        when meter = 'cache_storage' then 'Token-Hours'
        when is_fee_meter(meter) then 'Requests'
        else 'Tokens'
    end;

-- Highest price of one unit of a meter that is believed, 10^-12 USD: 1 USD per call, 1000 USD per million tokens.
create or replace macro price_limit_of_meter(meter) as
    if(unit_of_meter(meter) = 'Requests', 1000000000000, 1000000000);

-- Power of ten of a pricing unit such as '1000000 Tokens' or '1 Requests'; NULL when it is no such unit.
create or replace macro pricing_unit_power(pricing_unit) as
    if(
        regexp_full_match(pricing_unit, '10{0,9} (Tokens|Requests|Token-Hours)'),
        length(split_part(pricing_unit, ' ', 1)) - 1,
        null
    );

-- True when the validity of a row of a dated book can be read and does not end before it starts.
create or replace macro is_validity(valid_from_text, valid_to_text) as
    try_cast(valid_from_text as timestamptz) is not null
    and (
        valid_to_text is null
        or coalesce(try_cast(valid_to_text as timestamptz) > try_cast(valid_from_text as timestamptz), false)
    );

-- Minute of the day of a text such as '16:30'.
create or replace macro minute_of_day(clock_time) as
    split_part(clock_time, ':', 1)::integer * 60 + split_part(clock_time, ':', 2)::integer;

-- True when an instant lies in a window of minutes of the UTC day, which may go over midnight, on one of its weekdays.
create or replace macro is_in_window(from_minute, to_minute, weekdays, instant) as
    list_contains(weekdays, isodow(utc_date(instant)))
    and if(
        from_minute < to_minute,
        epoch_us(instant) // 60000000 % 1440 >= from_minute and epoch_us(instant) // 60000000 % 1440 < to_minute,
        epoch_us(instant) // 60000000 % 1440 >= from_minute or epoch_us(instant) // 60000000 % 1440 < to_minute
    );

-- Tier of a window on a day: the other one on a holiday. In a year whose holidays are not known yet a day may be
-- either: then no tier is named that the book sells.
create or replace macro tier_of_window(price_window, day) as
    case
        when list_contains(price_window.holiday_dates, day) then price_window.other_tier
        when year(day) > year(list_max(price_window.holiday_dates)) then price_window.service_tier || ' or holiday'
        else price_window.service_tier
    end;

-- The same by the windows that are in force.
create or replace macro tier_in_force(windows, started_at) as
    case
        when coalesce(len(windows), 0) > 0 then coalesce(
            tier_of_window(
                list_filter(
                    windows,
                    lambda price_window: is_in_window(
                        price_window.from_minute, price_window.to_minute, price_window.weekdays, started_at
                    )
                )[1], utc_date(started_at)
            ), windows[1].other_tier
        )
        else 'standard'
    end;

-- Tier of a call that stands in no log because the clock decides it. The start of the call counts; calls at providers
-- without windows are standard unless the log says otherwise.
create or replace macro tier_by_clock(windows, started_at) as
    tier_in_force(
        list_filter(
            windows,
            lambda price_window: price_window.valid_from <= started_at and price_window.valid_to > started_at
        ), started_at
    );

-- True when a dated row of a book was known at an instant; 'infinity' asks for what is known now.
create or replace macro is_known_at(known_from, known_to, known_at) as
    coalesce(known_from <= known_at, true) and (known_to is null or known_to > known_at);

-- List that a price stands in: a public one by its name, everything else is our own book.
create or replace macro price_list_of(price_source) as
    if(price_source in ('litellm', 'genai-prices', 'models-dev', 'litellm-history'), price_source, 'own book');

-- Which list prices a model that several have: the least.
create or replace macro price_list_rank(price_list) as
    list_position(['own book', 'litellm', 'genai-prices', 'models-dev', 'litellm-history'], price_list);

-- Day that a price was last confirmed: the last one that its source names ('..., checked 2026-08-02', or a month), but
-- not before the day that it became known.
create or replace macro price_confirmed_date(price_source, known_from) as
    greatest(
        try_cast(
            rpad(regexp_extract(price_source, '^.*([0-9]{4}-[0-9]{2}(-[0-9]{2})?)', 1), 10, '-01') as date
        ), utc_date(known_from)
    );

-- Days after which a price that nobody has confirmed since is old.
create or replace macro old_price_days() as 90;

-- Days that an exchange rate may be used for when none is published after it: a weekend with its holidays.
create or replace macro fx_carry_days() as 7;

-- USD for one unit of a currency of which one USD buys `rate` units, rounded to 12 places, half up.
create or replace macro inverse_rate(rate) as
    ((1000000000000000000000000::hugeint + picousd_of(rate) // 2) // picousd_of(rate))::decimal(38, 0)
    * 0.000000000001::decimal(13, 12);

-- Picodollars of an amount in a currency of which one unit is worth usd_per_unit USD, rounded half away from zero;
-- NULL without a rate. The rate comes from int_fx_rates by currency and day.
create or replace macro picousd_at_rate(amount, usd_per_unit) as
    if(
        usd_per_unit = 1,
        picousd_of(amount),
        sign(amount)::hugeint
        * ((picousd_of(abs(amount)) * picousd_of(usd_per_unit) + 500000000000) // 1000000000000)
    );

-- Cost of one meter by one term of a contract: a price per unit, or what a discount leaves of the list cost, rounded
-- half up; the list cost without a term.
create or replace macro cost_by_term(term, quantity, list_cost, quantity_limit) as
    case
        when term is null or coalesce(quantity, 0) = 0 then list_cost
        when term.price_picousd is not null
            then if(quantity <= quantity_limit, quantity * term.price_picousd, null)
        else ((list_cost * term.kept_picos + 50000000000000) // 100000000000000)::bigint
    end;

-- The same by the terms that hold for the call, in order of precedence: the first that is for the meter counts.
create or replace macro contract_cost(terms, meter_name, quantity, list_cost) as
    cost_by_term(
        list_filter(terms, lambda term: coalesce(term.meter = meter_name, term.meter is null))[1], quantity, list_cost,
        if(meter_name in ('web_search', 'tool_call'), priceable_fees(), priceable_tokens())
    );
