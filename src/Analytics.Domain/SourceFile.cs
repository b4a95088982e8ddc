namespace Analytics.Domain;

/// <summary>One stable file that a source offers for ingest.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Kind">Kind of the source, which is the name of its reader.</param>
/// <param name="Root">Absolute folder the source is confined to; the file lies in or below it.</param>
/// <param name="Path">Absolute path.</param>
/// <param name="Facts">Size and time of last change when the file was found stable.</param>
public sealed record SourceFile(string Source, string Kind, string Root, string Path, FileFacts Facts);
