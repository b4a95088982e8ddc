namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>A part of a GPU is billed as a part, use is not allocation, and idle time stands apart.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T51(ConformanceRun run)
{
    private const string Day = "2026-05-27";
    private const string OfDay = $"from mart_resource_costs where event_date = date '{Day}' and cost_evidence = 'allocated'";

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("t51", "t51-small", "uncached_input", 1);
        pack.Price("t51", "t51-small", "visible_output", 1);
        pack.Add(
            "t51-gpus",
            "deployments",
            "t51_deployments.csv",
            "deployment,llm_model,architecture,accelerator,rental,gpu_count,weight_precision,kv_precision,"
                + "price_usd_per_gpu_hour,valid_from,valid_to,as_of_date,catalogue_source",
            $"t51-half,t51-small,llama-3.1-8b,h100-sxm,dedicated,0.5,fp8,fp8,2.00,{Day},2026-05-28,{Day},conformance",
            $"t51-whole,t51-large,llama-3.3-70b,h100-sxm,dedicated,2,fp8,fp8,3.00,{Day},2026-05-28,{Day},conformance");
        pack.Add("t51-load-test", "capacity", "t51_capacity.csv", [
            "deployment,phase,batch_sequences,context_tokens,tokens_per_second,measured_from,measured_to",
            .. Points().Select(static point => $"t51-half,{point},{Day},2026-05-28"),
        ]);
        pack.Add("t51-gateway", "litellm", "a.jsonl", Call("a", "10:00:00", "10:00:30"), Call("b", "10:00:15", "10:00:45"));
    }

    [Fact]
    public void Rent_OfAPartOfAGpu_IsThatPart() => Assert.Equal(
        24m, run.Value<decimal>($"select sum(loaded_cost_usd) {OfDay} and llm_model = 't51-small'"));

    [Fact]
    public void Rent_OfAnUnusedDeployment_IsAllIdle()
    {
        Assert.Equal(144m, run.Value<decimal>($"select sum(loaded_cost_usd) {OfDay} and llm_model = 't51-large'"));
        Assert.Equal(144m, run.Value<decimal>($"select sum(idle_cost_usd) {OfDay} and llm_model = 't51-large'"));
    }

    [Fact]
    public void Use_IsNotAllocation()
    {
        // 45 of 86,400 seconds saw a call, and a prompt is computed beside them: no more than that is use, and all else
        // is idle and shown as that.
        var used = run.Value<decimal>($"select sum(resource_cost_usd) {OfDay} and llm_model = 't51-small'");
        var idle = run.Value<decimal>($"select sum(idle_cost_usd) {OfDay} and llm_model = 't51-small'");
        Assert.InRange(used, 0.000001m, 24m * 46 / 86400);
        Assert.Equal(24m - used, idle);
        Assert.Equal(
            used,
            run.Value<decimal>(
                "select sum(prefill_cost_usd + decode_weights_cost_usd + decode_kv_cost_usd + decode_compute_cost_usd) "
                + $"{OfDay} and llm_model = 't51-small'"));
    }

    [Fact]
    public void Shares_OfThePeak_SumToTheBill() => Assert.Equal(
        [24m, 24m, 24m],
        run.Rows<decimal>(
            "select sum(peak_cost_usd) from mart_peak_responsibility where deployment = 't51-half' group by slot_seconds"));

    /// <summary>Speeds that were measured replace those of the catalogue, and the evidence says so.</summary>
    [Fact]
    public void Curves_OfAMeasuredDeployment_SayMeasured()
    {
        Assert.Equal("measured", Evidence("t51-half"));
        Assert.Equal("modelled", Evidence("t51-whole"));
    }

    private string? Evidence(string deployment) => run.Value<string>(
        $"select distinct cost_evidence from mart_cost_curves where deployment = '{deployment}'");

    // Three different points in each regime: steps that wait for memory, and prompts.
    private static string[] Points() =>
    [
        "decode,1,1000,60", "decode,2,1000,119", "decode,4,1000,235",
        "prefill,,1000,28000", "prefill,,2000,27500", "prefill,,4000,26500",
    ];

    private static string Call(string customer, string started, string ended) => LogLines.Gateway(
        $"t51-{customer}",
        $"{Day}T{started}Z",
        "t51",
        "t51-small",
        new() { Input = 1000, Output = 300 },
        user: $"t51-{customer}",
        ended: $"{Day}T{ended}Z");
}
