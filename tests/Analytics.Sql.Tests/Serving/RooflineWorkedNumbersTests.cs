using System.Globalization;

namespace Analytics.Sql.Tests.Serving;

/// <summary>
/// The formulas of <c>roofline.sql</c> on the shipped catalogue, against numbers worked out by hand: Llama 3.3 70B in
/// BF16 on 8 H100 (A), DeepSeek V3 in FP8 on 8 H200 and 16 H100 (B), and the arithmetic of a published estimate for 72
/// H100 (C). Values hold to the digits in which they are given.
/// </summary>
public sealed class RooflineWorkedNumbersTests(WorkedExamples examples) : IClassFixture<WorkedExamples>
{
    /// <summary>Example A. Contexts up to 131,072 tokens; a million tokens in USD.</summary>
    [Theory]
    [InlineData("kv_bytes_per_token", 327680, 6)]
    [InlineData("weight_bytes_all / 1e9", 141.1, 4)]
    [InlineData("resident_kv_bytes(serving, 1, 131072) / 1e9", 42.95, 4)]
    [InlineData("resident_kv_bytes(serving, 1, 131072) / weight_bytes_all * 100", 30.4, 3)]
    [InlineData("(weight_bytes_all + resident_kv_bytes(serving, 8, 8 * 131072)) / 640e9 * 100", 75.7, 3)]
    [InlineData("(weight_bytes_all + resident_kv_bytes(serving, 8, 8 * 128000)) / 640e9 * 100", 74.5, 3)]
    [InlineData("sequence_limit(serving, 131072)", 10, 6)]
    [InlineData("sequence_limit(serving, 32768)", 40, 6)]
    [InlineData("sequence_limit(serving, 8192)", 162, 6)]
    [InlineData("sequence_limit(serving, 2000)", 663, 6)]
    [InlineData("sequence_limit(serving, 1000)", 1327, 6)]
    [InlineData("sweet_spot_sequences(serving, 1000)", 930, 3)]
    [InlineData("critical_context_tokens(serving)", 1476, 4)]
    [InlineData("step_kv_bytes(serving, 1, 1000) / 8 / bandwidth_bytes_per_second * 1e6", 12.2, 3)]
    [InlineData("step_compute_seconds(serving, 1, 1000) * 1e6", 17.9, 3)]
    [InlineData("step_compute_seconds(serving, 1, 131072) * 1e6", 61.0, 3)]
    [InlineData("decode_picousd_per_token(serving, 1, 0) / 1e6", 23.4, 3)]
    [InlineData("decode_picousd_per_token(serving, 1, 0) / floor_picousd_per_token(serving, 0)", 300, 3)]
    [InlineData("floor_picousd_per_token(serving, 0) / 1e6", 0.078, 2)]
    [InlineData("decode_picousd_per_token(serving, 1327, 1000) / 1e6", 0.080, 2)]
    [InlineData("decode_picousd_per_token(serving, 663, 2000) / 1e6", 0.144, 3)]
    [InlineData("decode_picousd_per_token(serving, 162, 8192) / 1e6", 0.590, 3)]
    [InlineData("decode_picousd_per_token(serving, 40, 32768) / 1e6", 2.37, 3)]
    [InlineData("decode_picousd_per_token(serving, 10, 131072) / 1e6", 9.46, 3)]
    [InlineData("drain_seconds(serving) * 1e3", 21.5, 3)]
    public Task ExampleA_AtThePeak_IsAsWorkedOut(string figure, double expected, int digits) =>
        HoldsAsync("llama", figure, expected, digits);

    /// <summary>Example A at efficiencies 0.50 and 0.45.</summary>
    [Theory]
    [InlineData("decode_picousd_per_token(serving, 1327, 1000) / 1e6", 0.177, 3)]
    [InlineData("decode_picousd_per_token(serving, 663, 2000) / 1e6", 0.288, 3)]
    [InlineData("decode_picousd_per_token(serving, 162, 8192) / 1e6", 1.18, 3)]
    [InlineData("decode_picousd_per_token(serving, 40, 32768) / 1e6", 4.73, 3)]
    [InlineData("decode_picousd_per_token(serving, 10, 131072) / 1e6", 18.9, 3)]
    [InlineData("prefill_seconds(serving, 1000, 0) * rent_picousd_per_second / 1000 / 1e6", 0.175, 3)]
    [InlineData("prefill_seconds(serving, 131072, 0) * rent_picousd_per_second / 131072 / 1e6", 0.388, 3)]
    public Task ExampleA_Calibrated_IsAsWorkedOut(string figure, double expected, int digits) =>
        HoldsAsync("llama_calibrated", figure, expected, digits);

    /// <summary>Example B.</summary>
    [Theory]
    [InlineData("deepseek", "kv_bytes_per_token", 70272, 6)]
    [InlineData("deepseek", "weight_bytes_routed / 1e9", 653.91, 5)]
    [InlineData("deepseek", "weight_bytes_always / 1e9", 16.19, 4)]
    [InlineData("deepseek", "kv_room_bytes(serving) / 1e9", 344, 3)]
    [InlineData("deepseek_h100", "kv_room_bytes(serving) / 1e9", 481, 3)]
    [InlineData("deepseek", "step_weight_bytes(serving, 1) / 1e9", 36.6, 3)]
    [InlineData("deepseek", "step_weight_bytes(serving, 32) / 32e9", 13.5, 3)]
    [InlineData("deepseek", "step_weight_bytes(serving, 1024) / 1024e9", 0.65, 2)]
    [InlineData("deepseek", "sequence_limit(serving, 4989)", 981, 6)]
    [InlineData("deepseek", "sweet_spot_sequences(serving, 4989)", 2816, 4)]
    [InlineData("deepseek", "sweet_spot_sequences(serving, 1425)", 3440, 3)]
    [InlineData("deepseek", "sequence_limit(serving, 1425)", 3440, 3)]
    [InlineData("deepseek_h100", "sweet_spot_sequences(serving, 1120)", 6110, 3)]
    [InlineData("deepseek_h100", "sequence_limit(serving, 1120)", 6110, 3)]
    [InlineData("deepseek_h100", "critical_context_tokens(serving)", 9724, 4)]
    [InlineData("deepseek_h100",
        "decode_picousd_per_token(serving, 1, 0) / floor_picousd_per_token(serving, 0)", 295, 3)]
    [InlineData("deepseek", "decode_picousd_per_token(serving, 981, 4989) / 1e6", 0.150, 3)]
    [InlineData("deepseek_calibrated", "decode_picousd_per_token(serving, 981, 4989) / 1e6", 0.50, 2)]
    public Task ExampleB_IsAsWorkedOut(string example, string figure, double expected, int digits) =>
        HoldsAsync(example, figure, expected, digits);

    /// <summary>What a step waits for, in both examples.</summary>
    [Theory]
    [InlineData("llama_calibrated", "step_regime(serving, 1327, 1327000)", "compute_bound")]
    [InlineData("llama_calibrated", "step_regime(serving, 663, 663 * 2000)", "kv_bound")]
    [InlineData("llama_calibrated", "step_regime(serving, 10, 10 * 131072)", "kv_bound")]
    [InlineData("llama_calibrated", "step_regime(serving, 11, 11 * 131072)", "over_capacity")]
    [InlineData("llama_calibrated", "step_regime(serving, 1, 1000)", "memory_bound")]
    [InlineData("llama_calibrated", "sweet_spot_sequences(serving, 2000)", null)]
    [InlineData("deepseek_calibrated", "step_regime(serving, 981, 981 * 4989)", "memory_bound")]
    public async Task Regime_OfTheExamples_IsAsWorkedOut(string example, string figure, string? expected) =>
        Assert.Equal(expected, await examples.AskAsync<string?>(example, $"({figure})::varchar"));

    /// <summary>How much dearer long prompts are, and the intensities that the ridge is compared with.</summary>
    [Theory]
    [InlineData("4 * context_multiplier(7.505e9, 0.524288e6, 4096) / context_multiplier(7.505e9, 0.524288e6, 1024)",
        4.21, 3)]
    [InlineData("4 * context_multiplier(69.503e9, 2.62144e6, 4096) / context_multiplier(69.503e9, 2.62144e6, 1024)",
        4.11, 3)]
    [InlineData("4 * context_multiplier(36.626e9, 4.99712e6, 4096) / context_multiplier(36.626e9, 4.99712e6, 1024)",
        4.41, 3)]
    [InlineData("context_multiplier(7.504924672e9, 0.524288e6, 131072)", 3.29, 3)]
    [InlineData("context_multiplier(69.503e9, 2.62144e6, 200000)", 2.89, 3)]
    [InlineData("context_multiplier(36.626e9, 4.99712e6, 32768)", 2.12, 3)]
    [InlineData("context_multiplier(36.626e9, 4.99712e6, 131072)", 5.47, 3)]
    [InlineData("prefill_flops_latent(61, 128, 128, 64, 128) / 1e6", 5.00, 3)]
    [InlineData("decode_flops_latent(61, 128, 512, 64) / 1e6", 16.99, 4)]
    [InlineData("decode_flops_latent(61, 128, 512, 64) / kv_bytes_latent(61, 512, 64, 2)", 241.8, 4)]
    [InlineData("expert_coverage(8 / 256, 32) * 100", 64, 2)]
    [InlineData("saturating_efficiency(512, 0.60, 0.38, 511 / ln(11))", 0.400, 3)]
    [InlineData("saturating_efficiency(64, 0.60, 0.38, 511 / ln(11))", 0.544, 3)]
    [InlineData("logarithmic_efficiency(64, 0.60, 0.0222)", 0.467, 3)]
    [InlineData("smooth_step_seconds(3.0, 4.0, 2)", 5.0, 6)]
    [InlineData("smooth_step_seconds(3.0, 4.0, 1)", 7.0, 6)]
    [InlineData("kv_bytes_hybrid(18, 18, 128, 8, 64, 2, 131072)", 36900, 4)]
    [InlineData("kv_copies_grouped(16, 8)", 2, 6)]
    public Task Formula_OfKnownArguments_GivesKnownValue(string figure, double expected, int digits) =>
        HoldsAsync("llama", figure, expected, digits);

    /// <summary>Example C: what a published estimate says of 9 instances of 8 H100, and what they allow.</summary>
    [Theory]
    [InlineData("144 / (floor(3.35e12 / 74e9) * 32 * 9 * 3600 / 1e6)", 3.09, 3)]
    [InlineData("144 / (floor(3.35e12 / 74e9) * 32000 * 9 * 3600 / 1e6)", 0.0031, 2)]
    [InlineData("45 * 32000 * 2 * 37e9 / 1e15", 106.6, 4)]
    [InlineData("45 * 32000 * 2 * 37e9 / (8 * 989.5e12)", 13.5, 3)]
    [InlineData("2 * 37e9 / 1979e12 * 2 / 3600 * 1e6", 0.0208, 3)]
    [InlineData("16 / 3600 * step_weight_bytes(serving, 32) / (8 * bandwidth_bytes_per_second) / 32 * 1e6", 2.26, 2)]
    public Task ExampleC_IsAsWorkedOut(string figure, double expected, int digits) =>
        HoldsAsync("deepseek_h100", figure, expected, digits);

    // A value given in n digits may be off by half of the last one, and by one where the hand rounded on the way.
    private async Task HoldsAsync(string example, string figure, double expected, int digits)
    {
        var found = await examples.AskAsync<double>(example, $"({figure})::double");
        var unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(expected))) - digits + 1);
        Assert.True(
            Math.Abs(found - expected) <= unit,
            string.Create(CultureInfo.InvariantCulture, $"{example}: {figure} is {found}, expected {expected}."));
    }
}
