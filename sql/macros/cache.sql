-- grain: one macro per rule of prompt caches
-- key: none
-- units: lifetimes and gaps in microseconds; costs in picodollars; amounts at a price are sums over the same tokens
-- source: providers' pricing pages; resource model: saving of an entry = n x (input - read) - (write - input)
-- why: the economics of what happened and the replay of what could have happened must share one set of rules

-- How long an entry lives after its last use.
create or replace macro cache_lifetime_us(ttl) as
    case ttl
        when '5m' then 300000000
        when '1h' then 3600000000
    end;

-- Uses further apart than this have nothing to do with each other; the days around a day are read for it.
create or replace macro cache_horizon_us() as 86400000000;

-- Reads after which an entry has earned its write premium: (w - 1) / (1 - r). NULL where a read saves nothing.
create or replace macro break_even_reads(at_input, at_write, at_read) as
    case
        when at_write <= at_input then 0
        when at_read < at_input then (at_write - at_input) / (at_input - at_read)
    end;

-- The same in whole reads, computed in whole picodollars: a break-even of exactly 1 is 1 read, not 2.
create or replace macro break_even_whole_reads(at_input, at_write, at_read) as
    case
        when at_write <= at_input then 0
        when at_read < at_input then ((at_write - at_input + at_input - at_read - 1) // (at_input - at_read))::bigint
    end;

-- Share of the cached tokens that must be read rather than written: (w - 1) / (w - r).
create or replace macro break_even_hit_share(at_input, at_write, at_read) as
    case
        when at_write <= at_input then 0
        when at_read < at_write then (at_write - at_input) / (at_write - at_read)
    end;

-- Why nobody read an entry within its lifetime. A gap is the time to the neighbouring use of the prefix, NULL = none.
create or replace macro waste_cause(lifetime_us, next_gap_us, next_gap_any_model_us, previous_gap_any_model_us) as
    case
        when next_gap_us <= lifetime_us then 'prefix_changed'
        when next_gap_any_model_us <= lifetime_us then 'model_switch'
        when least(next_gap_any_model_us, previous_gap_any_model_us) <= cache_horizon_us() then 'expired'
        else 'one_shot'
    end;

-- Half the width of the 95 % interval of a sum of independent amounts, from their number, sum and sum of squares.
create or replace macro sum_half_width(amounts, amount_sum, square_sum) as
    case
        when amounts > 1
            then 1.96 * sqrt(
                greatest(0, square_sum - amount_sum::double * amount_sum / amounts) * amounts / (amounts - 1)
            )
    end;

-- Whole 10^-9 USD of picodollars, squared; 64-bit division, where the amount allows it, is many times as fast.
create or replace macro squared_nanousd(picousd) as
    (if(abs(picousd) < 9000000000000000000, picousd::bigint // 1000, picousd // 1000))::hugeint
    * (if(abs(picousd) < 9000000000000000000, picousd::bigint // 1000, picousd // 1000))::hugeint;

-- An aggregate: what the replays of one policy add up to. A policy that one use has no price for has no cost.
create or replace macro replay_total(replay) as
    struct_pack(
        reads := sum(replay.reads)::bigint,
        writes := sum(replay.writes)::bigint,
        unread_writes := sum(replay.unread_writes)::bigint,
        read_tokens := sum(replay.read_tokens),
        write_tokens := sum(replay.write_tokens),
        cost_picousd := case when bool_and(replay.is_known) then sum(replay.cost_picousd) end,
        is_known := bool_and(replay.is_known)
    );

-- An aggregate: how the savings of one policy against another spread. Squares are taken in whole 10^-9 USD, which keeps
-- their sum exact.
create or replace macro saving_total(replay, compared) as
    struct_pack(
        compared_prefixes := count(compared.cost_picousd - replay.cost_picousd),
        saving_picousd := sum(compared.cost_picousd - replay.cost_picousd),
        square_saving := sum(squared_nanousd(compared.cost_picousd - replay.cost_picousd))
    );

-- An aggregate: the savings of days, added up.
create or replace macro saving_sum(saving) as
    struct_pack(
        compared_prefixes := sum(saving.compared_prefixes)::bigint,
        saving_picousd := sum(saving.saving_picousd),
        square_saving := sum(saving.square_saving)
    );
