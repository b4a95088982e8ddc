using System.Text;
using Analytics.Sources.Receiver;
using Analytics.Worker.Http.Security;
using Microsoft.AspNetCore.Http.Metadata;

namespace Analytics.Worker.Http.Receiver;

/// <summary>Takes what services send: OpenTelemetry traces and lines of any source that is declared.</summary>
internal static class ReceiverEndpoints
{
    private const string ProtobufType = "application/x-protobuf";
    private const string JsonType = "application/json";

    /// <summary>Maps <c>/v1/traces</c> and <c>/ingest/{source}</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes, ReceiverOptions options)
    {
        var limit = new BodyLimit(options.BodyMebibytes * 1024L * 1024);
        routes.MapPost("/v1/traces", TracesAsync)
            .RequireAuthorization(Roles.Sender).WithMetadata(limit, new SentByMachines());
        routes.MapPost("/ingest/{source}", LinesAsync)
            .RequireAuthorization(Roles.Sender).WithMetadata(limit, new SentByMachines());
    }

    private static async Task<IResult> TracesAsync(HttpContext context, ReceiverService receiver)
    {
        var isProtobuf = MediaTypeOf(context.Request) == ProtobufType;
        if (!isProtobuf && MediaTypeOf(context.Request) != JsonType)
        {
            return Problems.Of(
                StatusCodes.Status415UnsupportedMediaType, "This media type is not known.", $"Send {ProtobufType} or {JsonType}.");
        }

        return await TakeAsync(
            context,
            receiver,
            ReceiverService.OtlpSource,
            body => isProtobuf ? OtlpTraces.OfProtobuf(body.Span) : OtlpTraces.OfJson(body),
            isProtobuf ? Results.Bytes([], ProtobufType) : Results.Text("{}", JsonType, Encoding.UTF8));
    }

    private static Task<IResult> LinesAsync(HttpContext context, string source, ReceiverService receiver) =>
        receiver.Has(source)
            ? TakeAsync(context, receiver, source, NdjsonBody.Check, Results.Json(new { taken = true }))
            : Task.FromResult(Problems.NotFound(
                "There is no such source.", "Declare it in Analytics:Service:Receiver:Sources."));

    private static async Task<IResult> TakeAsync(
        HttpContext context, ReceiverService receiver, string source, Func<ReadOnlyMemory<byte>, byte[]> read, IResult taken)
    {
        if (receiver.WaitFor(context.Request.ContentLength ?? 0) is { } wait)
        {
            return ComeAgain(context, wait);
        }

        byte[] lines;
        try
        {
            lines = read(await ReadBodyAsync(context, receiver.Options));
        }
        catch (InvalidDataException fault)
        {
            return Problems.Bad("The body cannot be read.", $"{fault.Message}.");
        }
        catch (BadHttpRequestException fault)
        {
            // Longer than is taken, or slower: whatever the server says of it.
            return Problems.Of(
                fault.StatusCode, "The body is not taken.",
                $"Send at most {receiver.Options.BodyMebibytes} MiB at once, without pauses.");
        }

        try
        {
            if (lines.Length > 0)
            {
                await receiver.AppendAsync(source, lines);
            }

            return taken;
        }
        catch (IOException)
        {
            // Not acknowledged: the sender keeps it and sends it again.
            return ComeAgain(context, TimeSpan.FromSeconds(5));
        }
    }

    private static IResult ComeAgain(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = $"{(int)wait.TotalSeconds}";
        return Problems.Of(
            StatusCodes.Status429TooManyRequests, "The receiver cannot take more now.", "Send the same body again after the wait.");
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContext context, ReceiverOptions options)
    {
        using var packed = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? 0, 1 << 20));
        await context.Request.Body.CopyToAsync(packed, context.RequestAborted);
        var body = packed.GetBuffer().AsMemory(0, (int)packed.Length);
        return context.Request.Headers.ContentEncoding.ToString() switch
        {
            "" or "identity" => body,
            "gzip" => PackedBody.Unpack(body, options.UnpackedMebibytes * 1024 * 1024),
            _ => throw new InvalidDataException("found a content encoding that is not known, expected gzip or none"),
        };
    }

    private static string MediaTypeOf(HttpRequest request) => (request.ContentType ?? "").Split(';')[0].Trim();

    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
