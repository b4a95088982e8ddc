using Analytics.Outputs;
using Analytics.Worker.Http.Security;

namespace Analytics.Worker.Http.Tables;

/// <summary>The files of kept generations; a generation never changes, so that ranges of it always fit together.</summary>
internal static class GenerationEndpoints
{
    /// <summary>Maps <c>/api/v1/generations</c> and the files below it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/generations", static (PublishedPool pool) => Results.Json(
            new
            {
                Current = pool.Current()?.Generation,
                Generations = pool.Store.List().Select(static manifest => new
                {
                    manifest.Generation,
                    manifest.CreatedAt,
                    manifest.CommitNo,
                    manifest.ContentHash,
                    manifest.Files,
                }),
            },
            ApiJson.Options)).RequireAuthorization(Roles.Viewer);
        routes.MapMethods(
            "/api/v1/generations/{generation:int}/{file}",
            [HttpMethods.Get, HttpMethods.Head],
            static async (
                HttpContext context,
                int generation,
                string file,
                PublishedPool pool,
                GenerationFiles files,
                CancellationToken cancellation) =>
            {
                if (pool.Store.List().FirstOrDefault(manifest => manifest.Generation == generation) is not { } manifest)
                {
                    return Problems.NotFound("This generation is not kept.", "See /api/v1/generations for those that are.");
                }

                context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
                var format = TableFormat.Split(file).Format;
                return await files.SendAsync(
                    manifest, file, format?.MediaType ?? "application/octet-stream", cancellation);
            }).RequireAuthorization(Roles.Viewer);
    }
}
