-- grain: one macro per rule of what a plan covers
-- key: none
-- units: quantities in millionths of a unit as HUGEINT, so that a token, a request and a cent are whole; picodollars
-- source: plan tables of the product; windows as coding plans count them: the first use opens one, five hours close it
-- why: the same rules replay a plan that a customer has and a plan that it could have

-- Units that a plan may count usage in.
create or replace macro is_plan_unit(unit) as coalesce(unit in ('tokens', 'requests', 'usd'), false);

-- A written quantity in millionths.
create or replace macro millionths_of(quantity) as (quantity * 1000000)::hugeint;

-- Usage in millionths of the unit that a plan counts; NULL where we do not know what the unit counts.
create or replace macro plan_quantity(unit, total_tokens, requests, list_cost_picousd) as
    case unit
        when 'tokens' then total_tokens::hugeint * 1000000
        when 'requests' then requests::hugeint * 1000000
        when 'usd' then list_cost_picousd::hugeint // 1000000
    end;

-- Blocks that cover a quantity beyond what is included; a block that was begun is paid whole.
create or replace macro blocks_beyond(quantity, included, block_size) as
    case
        when quantity > included then (quantity - included + block_size - 1) // block_size
        when quantity <= included then 0
    end;

-- First day of the billing period that a day lies in: the anchor day, clamped to the end of short months.
create or replace macro anchor_day_in(month_start, anchor_day) as
    least(month_start + anchor_day::integer - 1, last_day(month_start));
create or replace macro billing_period_start(day, anchor_day) as
    case
        when day >= anchor_day_in(month_of(day), anchor_day) then anchor_day_in(month_of(day), anchor_day)
        else anchor_day_in((month_of(day) - interval 1 month)::date, anchor_day)
    end;
create or replace macro billing_period_end(start_date, anchor_day) as
    anchor_day_in((month_of(start_date) + interval 1 month)::date, anchor_day);

-- Hours at which windows of five hours open, of the sorted hours (counted from any start) in which something was used.
create or replace macro window_starts(used_hours) as
    list_reduce(
        list_transform(used_hours, lambda used_hour: [used_hour]),
        lambda starts, used_hour: if(used_hour[1] >= starts[-1] + 5, list_concat(starts, used_hour), starts)
    );

-- The part of an amount that falls into [from_at, to_at) when it is spread evenly over [start_at, end_at); as
-- spread_picousd, to the second.
create or replace macro seconds_before(start_at, end_at, limit_at) as
    (greatest(0, epoch_us(least(end_at, limit_at)) - epoch_us(start_at)) // 1000000)::hugeint;
create or replace macro spread_to_the_second(amount_picousd, start_at, end_at, from_at, to_at) as
    amount_picousd::hugeint * seconds_before(start_at, end_at, to_at)
    // greatest(1, seconds_before(start_at, end_at, end_at))
    - amount_picousd::hugeint * seconds_before(start_at, end_at, from_at)
    // greatest(1, seconds_before(start_at, end_at, end_at));

-- An instant's midnight in a zone.
create or replace macro midnight_at(day, zone) as day::timestamp at time zone zone;

-- What of an amount is served when the total up to and including it may not pass a limit.
create or replace macro served_of(amount, total_with_it, total_limit) as
    greatest(0, least(amount, total_limit - (total_with_it - amount)));

-- A plan's fee for a billing period: a month's fee is that of any period, a year's is spread over the days of the year.
create or replace macro fee_of_period(base_fee, fee_interval, quantity_millionths, start_date, end_date) as
    case fee_interval
        when 'year' then spread_picousd(
            picousd_of(base_fee) * quantity_millionths // 1000000,
            start_date, (start_date + interval 1 year)::date, start_date, end_date
        )
        else picousd_of(base_fee) * quantity_millionths // 1000000
    end;
