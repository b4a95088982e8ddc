-- grain: one row per accelerator and validity of its price
-- key: file_id, line_no
-- units: memory in bytes, bandwidth in bytes per second, peaks in FLOP per second, prices in 10^-12 USD per GPU-hour
-- source: sql/seeds/serving/accelerators.csv, or a file of the same form
-- why: data sheets speak of GB (10^9 bytes), TB/s and TFLOPS, the roofline of bytes, seconds and FLOP. Only dense peaks
--      are admissible: sheets often quote the double, with 2:1 sparsity. A price is a low, a usual and a high one, or
--      none where the chip is not rented out.
-- dataset: accelerators
-- version: 1
-- files: **/*accelerators.csv
-- format: csv closed
-- append: whole
-- rewrite: replace
-- record:
--    accelerator: VARCHAR required
--    memory_gb: VARCHAR required
--    bandwidth_tb_per_second: VARCHAR required
--    bf16_tflops: VARCHAR required
--    fp8_tflops: VARCHAR
--    fp4_tflops: VARCHAR
--    price_usd_per_gpu_hour_low: VARCHAR required
--    price_usd_per_gpu_hour_mid: VARCHAR required
--    price_usd_per_gpu_hour_high: VARCHAR required
--    is_roofline: VARCHAR
--    is_price_assumed: VARCHAR
--    as_of_date: VARCHAR required
--    valid_from: VARCHAR required
--    valid_to: VARCHAR
--    catalogue_source: VARCHAR required
--    source_row: VARCHAR
with parsed as (
    select
        *,
        whole_amount_of(memory_gb, 9) as memory_bytes,
        whole_amount_of(bandwidth_tb_per_second, 12) as bandwidth_bytes_per_second,
        whole_amount_of(bf16_tflops, 12) as bf16_flops_per_second,
        whole_amount_of(fp8_tflops, 12) as fp8_flops_per_second,
        whole_amount_of(fp4_tflops, 12) as fp4_flops_per_second,
        whole_amount_of(price_usd_per_gpu_hour_low, 12) as low_picousd,
        whole_amount_of(price_usd_per_gpu_hour_mid, 12) as mid_picousd,
        whole_amount_of(price_usd_per_gpu_hour_high, 12) as high_picousd,
        [price_usd_per_gpu_hour_low, price_usd_per_gpu_hour_mid, price_usd_per_gpu_hour_high] as written_prices,
    from source_records
),

checked as (
    select
        *,
        case
            when accelerator is null or catalogue_source is null then 'missing_value'
            when memory_bytes is null or bandwidth_bytes_per_second is null or bf16_flops_per_second is null
                or is_unread(fp8_tflops, fp8_flops_per_second) or is_unread(fp4_tflops, fp4_flops_per_second)
                then 'bad_measure'
            when len(list_filter(written_prices, price -> price is not null)) > 0
                and not coalesce(low_picousd <= mid_picousd and mid_picousd <= high_picousd, false) then 'bad_price'
            when lower(coalesce(is_roofline, 'true')) not in ('true', 'false')
                or lower(coalesce(is_price_assumed, 'false')) not in ('true', 'false') then 'bad_boolean'
            when date_of(as_of_date) is null then 'bad_date'
            when not is_validity(valid_from, valid_to) or valid_from is null then 'bad_validity'
        end as reject_reason,
    from parsed
),

accelerators as (
    select
        source,
        file_id,
        line_no,
        accelerator,
        memory_bytes,
        bandwidth_bytes_per_second,
        bf16_flops_per_second,
        fp8_flops_per_second,
        fp4_flops_per_second,
        low_picousd as price_low_picousd_per_gpu_hour,
        mid_picousd as price_mid_picousd_per_gpu_hour,
        high_picousd as price_high_picousd_per_gpu_hour,
        coalesce(try_cast(is_roofline as boolean), true) as is_roofline,
        coalesce(try_cast(is_price_assumed as boolean), false) as is_price_assumed,
        date_of(as_of_date) as as_of_date,
        timestamp_of(valid_from) as valid_from,
        timestamp_of(valid_to) as valid_to,
        catalogue_source,
        coalesce(source_row, 'line ' || line_no) as source_row,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'found no accelerator or catalogue_source, expected both'
            when 'bad_measure' then concat_ws(
                ', ', 'memory_gb is ' || coalesce(memory_gb, 'empty'),
                'bandwidth_tb_per_second is ' || coalesce(bandwidth_tb_per_second, 'empty'),
                'the peaks are ' || concat_ws(', ', coalesce(bf16_tflops, 'empty'), fp8_tflops, fp4_tflops),
                'expected numbers above 0 such as 80, 3.35 and 989.5')
            when 'bad_price' then concat(
                'the prices are ', array_to_string(list_transform(written_prices, price -> coalesce(price, 'empty')),
                    ', '), '; expected three amounts of USD that do not fall, or none')
            when 'bad_boolean' then concat(
                'is_roofline, is_price_assumed are ', concat_ws(', ', is_roofline, is_price_assumed),
                '; expected true, false or nothing')
            when 'bad_date' then concat('as_of_date is ', coalesce(as_of_date, 'empty'), ', expected YYYY-MM-DD')
            when 'bad_validity' then concat(
                'valid from ', coalesce(valid_from, 'empty'), ' to ', valid_to,
                ', expected ISO instants that end after they start')
        end as reject_detail,
    from checked
)

select * from accelerators
