using Analytics.Engine;
using Analytics.SqlModels;

namespace Analytics.Sql.Tests.PublicData;

/// <summary>Public traces and boards through their readers, and client rates through to the marts of concentration.</summary>
public sealed class PublicTraceTests
{
    private const string DatasetColumns = "select * exclude (reject_reason, reject_detail) from (\n";

    private static readonly string[] ConcentrationModels =
    [
        "stg_usage_buckets", "int_bucket_requests_by_day", "int_other_member_costs_by_month", "int_member_costs_by_month",
        "int_concentration_points", "int_concentration_totals", "int_concentration_shapes", "int_concentration_tails",
        "int_concentration_bodies", "int_concentration_samples", "int_concentration_intervals", "int_tail_indexes",
        "int_lorenz_points_by_month", "mart_cost_concentration", "mart_lorenz_points",
    ];

    /// <summary>Rows accepted, and one or two figures that the data's authors published or that were measured.</summary>
    [PublicDataTheory]
    [InlineData("azure_trace", "traces/AzureLLMInferenceTrace_code.csv",
        "sum(uncached_input_tokens), sum(visible_output_tokens)", 8819, 18_059_974, 245_896)]
    [InlineData("mooncake", "traces/mooncake_conversation_trace.jsonl",
        "sum(prompt_blocks_seen) / sum(prompt_blocks), sum(uncached_input_tokens)", 12_031, 0.36641248, 144_793_823)]
    [InlineData("servegen", "traces/servegen/m-small_rates.csv",
        "count(distinct customer_ref), sum(requests)", 86_688, 43, 1_420_558_786)]
    [InlineData("servegen_clients", "traces/servegen/deepseek-r1_clients_odd.csv",
        "sum(requests * reasoning_ratio) / sum(requests), sum(uncached_input_tokens) / sum(requests)", 36, 0.6827, 1474.84)]
    [InlineData("tau2", "leaderboards/tau2_bench_submissions_cost.csv",
        "count(cost), max(cost / resolved_tasks)", 28, 24, 16.03)]
    [InlineData("openhands", "leaderboards/openhands_index_instances.csv",
        "count(cost), count(*) - count(is_resolved)", 20_405, 19_995, 32)]
    [InlineData("aider_leaderboard", "leaderboards/aider_polyglot_leaderboard.yml",
        "min(cost / resolved_tasks), max(cost / resolved_tasks)", 69, 0.0031, 1.8137)]
    [InlineData("aider_leaderboard", "leaderboards/aider_edit_leaderboard.yml",
        "count(cost), count(distinct outcome_key)", 98, 30, 98)]
    public async Task Reader_OfPublicFile_GivesTheStatedFigures(
        string reader, string file, string figures, long rows, double first, double second)
    {
        using var session = Open(reader, file);
        var parts = figures.Split(", ");
        var found = await ReadAsync(session, $"""
            select count(*) as Rows, ({parts[0]})::double as First, ({parts[1]})::double as Second
            from ({Repository.Project.Readers.Single(model => model.Name == reader).Query}) as produced
            where reject_reason is null
            """);

        Assert.Equal(rows, found.Rows);
        Assert.Equal(first, found.First, Digits(first));
        Assert.Equal(second, found.Second, Digits(second));
    }

    /// <summary>Mean and median over the sessions of the share of the prompt's blocks seen before.</summary>
    [PublicDataTheory]
    [InlineData(350, 0.93365, 0.95633)]
    public async Task WekaReader_BySession_GivesTheMeasuredHitRates(long sessions, double mean, double median)
    {
        using var session = Open("weka", "traces/weka-claude-code/requests.csv");
        var found = await ReadAsync(session, $"""
            with sessions as (
                select sum(prompt_blocks_seen) / sum(prompt_blocks) as hit_rate
                from ({Repository.Project.Readers.Single(static model => model.Name == "weka").Query}) as produced
                where reject_reason is null
                group by session_id
            )
            select count(*) as Rows, avg(hit_rate) as First, median(hit_rate) as Second from sessions
            """);

        Assert.Equal(sessions, found.Rows);
        Assert.Equal(mean, found.First, 5e-6);
        Assert.Equal(median, found.Second, 5e-6);
    }

    /// <summary>Top client 29.88 %, two clients half, nine clients 90 %, Gini 0.8389, Herfindahl 0.1664.</summary>
    [PublicDataTheory]
    [InlineData("m-small_rates.csv", 43, 0.2988, 0.8389, 0.1664, 2, 9)]
    [InlineData("deepseek-r1_rates_odd_clients.csv", 36, 0.4606, 0.7716, 0.2384, 2, 13)]
    public async Task ClientRates_ThroughTheMarts_HaveTheMeasuredConcentration(
        string file, long clients, double largest, double gini, double herfindahl, long half, long ninetyPercent)
    {
        using var session = Open("servegen", $"traces/servegen/{file}");
        Build(session);
        var shape = await ReadAsync(session,
            "select members as Rows, largest_member_share as First, gini as Second, herfindahl as Third "
            + "from mart_cost_concentration where dimension = 'customer' and cost_basis = 'bucket_requests'");
        var ranks = await ReadAsync(session, """
            select
                count(*) as Rows,
                min(member_rank) filter (1 - cumulative_cost_share >= 0.5) as First,
                min(member_rank) filter (1 - cumulative_cost_share >= 0.9) as Second,
            from mart_lorenz_points
            where curve = 'rank' and dimension = 'customer' and cost_basis = 'bucket_requests'
            """);

        Assert.Equal(clients, shape.Rows);
        Assert.Equal(largest, shape.First, 5e-5);
        Assert.Equal(gini, shape.Second, 5e-5);
        Assert.Equal(herfindahl, shape.Third, 5e-5);
        Assert.Equal(half, ranks.First);
        Assert.Equal(ninetyPercent, ranks.Second);
    }

    // Half of the last digit that is stated.
    private static double Digits(double stated)
    {
        var text = stated.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? 1e-6 : 0.5 * Math.Pow(10, -(text.Length - point - 1));
    }

    private static EngineSession Open(string reader, string file)
    {
        var model = Repository.Project.Readers.Single(model => model.Name == reader);
        var path = SqlText.Literal(Path.Combine(PublicDataTheoryAttribute.Folder, file));
        var columns = string.Join(", ", ReaderRecord.Parse(model.File).SourceColumns.Skip(4)
            .Select(static column => $"{SqlText.Identifier(column.Name)}: {SqlText.Literal(column.Type)}"));
        var records = model.File.Require("format") switch
        {
            "text" => $"(select content as text from read_text({path}))",
            "ndjson" => $"read_json({path}, format = 'newline_delimited', columns = {{{columns}}})",
            _ => $"read_csv({path}, header = true, all_varchar = true)",
        };
        var session = EngineSession.Open(new EngineOptions
        {
            AllowedDirectories = [Repository.SqlRoot, PublicDataTheoryAttribute.Folder],
        });
        session.Execute(SessionObjects.SeedsAndMacros(Repository.Project)
            + SessionObjects.Settings("UTC", null)
            + "create temp table source_records as select 'public' as source, 'file' as file_id, "
            + $"{path} as path, row_number() over () as line_no, * from {records};");
        return session;
    }

    // What is no bucket has no rows here, as in a lake that holds nothing else.
    private static void Build(EngineSession session)
    {
        var project = Repository.Project;
        using var empty = EmptyProject.Open(project);
        var raw = RawTables.ColumnsOf("raw_usage_buckets", project.Columns);
        var reader = project.Readers.Single(static model => model.Name == "servegen");
        session.Execute(SessionObjects.EmptyTable("raw_usage_buckets", raw)
            + $"insert into raw_usage_buckets by name {DatasetColumns}{reader.Query}\n);\n");
        foreach (var model in ConcentrationModels.Select(name => project.Find(name)!))
        {
            foreach (var input in model.Inputs.Where(input => !ConcentrationModels.Contains(input)
                && project.Find(input) is { Layer: not SqlLayer.Reader }))
            {
                session.Execute(SessionObjects.EmptyTable(input, empty.ColumnsOf(project.Find(input)!)));
            }

            session.Execute($"create temp table {model.Name} as select * from (\n{model.Query}\n);");
        }
    }

    private static async Task<Figures> ReadAsync(EngineSession session, string sql) =>
        (await session.QueryAsync<Figures>(sql, null, CancellationToken.None)).Single();

    private sealed record Figures
    {
        public long Rows { get; init; }

        public double First { get; init; }

        public double Second { get; init; }

        public double Third { get; init; }
    }
}
