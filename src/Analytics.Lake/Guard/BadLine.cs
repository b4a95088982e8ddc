namespace Analytics.Lake.Guard;

/// <summary>A stretch of a file that is kept from DuckDB.</summary>
/// <param name="LineNo">Line, CSV record or JSON document, from 1, counted from the start of the file.</param>
/// <param name="Offset">First byte, counted in the decompressed file.</param>
/// <param name="Length">Bytes, without the line break.</param>
/// <param name="Reason">Reason code, or null for a blank line, which is no fault.</param>
/// <param name="Detail">Found and expected; null for a blank line.</param>
internal readonly record struct BadLine(long LineNo, long Offset, long Length, string? Reason, string? Detail);

/// <summary>A file, or a part of it that cannot be taken apart, must not be read.</summary>
/// <param name="message">Found and expected, with the byte position, and what to do next.</param>
internal sealed class RefusedFileException(string message) : Exception(message);
