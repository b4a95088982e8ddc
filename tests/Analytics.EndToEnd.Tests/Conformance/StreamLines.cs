namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Chunks of a streamed answer in OpenAI's shape, one line each.</summary>
internal static class StreamLines
{
    /// <summary>A chunk with a piece of the text; the call may answer with <paramref name="limit"/> tokens.</summary>
    public static string Chunk(string provider, string id, string day, string text, int limit) =>
        $$$$"""
        {"provider":"{{{{provider}}}}","id":"{{{{id}}}}","object":"chat.completion.chunk","created":"{{{{day}}}}T10:00:00Z","model":"{{{{provider}}}}-model","choices":[{"delta":{"content":"{{{{text}}}}"}}],"request":{"max_tokens":{{{{limit}}}}}}
        """;

    /// <summary>The last chunk, which holds the usage.</summary>
    public static string Usage(string provider, string id, string day, long input, long output) =>
        $$$"""
        {"provider":"{{{provider}}}","id":"{{{id}}}","object":"chat.completion.chunk","created":"{{{day}}}T10:00:00Z","model":"{{{provider}}}-model","choices":[],"usage":{"prompt_tokens":{{{input}}},"completion_tokens":{{{output}}}}}
        """;
}
