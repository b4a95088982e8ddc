using System.Security.Cryptography;
using System.Text;
using Analytics.Domain;

namespace Analytics.Outputs.Alerts;

/// <summary>
/// What signs deliveries. It comes from a file or the environment, is never shown, and signs as Standard Webhooks 1.0
/// says, so that receivers can check it with a library.
/// </summary>
public sealed class WebhookSecret
{
    private const int LettersMin = 16;
    private const string Base64Prefix = "whsec_";

    private readonly byte[] key;

    private WebhookSecret(byte[] key) => this.key = key;

    /// <summary>Reads it.</summary>
    /// <param name="options">Where it stands.</param>
    /// <param name="files">File operations.</param>
    /// <param name="variable">Value of an environment variable, or null.</param>
    /// <exception cref="InvalidDataException">There is none, or it is too short to protect anything.</exception>
    public static WebhookSecret Read(AlertOptions options, IFileOps files, Func<string, string?> variable)
    {
        var place = options.SecretFile ?? AlertOptions.SecretVariable;
        var text = (options.SecretFile is { } path ? SecretFile.Read(path, files) : variable(place))?.Trim() ?? "";
        if (text.Length < LettersMin)
        {
            throw new InvalidDataException(
                $"{place}: found {text.Length} letters, expected a secret of {LettersMin} or more that the receiver of alerts "
                + "knows too. Put it there; never into the settings.");
        }

        try
        {
            return new WebhookSecret(text.StartsWith(Base64Prefix, StringComparison.Ordinal)
                ? Convert.FromBase64String(text[Base64Prefix.Length..])
                : Encoding.UTF8.GetBytes(text));
        }
        catch (FormatException)
        {
            throw new InvalidDataException($"{place}: found {Base64Prefix} and no base64 behind it. Correct the secret.");
        }
    }

    /// <summary>The signature of one delivery: a version, a comma, and the HMAC-SHA256 in base64.</summary>
    /// <param name="id">Id of the event.</param>
    /// <param name="timestamp">Time of the attempt, Unix seconds.</param>
    /// <param name="body">What is sent.</param>
    public string Sign(string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        hash.AppendData(body);
        return $"v1,{Convert.ToBase64String(hash.GetHashAndReset())}";
    }

    /// <summary>Never the secret.</summary>
    public override string ToString() => "(secret)";
}
