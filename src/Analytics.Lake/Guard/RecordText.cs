using System.Text;

namespace Analytics.Lake.Guard;

/// <summary>A record as it stands in its file, for quarantine.</summary>
/// <param name="LineNo">Its number.</param>
/// <param name="Offset">First byte in the decompressed file.</param>
/// <param name="Text">At most 64 KiB of it; bytes that are no UTF-8 stand as <c>\xNN</c>.</param>
internal readonly record struct RecordText(long LineNo, long Offset, string Text);

/// <summary>Turns the bytes of a record into text that can be stored whatever they are.</summary>
internal static class SafeText
{
    /// <summary>Bytes of a record that are kept.</summary>
    public const int KeptBytes = 64 * 1024;

    /// <summary>Text of the bytes; what is no UTF-8, and NUL, becomes <c>\xNN</c>.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (bytes.Length > 0)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var count);
            if (status == System.Buffers.OperationStatus.Done && rune.Value != 0)
            {
                text.Append(rune);
            }
            else
            {
                foreach (var one in bytes[..count])
                {
                    text.Append("\\x").Append(one.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
                }
            }

            bytes = bytes[count..];
        }

        return text.ToString();
    }
}
