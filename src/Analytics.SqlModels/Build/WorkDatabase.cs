using System.Globalization;
using Analytics.Domain;
using Analytics.Engine;

namespace Analytics.SqlModels;

/// <summary>
/// What the work database remembers of earlier builds: which days stand on which input, which Parquet files are in
/// force,
/// and what the marts stand on. Each step records itself in the transaction that brings its rows.
/// </summary>
internal sealed class WorkDatabase(EngineSession session, ModelBuildOptions options)
{
    // A schema of their own keeps the tables apart from the views of the same names.
    private const string KeptSchema = "kept";

    private const string CreateSql = """
        create schema if not exists build;
        create schema if not exists kept;
        create table if not exists build.built_days (model_name varchar, event_date date, input_hash varchar);
        create table if not exists build.kept_parts (
            model_name varchar, event_date date, relative_path varchar, row_count bigint, byte_count bigint,
            sha256 varchar, commit_no bigint);
        create table if not exists build.table_definitions (model_name varchar, definition_hash varchar);
        create table if not exists build.marts_input (input_hash varchar);
        """;

    /// <summary>Creates the bookkeeping tables where they are missing.</summary>
    public Task CreateAsync(CancellationToken cancellation) => session.ExecuteAsync(CreateSql, cancellation);

    /// <summary>Hash of the input by model and built day.</summary>
    public async Task<Dictionary<(string Model, DateOnly Day), string>> ReadBuiltDaysAsync(
        CancellationToken cancellation)
    {
        var rows = await session.QueryAsync<BuiltDay>("from build.built_days", null, cancellation);
        return rows.ToDictionary(static row => (row.ModelName, row.EventDate), static row => row.InputHash);
    }

    /// <summary>The Parquet parts in force, by model and day; paths absolute.</summary>
    public async Task<IReadOnlyList<LakePart>> ReadKeptPartsAsync(CancellationToken cancellation)
    {
        const string Query = "from build.kept_parts order by model_name, event_date, relative_path";
        var rows = await session.QueryAsync<KeptPart>(Query, null, cancellation);
        return
        [
            .. rows.Select(row => new LakePart(
                row.ModelName,
                row.EventDate,
                Path.Combine(options.PricedDirectory, row.RelativePath),
                row.RowCount,
                row.ByteCount,
                row.Sha256,
                row.CommitNo)),
        ];
    }

    /// <summary>Definition under which each kept table was created.</summary>
    public async Task<Dictionary<string, string>> ReadTableDefinitionsAsync(CancellationToken cancellation)
    {
        var rows = await session.QueryAsync<TableDefinition>("from build.table_definitions", null, cancellation);
        return rows.ToDictionary(static row => row.ModelName, static row => row.DefinitionHash, StringComparer.Ordinal);
    }

    /// <summary>What the marts in place stand on; null before the first build.</summary>
    public Task<string?> ReadMartsInputAsync(CancellationToken cancellation) =>
        session.ScalarAsync<string?>("select max(input_hash) from build.marts_input", null, cancellation);

    /// <summary>SQL that forgets days of a model, its Parquet parts of these days included.</summary>
    public static string ForgetDays(SqlModel model, IReadOnlyCollection<DateOnly> days)
    {
        if (days.Count == 0)
        {
            return string.Empty;
        }

        var condition =
            $"where model_name = {SqlText.Literal(model.Name)} and event_date in {EventDay.InList(days)};\n";
        return $"delete from build.built_days {condition}delete from build.kept_parts {condition}";
    }

    /// <summary>SQL that forgets a model altogether and drops its kept table.</summary>
    public static string ForgetModel(string model)
    {
        var condition = $"where model_name = {SqlText.Literal(model)};\n";
        return $"delete from build.built_days {condition}delete from build.kept_parts {condition}"
            + $"delete from build.table_definitions {condition}"
            + $"drop table if exists {KeptTable(model)};\n";
    }

    /// <summary>Where the rows of a model kept as a table stand.</summary>
    public static string KeptTable(SqlModel model) => KeptTable(model.Name);

    /// <summary>SQL that records under which definition a kept table stands.</summary>
    public static string RecordDefinition(SqlModel model, string definitionHash) =>
        "insert into build.table_definitions "
        + $"values ({SqlText.Literal(model.Name)}, {SqlText.Literal(definitionHash)});\n";

    /// <summary>SQL that records days as built.</summary>
    public static string RecordDays(SqlModel model, IEnumerable<(DateOnly Day, string InputHash)> days)
    {
        var rows = days.Select(day =>
            $"({SqlText.Literal(model.Name)}, date '{EventDay.Text(day.Day)}', {SqlText.Literal(day.InputHash)})");
        return $"insert into build.built_days values {string.Join(", ", rows)};\n";
    }

    /// <summary>SQL that records Parquet parts; empty for none.</summary>
    public string RecordParts(IReadOnlyCollection<LakePart> parts)
    {
        var rows = parts.Select(part => string.Create(
            CultureInfo.InvariantCulture,
            $"({SqlText.Literal(part.Dataset)}, date '{EventDay.Text(part.EventDate!.Value)}', "
            + $"{SqlText.Literal(Path.GetRelativePath(options.PricedDirectory, part.Path))}, "
            + $"{part.Rows}, {part.Bytes}, {SqlText.Literal(part.Sha256)}, {part.CommitNo})"));
        return parts.Count == 0 ? string.Empty : $"insert into build.kept_parts values {string.Join(", ", rows)};\n";
    }

    /// <summary>SQL that records what the marts now stand on.</summary>
    public static string RecordMartsInput(string inputHash) =>
        $"{ForgetMartsInput}insert into build.marts_input values ({SqlText.Literal(inputHash)});\n";

    /// <summary>SQL after which the marts stand on nothing known, so that the next build makes them again.</summary>
    public const string ForgetMartsInput = "delete from build.marts_input;\n";

    /// <summary>The alerts of a mart of the last build; none where it has not been built.</summary>
    public async Task<IReadOnlyList<AlertState>> ReadAlertsAsync(SqlModel mart, CancellationToken cancellation)
    {
        if (!(await ReadMartsAsync(cancellation)).Contains(new MartObject { Name = mart.Name }))
        {
            return [];
        }

        var columns = string.Join(", ", RawTables.AlertStatesColumns.Select(static column => column.Name));
        var rows = await session.QueryAsync<AlertRow>(
            $"select {columns} from main.{mart.Name} order by rule_id, subject, opened_at", null, cancellation);
        return [.. rows.Select(static row => row.ToAlert())];
    }

    /// <summary>The tables and views of the main schema, which are the marts of the last build.</summary>
    public Task<IReadOnlyList<MartObject>> ReadMartsAsync(CancellationToken cancellation) =>
        session.QueryAsync<MartObject>(
            "select table_name as name, false as is_view from duckdb_tables() where schema_name = 'main' and not temporary "
            + "union all select view_name, true from duckdb_views() "
            + "where schema_name = 'main' and not temporary and not internal",
            null,
            cancellation);

    /// <summary>SQL that drops a mart.</summary>
    public static string DropMart(MartObject mart) =>
        $"drop {(mart.IsView ? "view" : "table")} main.{SqlText.Identifier(mart.Name)};\n";

    /// <summary>SQL that creates a mart as a view, which names its tables because other sessions lack the views.</summary>
    public static string CreateView(SqlModel mart)
    {
        var tables = mart.Inputs.Select(static name => $"{name} as (select * from {KeptTable(name)})");
        return $"create or replace view main.{SqlText.Identifier(mart.Name)} as with {string.Join(", ", tables)}\n"
            + $"select * from (\n{mart.Query}\n);\n";
    }

    /// <summary>Runs work in a transaction; commits when it returns true, else leaves all as it was.</summary>
    public async Task InTransactionAsync(Func<Task<bool>> work, CancellationToken cancellation)
    {
        await session.ExecuteAsync("begin transaction", cancellation);
        var isCommitted = false;
        try
        {
            if (await work())
            {
                await session.ExecuteAsync("commit", cancellation);
                isCommitted = true;
            }
        }
        finally
        {
            if (!isCommitted)
            {
                RollBack();
            }
        }
    }

    private static string KeptTable(string model) => $"{KeptSchema}.{SqlText.Identifier(model)}";

    private void RollBack()
    {
        try
        {
            session.Execute("rollback");
        }
        catch (EngineException)
        {
            // A commit that failed has rolled back already; its own error is the one to show.
        }
    }

    private sealed record BuiltDay
    {
        public string ModelName { get; init; } = string.Empty;

        public DateOnly EventDate { get; init; }

        public string InputHash { get; init; } = string.Empty;
    }

    private sealed record TableDefinition
    {
        public string ModelName { get; init; } = string.Empty;

        public string DefinitionHash { get; init; } = string.Empty;
    }

    private sealed record KeptPart
    {
        public string ModelName { get; init; } = string.Empty;

        public DateOnly EventDate { get; init; }

        public string RelativePath { get; init; } = string.Empty;

        public long RowCount { get; init; }

        public long ByteCount { get; init; }

        public string Sha256 { get; init; } = string.Empty;

        public long CommitNo { get; init; }
    }

    private sealed record AlertRow
    {
        public string RuleId { get; init; } = string.Empty;

        public string Subject { get; init; } = string.Empty;

        public double? OpenedValue { get; init; }

        public double? WorstValue { get; init; }

        public double? LatestValue { get; init; }

        public double? LimitValue { get; init; }

        public bool IsWithdrawn { get; init; }

        public DateTimeOffset OpenedAt { get; init; }

        public DateTimeOffset? ClosedAt { get; init; }

        public DateTimeOffset? DeliveredAt { get; init; }

        public AlertState ToAlert() => new(
            RuleId, Subject, OpenedValue, WorstValue, LatestValue, LimitValue, IsWithdrawn, OpenedAt, ClosedAt, DeliveredAt);
    }
}

/// <summary>A mart in the work database.</summary>
internal sealed record MartObject
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Whether it is a view over tables that are kept.</summary>
    public bool IsView { get; init; }
}
