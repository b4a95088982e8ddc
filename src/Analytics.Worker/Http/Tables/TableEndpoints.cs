using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Analytics.Domain;
using Analytics.Engine;
using Analytics.Outputs;
using Analytics.Outputs.Rows;
using Analytics.Worker.Http.Security;
using Analytics.Worker.Service;
using Microsoft.Net.Http.Headers;

namespace Analytics.Worker.Http.Tables;

/// <summary>Published tables over HTTP: the catalogue, whole tables from the generation's files, and queries.</summary>
internal static class TableEndpoints
{
    private const string NothingPublished = "Nothing is published yet.";

    /// <summary>Maps <c>/api/v1/tables</c> and <c>/api/v1/tables/{name}</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/tables", List).RequireAuthorization(Roles.Viewer);
        routes.MapMethods("/api/v1/tables/{name}", [HttpMethods.Get, HttpMethods.Head], ReadAsync)
            .RequireAuthorization(Roles.Viewer);
    }

    private static IResult List(HttpContext context, PublishedPool pool, TableCatalog catalog)
    {
        if (pool.Current() is not { } manifest)
        {
            return Problems.NotFound(NothingPublished, "Run the job 'publish'.");
        }

        return IsKnown(context, new EntityTagHeaderValue($"\"{manifest.ContentHash}\""))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Json(catalog.Describe(manifest), ApiJson.Options);
    }

    private static async Task<IResult> ReadAsync(
        HttpContext context,
        string name,
        PublishedPool pool,
        GenerationFiles kept,
        IFileOps files,
        ServiceOptions options,
        CancellationToken cancellation)
    {
        if (pool.Current() is not { } manifest)
        {
            return Problems.NotFound(NothingPublished, "Run the job 'publish'.");
        }

        var (tableName, ending) = TableFormat.Split(name);
        if (await pool.FindAsync(manifest, tableName, cancellation) is not { } table)
        {
            return Problems.NotFound("There is no such table.", "See /api/v1/tables for those there are.");
        }

        if (FormatOf(context.Request, ending) is not { } format)
        {
            return Problems.Bad(
                "There is no such format.",
                $"Expected one of {string.Join(", ", TableFormat.All.Select(static known => known.Name))}.");
        }

        var query = TableQuery.Read(table, context.Request.Query, options.Http.MaxRows, out var faults);
        if (faults.Count > 0)
        {
            return Problems.Bad("The query cannot be understood.", string.Join("; ", faults) + ".");
        }

        context.Response.Headers["X-Generation"] = $"{manifest.Generation}";
        context.Response.Headers.CacheControl = "private, no-cache";
        if (query.IsWhole && format.IsGenerationFile && manifest.Tables.Contains(table))
        {
            return await kept.SendAsync(manifest, $"{table.Name}.{format.Name}", format.MediaType, cancellation);
        }

        if (IsKnown(context, TagOf(manifest, format, query.Sql)))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        return await SendAsync(context, pool, files, options.Http, format, query.Sql, table.Name, cancellation);
    }

    private static TableFormat? FormatOf(HttpRequest request, TableFormat? ending) =>
        ending ?? (request.Query.TryGetValue("format", out var named)
            ? TableFormat.Find(named.ToString())
            : TableFormat.OfAccept(request.Headers.Accept.ToString()));

    // Equal content of a generation gives equal answers to a query.
    private static EntityTagHeaderValue TagOf(GenerationManifest manifest, TableFormat format, string sql) =>
        new($"\"{Convert.ToHexStringLower(SHA256.HashData(
            Encoding.UTF8.GetBytes($"{manifest.ContentHash}\n{manifest.Generation}\n{format.Name}\n{sql}")))}\"");

    private static bool IsKnown(HttpContext context, EntityTagHeaderValue tag)
    {
        var headers = context.Response.GetTypedHeaders();
        headers.ETag = tag;
        headers.CacheControl = new CacheControlHeaderValue { Private = true, NoCache = true };
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false));
    }

    private static async Task<IResult> SendAsync(
        HttpContext context,
        PublishedPool pool,
        IFileOps files,
        HttpOptions options,
        TableFormat format,
        string sql,
        string table,
        CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(options.QuerySeconds));
        var path = Path.Combine(pool.OutputFolder, $"{Guid.NewGuid():N}.{format.Name}");
        try
        {
            // Written whole before it is sent: a query that fails half-way must not look like a short table.
            await pool.UseAsync(database => WriteAsync(files, database, format, sql, path, limit.Token), limit.Token);
            return HttpMethods.IsHead(context.Request.Method)
                ? Headed(context, path, format)
                : Results.Stream(OpenDeletable(path), format.MediaType, $"{table}.{format.Name}");
        }
        catch (EngineException fault) when (fault.Message.Contains("Conversion Error", StringComparison.Ordinal))
        {
            return Problems.Bad("A value does not fit its column.", "See /api/v1/tables for the types.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Problems.Of(
                StatusCodes.Status503ServiceUnavailable, "The query took too long.", "Ask for less, or take the whole table.");
        }
        finally
        {
            files.DeleteFile(path);
        }
    }

    private static IResult Headed(HttpContext context, string path, TableFormat format)
    {
        context.Response.ContentLength = new FileInfo(path).Length;
        context.Response.ContentType = format.MediaType;
        return Results.Empty;
    }

    // Deleted by the caller while open: its bytes stay until the answer is sent, and nothing is left whatever happens.
    private static FileStream OpenDeletable(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16);

    private static async Task<long> WriteAsync(
        IFileOps files, PublishedDatabase database, TableFormat format, string sql, string path, CancellationToken cancellation)
    {
        if (format == TableFormat.Parquet)
        {
            return await database.WriteParquetAsync(sql, path, cancellation);
        }

        await using var stream = files.Create(path);
        if (format == TableFormat.Arrow || format == TableFormat.ArrowStream)
        {
            return await database.AnswerArrowAsync(
                sql, stream, format == TableFormat.Arrow ? ArrowFormat.File : ArrowFormat.Stream, cancellation);
        }

        Func<DbDataReader, Task<long>> write = format == TableFormat.Json
            ? reader => JsonRows.WriteAsync(reader, stream, cancellation)
            : async reader =>
            {
                await using var text = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16);
                return await CsvRows.WriteAsync(reader, text, cancellation);
            };
        return await database.ReadAsync(sql, write, cancellation);
    }
}
