using System.Globalization;

namespace Analytics.Sources.Sample.Writers;

/// <summary>What the company serves itself: the log of its own GPU, what is rented, and that nobody charges per token.</summary>
internal static class InferenceWriter
{
    private static readonly string[] Meters = ["uncached_input", "visible_output"];

    public static async Task WriteAsync(SampleWorld world, SampleFolder folder, CancellationToken cancellation)
    {
        var lines = new LiteLlmLines(world);
        await folder.WritePackedLinesAsync(
            "inference/spend-logs.jsonl",
            world.SeenBy(SampleSightings.Inference).Select(lines.LineOf),
            cancellation).ConfigureAwait(false);
        await folder.WriteLinesAsync(
            "deployments/own_deployments.csv",
            [
                "deployment,provider,llm_model,architecture,accelerator,rental,gpu_count,weight_precision,kv_precision,"
                + "price_usd_per_gpu_hour,valid_from,as_of_date,catalogue_source",
                $"{OwnGpu.Deployment},{SampleModels.OwnLlama.Provider},{SampleModels.OwnLlama.Id},llama-3.1-8b,h100-sxm,"
                + $"dedicated,1,bf16,bf16,{OwnGpu.RentUsdPerHour.ToString(CultureInfo.InvariantCulture)},2026-06-01,"
                + "2026-06-01,rental contract",
            ],
            cancellation).ConfigureAwait(false);
        await folder.WriteLinesAsync(
            "price-book/own_prices.csv",
            Meters
                .Select(static meter =>
                    $"{SampleModels.OwnLlama.Provider},{SampleModels.OwnLlama.Id},{meter},standard,false,global,"
                    + "1000000 Tokens,0,2026-06-01,own GPU: rented by the hour")
                .Prepend(
                    "provider,llm_model,meter,service_tier,is_batch,region_class,pricing_unit,price_usd,valid_from,"
                    + "price_source"),
            cancellation).ConfigureAwait(false);
    }
}
