namespace Analytics.Tests.SqlModels;

/// <summary>The files of a tiny SQL project that has one model of each kind.</summary>
internal static class SmallProject
{
    /// <summary>Path below the project's root, and text.</summary>
    public static readonly IReadOnlyDictionary<string, string> Files = new Dictionary<string, string>
    {
        ["columns.csv"] = """
            table,column,type,unit,meaning,standard
            requests,file_id,VARCHAR,,Source file.,
            requests,reader_version,INTEGER,,Version of the reader.,
            requests,dedupe_key,VARCHAR,,Identity of the call.,
            requests,customer,VARCHAR,,"Customer, as the source names it.",
            requests,tokens,BIGINT,Tokens,Tokens of the call.,
            requests,note,VARCHAR,,Column that old parts lack.,
            requests,started_at,TIMESTAMP WITH TIME ZONE,UTC,Start.,
            prices,file_id,VARCHAR,,Source file.,
            prices,reader_version,INTEGER,,Version of the reader.,
            prices,price,BIGINT,10^-12 USD,Price per token.,
            quarantine,file_id,VARCHAR,,Source file.,
            quarantine,reader_version,INTEGER,,Version of the reader.,
            mart_daily_costs,event_date,DATE,,Day of the calls.,
            mart_daily_costs,customer,VARCHAR,,Customer.,
            mart_daily_costs,requests,HUGEINT,Requests,Calls.,OTel
            mart_daily_costs,cost,HUGEINT,10^-12 USD,What they cost; NULL = no price.,
            """ + "\n",
        ["macros/money.sql"] =
            "-- Price of tokens.\ncreate or replace macro cost_of(token_count, price) as token_count * price;\n",
        ["staging/stg_requests.sql"] = Header("one row per call", "dedupe_key") + """
            -- kept: build
            with raw_requests as (
                select * from raw_requests where is_superseded is not true
            ),

            calls as (
                select
                    dedupe_key,
                    any_value(customer order by tokens desc) as customer,
                    max(tokens) as tokens,
                    min(started_at)::date as event_date,
                from raw_requests
                group by dedupe_key
            )

            select * from calls
            """ + "\n",
        ["staging/stg_prices.sql"] = Header("one row", "price") + """
            with raw_prices as (
                select * from raw_prices
            ),

            latest as (
                select arg_max(price, commit_no) as price from raw_prices
            )

            select * from latest
            """ + "\n",
        ["intermediate/int_prices.sql"] = Header("one row", "price") + "-- kept: build\nselect * from stg_prices\n",
        ["intermediate/int_requests_priced.sql"] = Header("one row per call", "dedupe_key") + """
            -- kept: parquet by event_date
            with stg_requests as (
                select * from stg_requests
            ),

            int_prices as (
                select * from int_prices
            ),

            priced as (
                select
                    stg_requests.*,
                    cost_of(stg_requests.tokens, int_prices.price) as cost,
                from stg_requests
                cross join int_prices
            )

            select * from priced
            """ + "\n",
        ["intermediate/int_costs_by_day.sql"] = Header("day and customer", "event_date, customer") + """
            -- kept: table by event_date
            with int_requests_priced as (
                select * from int_requests_priced
            ),

            by_day as (
                select event_date, customer, count(*) as requests, sum(cost) as cost
                from int_requests_priced
                group by event_date, customer
            )

            select * from by_day
            """ + "\n",
        ["marts/mart_daily_costs.sql"] = Header("day and customer", "event_date, customer") + """
            with int_costs_by_day as (
                select * from int_costs_by_day
            ),

            costs as (
                select event_date, customer, sum(requests) as requests, sum(cost) as cost
                from int_costs_by_day
                group by event_date, customer
            )

            select * from costs
            """ + "\n",
        ["checks/check_tokens_positive.sql"] =
            "-- why: a cost below zero\nselect * from mart_daily_costs where cost < 0\n",
        ["checks/check_no_request_lost.sql"] = """
            -- why: a call of the source that was not priced
            -- runs: by event_date
            select stg_requests.dedupe_key
            from stg_requests
            inner join chunk_days on stg_requests.event_date = chunk_days.event_date
            anti join int_requests_priced on stg_requests.dedupe_key = int_requests_priced.dedupe_key
            """ + "\n",
    };

    /// <summary>The five lines a model opens with.</summary>
    public static string Header(string grain, string key) =>
        $"-- grain: {grain}\n-- key: {key}\n-- units: Tokens\n-- source: test\n-- why: it is needed\n";
}
