namespace Analytics.Sql.Tests.Serving;

/// <summary>The deployments of the worked examples in the table <c>examples</c>, made once for all tests.</summary>
public sealed class WorkedExamples : IDisposable
{
    /// <summary>
    /// The deployments of the examples: at the peak (ideal), or at the efficiencies fitted to published throughput.
    /// Instances as the examples have them: nothing stands twice.
    /// </summary>
    private const string Examples =
        """
        create temp table examples as
        with groups as (
            select *
            from (values
                ('llama', 'llama-3.3-70b on h100-sxm', 8, 2.00, 0.50, 0.45),
                ('deepseek', 'deepseek-v3 on h200-sxm', 8, 2.50, 0.30, 0.25),
                ('deepseek_h100', 'deepseek-v3 on h100-sxm', 16, 2.00, 0.30, 0.25)
            ) as groups (example, deployment, gpus, usd_per_hour, memory_efficiency, compute_efficiency)
        ),
        efficiencies as (
            select example, deployment, gpus, usd_per_hour, 1.0 as memory_efficiency, 1.0 as compute_efficiency
            from groups
            union all
            select
                concat(example, '_calibrated'), deployment, gpus, usd_per_hour, memory_efficiency, compute_efficiency,
            from groups
        )
        select
            efficiencies.example,
            constants.* replace (
                gpus::double as gpu_count,
                gpus * usd_per_hour * 1e12 / 3600 as rent_picousd_per_second,
                efficiencies.memory_efficiency::double as memory_efficiency,
                efficiencies.compute_efficiency::double as compute_efficiency,
                1.0::double as routing_penalty,
                total_parameters * weight_bytes as weight_bytes_all,
                if(routed_parameters > 0, shared_parameters, total_parameters) * weight_bytes as weight_bytes_always
            ),
        from efficiencies
        inner join int_serving_constants as constants
            on efficiencies.deployment = constants.deployment and constants.estimate = 'mid'
        inner join (
            select *, active_parameters - routed_parameters * expert_share as shared_parameters
            from int_served_architectures
        ) as architectures
            on constants.deployment = architectures.deployment and architectures.estimate = 'mid';
        """;

    private readonly ShippedCatalogue catalogue = ShippedCatalogue.Open("int_serving_constants");

    public WorkedExamples() => catalogue.Session.Execute(Examples);

    /// <inheritdoc/>
    public void Dispose() => catalogue.Dispose();

    /// <summary>One figure of one example; the formulas find the deployment as <c>serving</c>.</summary>
    internal Task<T> AskAsync<T>(string example, string figure) => catalogue.Session.ScalarAsync<T>(
        $"select {figure} from examples as serving where example = $example", new { example }, CancellationToken.None);
}
