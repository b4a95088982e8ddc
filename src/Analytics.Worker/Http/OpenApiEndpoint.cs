using Analytics.Worker.Http.Security;
using Analytics.Worker.Http.Tables;

namespace Analytics.Worker.Http;

/// <summary>The description of the API for programs, OpenAPI 3.1.</summary>
internal static class OpenApiEndpoint
{
    private const string Path = "/api/v1/openapi.json";

    private static readonly object Problem = new { description = "Problem details (RFC 9457)." };

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, static () => Results.Json(Document(), contentType: "application/json"))
            .RequireAuthorization(Roles.Viewer);

    /// <summary>The document. A test holds its paths to those that are mapped.</summary>
    internal static Dictionary<string, object> Document() => new()
    {
        ["openapi"] = "3.1.0",
        ["info"] = new { title = "LLM cost analytics", version = "1" },
        ["security"] = new[] { new { bearer = Array.Empty<string>() } },
        ["components"] = new { securitySchemes = new { bearer = new { type = "http", scheme = "bearer" } } },
        ["paths"] = new Dictionary<string, object>
        {
            ["/api/v1/tables"] = Get("The catalogue: tables, columns, units, meanings."),
            ["/api/v1/tables/{name}"] = Get(
                "A table, whole or queried. The name may end in .arrow, .arrows, .parquet, .csv or .json.",
                PathParameter("name", "Table, such as mart_daily_costs.", "string"),
                QueryParameter("format", $"One of {string.Join(", ", TableFormat.All.Select(static format => format.Name))}."),
                QueryParameter("select", "Columns, joined by commas."),
                QueryParameter("order", "Columns, each with .asc or .desc, joined by commas."),
                QueryParameter("limit", "Rows at most."),
                QueryParameter("offset", "Rows left out first."),
                QueryParameter("group", "Columns to gather rows by; days and times with .hour, .day, .week or .month."),
                QueryParameter(
                    "aggregate", "Of gathered rows, or of all: rows, column.sum, .min, .max, .distinct, .true, .values; joined by commas."),
                QueryParameter("top", "column.N: what is behind the first N by the first aggregate is gathered as (other)."),
                QueryParameter("{column}", "Condition: eq., neq., lt., lte., gt., gte., in., like. and a value; is.null, is.notnull.")),
            ["/api/v1/generations"] = Get("Kept generations and their files with SHA-256."),
            ["/api/v1/generations/{generation}/{file}"] = Get(
                "A file of a generation; it never changes, and ranges of it may be asked for.",
                PathParameter("generation", "Number of the generation.", "integer"),
                PathParameter("file", "Name of the file.", "string")),
            ["/api/v1/runs"] = Get("Runs of jobs, latest first."),
            ["/api/v1/audit"] = Get("What operators did, latest first."),
            [Path] = Get("This document."),
        },
    };

    private static object Get(string summary, params object[] parameters) => new
    {
        get = new
        {
            summary,
            parameters,
            responses = new Dictionary<string, object>
            {
                ["200"] = new { description = "The answer." },
                ["400"] = Problem,
                ["401"] = Problem,
                ["403"] = Problem,
                ["404"] = Problem,
                ["429"] = Problem,
            },
        },
    };

    private static object PathParameter(string name, string description, string type) =>
        new { name, @in = "path", required = true, description, schema = new { type } };

    private static object QueryParameter(string name, string description) =>
        new { name, @in = "query", required = false, description, schema = new { type = "string" } };
}
