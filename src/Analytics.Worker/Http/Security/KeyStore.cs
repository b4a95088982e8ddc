using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Analytics.Domain;

namespace Analytics.Worker.Http.Security;

/// <summary>
/// The keys that may use the service, in <c>state/keys.json</c>: names, roles and PBKDF2 hashes, never a key. The file is
/// read again when it changed, so that a key added or removed by the verb <c>keys</c> counts at once.
/// </summary>
/// <param name="path">The file, absolute.</param>
/// <param name="files">File operations.</param>
internal sealed class KeyStore(string path, IFileOps files)
{
    private const string Prefix = "ak";
    private const int Iterations = 210_000;
    private const int SecretBytes = 32;
    private const int KnownMax = 1_000;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    private readonly Lock gate = new();
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);
    private IReadOnlyList<StoredKey> keys = [];
    private FileFacts? readAt;

    /// <summary>Every key, by name.</summary>
    public IReadOnlyList<StoredKey> Keys
    {
        get
        {
            lock (gate)
            {
                Refresh();
                return keys;
            }
        }
    }

    /// <summary>Makes a key; the result is the only time that it is seen.</summary>
    /// <exception cref="InvalidDataException">The name is taken.</exception>
    public string Add(string name, string role, DateTimeOffset now)
    {
        lock (gate)
        {
            Refresh();
            if (keys.Any(key => key.Name == name))
            {
                throw new InvalidDataException(
                    $"{path}: found a key named '{name}' already, expected a new name. Remove it first, or choose another.");
            }

            var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
            var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
            var salt = RandomNumberGenerator.GetBytes(16);
            Write([.. keys, new StoredKey(id, name, role, Convert.ToHexStringLower(salt), Hash(secret, salt), Iterations, now)]);
            return $"{Prefix}_{id}_{secret}";
        }
    }

    /// <summary>Removes a key.</summary>
    /// <returns>False when there is none of that name.</returns>
    public bool Remove(string name)
    {
        lock (gate)
        {
            Refresh();
            if (keys.All(key => key.Name != name))
            {
                return false;
            }

            Write([.. keys.Where(key => key.Name != name)]);
            return true;
        }
    }

    /// <summary>The key that a text is, or null.</summary>
    public StoredKey? Find(string text)
    {
        if (text.Split('_') is not [Prefix, var id, var secret] || secret.Length != 2 * SecretBytes)
        {
            return null;
        }

        // Deriving takes a tenth of a second by design; a key that was right once is known by a plain hash from then on.
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        StoredKey? candidate;
        lock (gate)
        {
            Refresh();
            candidate = keys.FirstOrDefault(key => key.Id == id);
            if (candidate is null || (known.TryGetValue(mark, out var knownId) && knownId == id))
            {
                return candidate;
            }
        }

        var hash = Hash(secret, Convert.FromHexString(candidate.Salt));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(candidate.Hash)))
        {
            return null;
        }

        lock (gate)
        {
            if (known.Count >= KnownMax)
            {
                known.Clear();
            }

            known[mark] = id;
        }

        return candidate;
    }

    /// <summary>Whether a key that signed in is still there with its role.</summary>
    public bool IsCurrent(string id, string role) => Keys.Any(key => key.Id == id && key.Role == role);

    private static string Hash(string secret, byte[] salt) => Convert.ToHexStringLower(
        Rfc2898DeriveBytes.Pbkdf2(secret, salt, Iterations, HashAlgorithmName.SHA512, 32));

    private void Refresh()
    {
        var facts = files.GetFacts(path);
        if (facts == readAt)
        {
            return;
        }

        known.Clear();
        keys = facts is null ? [] : Read();
        readAt = facts;
    }

    private List<StoredKey> Read()
    {
        using var stream = files.OpenRead(path);
        try
        {
            return JsonSerializer.Deserialize<List<StoredKey>>(stream, Json) ?? [];
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException(
                $"{path}:{fault.LineNumber + 1}: found no readable list of keys. Restore it, or delete it and add keys anew.", fault);
        }
    }

    private void Write(List<StoredKey> changed)
    {
        using (var stream = files.Create(path + ".unfinished"))
        {
            JsonSerializer.Serialize(stream, changed, Json);
        }

        files.FlushFile(path + ".unfinished");
        files.MoveFile(path + ".unfinished", path);
        files.FlushDirectory(Path.GetDirectoryName(path)!);
        Refresh();
    }
}

/// <summary>A key as it is stored.</summary>
/// <param name="Id">Public part of the key.</param>
/// <param name="Name">Who uses it.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Salt">Hex.</param>
/// <param name="Hash">PBKDF2-SHA-512 of the secret part, hex.</param>
/// <param name="Iterations">Rounds of it.</param>
/// <param name="CreatedAt">UTC.</param>
internal sealed record StoredKey(
    string Id, string Name, string Role, string Salt, string Hash, int Iterations, DateTimeOffset CreatedAt);
