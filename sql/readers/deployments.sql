-- grain: one row per deployment of a model and validity
-- key: file_id, line_no
-- units: GPUs per instance; sequences in a decode step; price in 10^-12 USD per GPU-hour; efficiencies from 0 to 1
-- source: sql/seeds/serving/deployments.csv, or a file of the same form
-- why: who serves a model on what decides its cost. A dedicated deployment is rented by us, so its GPUs are a bill that
--      is divided; a shared one is a provider's, so its batch is assumed. A part of a GPU is a part of its price. Empty
--      cells mean: any provider, tensor parallel over all GPUs of an instance, the precision of the other weights, no
--      spare experts, the price and the efficiencies of the catalogue, still in force.
-- dataset: deployments
-- version: 1
-- files: **/*deployments.csv
-- format: csv closed
-- append: whole
-- rewrite: replace
-- record:
--    deployment: VARCHAR required
--    provider: VARCHAR
--    llm_model: VARCHAR required
--    architecture: VARCHAR required
--    accelerator: VARCHAR required
--    rental: VARCHAR required
--    gpu_count: VARCHAR required
--    instance_count: VARCHAR
--    tensor_parallel: VARCHAR
--    is_attention_data_parallel: VARCHAR
--    weight_precision: VARCHAR required
--    routed_weight_precision: VARCHAR
--    kv_precision: VARCHAR required
--    redundant_expert_share: VARCHAR
--    price_usd_per_gpu_hour: VARCHAR
--    memory_efficiency: VARCHAR
--    compute_efficiency: VARCHAR
--    batch_sequences_low: VARCHAR
--    batch_sequences_mid: VARCHAR
--    batch_sequences_high: VARCHAR
--    valid_from: VARCHAR required
--    valid_to: VARCHAR
--    is_assumed: VARCHAR
--    as_of_date: VARCHAR required
--    catalogue_source: VARCHAR required
--    source_row: VARCHAR
with parsed as (
    select
        * exclude (
            instance_count, tensor_parallel, batch_sequences_low, batch_sequences_mid, batch_sequences_high,
            routed_weight_precision
        ),
        decimal12_of(gpu_count) as gpus,
        whole_amount_of(coalesce(instance_count, '1'), 0) as instance_count,
        greatest(1, coalesce(whole_amount_of(tensor_parallel, 0), ceil(gpus)::bigint)) as tensor_parallel,
        is_unread(tensor_parallel, whole_amount_of(tensor_parallel, 0)) as is_bad_parallel,
        coalesce(routed_weight_precision, weight_precision) as routed_weight_precision,
        coalesce(decimal12_of(redundant_expert_share), 0) as redundant_share,
        whole_amount_of(price_usd_per_gpu_hour, 12) as price_picousd,
        whole_amount_of(batch_sequences_low, 0) as batch_sequences_low,
        whole_amount_of(batch_sequences_mid, 0) as batch_sequences_mid,
        whole_amount_of(batch_sequences_high, 0) as batch_sequences_high,
        [batch_sequences_low, batch_sequences_mid, batch_sequences_high] as written_batches,
        [memory_efficiency, compute_efficiency] as written_efficiencies,
        lower(coalesce(is_attention_data_parallel, 'false')) as data_parallel_text,
        lower(coalesce(is_assumed, 'false')) as assumed_text,
    from source_records
),

checked as (
    select
        *,
        case
            when deployment is null or llm_model is null or architecture is null or accelerator is null
                or catalogue_source is null then 'missing_value'
            when rental is null or rental not in ('dedicated', 'shared') then 'bad_rental'
            when not coalesce(gpus > 0, false) or instance_count is null or is_bad_parallel then 'bad_gpus'
            when bytes_per_parameter(weight_precision) is null or bytes_per_parameter(routed_weight_precision) is null
                or kv_precision is null or kv_precision not in ('bf16', 'fp8') then 'bad_precision'
            when is_bad_decimal12(redundant_expert_share) or redundant_share not between 0 and 1
                or len(list_filter(written_efficiencies, share -> is_bad_decimal12(share)
                    or coalesce(decimal12_of(share) not between 0.000000000001 and 1, false))) > 0 then 'bad_share'
            when is_unread(price_usd_per_gpu_hour, price_picousd) then 'bad_price'
            when (rental = 'shared' or len(list_filter(written_batches, written -> written is not null)) > 0)
                and not coalesce(
                    batch_sequences_low <= batch_sequences_mid and batch_sequences_mid <= batch_sequences_high, false)
                then 'bad_batch'
            when data_parallel_text not in ('true', 'false') or assumed_text not in ('true', 'false')
                then 'bad_boolean'
            when date_of(as_of_date) is null then 'bad_date'
            when not is_validity(valid_from, valid_to) or valid_from is null then 'bad_validity'
        end as reject_reason,
    from parsed
),

deployments as (
    select
        source,
        file_id,
        line_no,
        deployment,
        provider,
        llm_model,
        architecture,
        accelerator,
        rental,
        gpus as gpu_count,
        instance_count,
        tensor_parallel,
        weight_precision,
        routed_weight_precision,
        kv_precision,
        redundant_share as redundant_expert_share,
        price_picousd as price_picousd_per_gpu_hour,
        decimal12_of(memory_efficiency) as memory_efficiency,
        decimal12_of(compute_efficiency) as compute_efficiency,
        batch_sequences_low,
        batch_sequences_mid,
        batch_sequences_high,
        data_parallel_text = 'true' as is_attention_data_parallel,
        assumed_text = 'true' as is_assumed,
        date_of(as_of_date) as as_of_date,
        timestamp_of(valid_from) as valid_from,
        timestamp_of(valid_to) as valid_to,
        catalogue_source,
        coalesce(source_row, 'line ' || line_no) as source_row,
        reject_reason,
        case reject_reason
            when 'missing_value' then
                'found no deployment, llm_model, architecture, accelerator or catalogue_source, expected all'
            when 'bad_rental' then concat('rental is ', coalesce(rental, 'empty'), ', expected dedicated or shared')
            when 'bad_gpus' then concat(
                'gpu_count is ', coalesce(gpu_count, 'empty'),
                ', expected a number above 0 such as 8 or 0.5, with whole instance_count and tensor_parallel')
            when 'bad_precision' then concat(
                'weights and KV are ', concat_ws(', ', weight_precision, routed_weight_precision, kv_precision),
                '; expected bf16, fp8, nvfp4 or mxfp4, and for KV bf16 or fp8')
            when 'bad_share' then concat(
                'redundant_expert_share, efficiencies are ', concat_ws(', ', redundant_expert_share, memory_efficiency,
                    compute_efficiency), '; expected shares from 0 to 1')
            when 'bad_price' then concat('price_usd_per_gpu_hour is ', price_usd_per_gpu_hour, ', expected USD above 0')
            when 'bad_batch' then concat(
                'the batches are ', array_to_string(list_transform(written_batches,
                    written -> coalesce(written, 'empty')), ', '), '; expected three whole numbers that do not fall')
            when 'bad_boolean' then 'is_attention_data_parallel and is_assumed: expected true, false or nothing'
            when 'bad_date' then concat('as_of_date is ', coalesce(as_of_date, 'empty'), ', expected YYYY-MM-DD')
            when 'bad_validity' then concat(
                'valid from ', coalesce(valid_from, 'empty'), ' to ', valid_to,
                ', expected ISO instants that end after they start')
        end as reject_detail,
    from checked
)

select * from deployments
