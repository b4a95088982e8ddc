using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;

namespace Analytics.Worker.Http.Pages;

/// <summary>Plain pages without scripts; every text that is not ours goes through <see cref="Text"/>.</summary>
internal static class Html
{
    private const string Style =
        """
        body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 78rem; padding: 0 1rem; color: #1c2330; }
        table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }
        th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #d8dde6; vertical-align: top; }
        td.number { text-align: right; font-variant-numeric: tabular-nums; }
        pre { white-space: pre-wrap; margin: 0; max-height: 12rem; overflow: auto; font-size: 12px; }
        form { display: inline; } button { font: inherit; } .failed, .timedout, .abandoned { color: #a11; font-weight: 600; }
        .succeeded { color: #176b2c; } .running { color: #0b5cad; font-weight: 600; }
        input { font: inherit; width: 36rem; max-width: 100%; }
        """;

    /// <summary>A text as it is shown, whatever letters it holds.</summary>
    public static string Text(string text) => HtmlEncoder.Default.Encode(text);

    /// <summary>A whole page.</summary>
    public static IResult Page(string title, string body, int status = StatusCodes.Status200OK) => Results.Text(
        $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Text(title)}</title>
        <link rel="stylesheet" href="/assets/style.css"></head>
        <body><main><h1>{Text(title)}</h1>
        {body}
        </main></body>
        </html>

        """,
        "text/html; charset=utf-8",
        statusCode: status);

    /// <summary>The style sheet of all pages.</summary>
    public static IResult StyleSheet() => Results.Text(Style, "text/css; charset=utf-8");

    /// <summary>A button that sends a form of its own.</summary>
    public static string Button(string action, string label, AntiforgeryTokenSet token, params (string Name, string Value)[] fields)
    {
        var hidden = string.Concat(fields.Append((token.FormFieldName, token.RequestToken!)).Select(static field =>
            $"<input type=\"hidden\" name=\"{Text(field.Item1)}\" value=\"{Text(field.Item2)}\">"));
        return $"<form method=\"post\" action=\"{Text(action)}\">{hidden}<button>{Text(label)}</button></form>";
    }
}
