using System.Text.Json;

namespace Analytics.Domain;

/// <summary>A small map from names to values, kept as one JSON object that is replaced whole.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
/// <param name="path">The file.</param>
/// <param name="files">File operations.</param>
public sealed class JsonMapFile<T>(string path, IFileOps files)
{
    /// <summary>What it holds; empty where there is no file.</summary>
    /// <param name="advice">What to do about a file that is no such map: a sentence.</param>
    /// <exception cref="InvalidDataException">The file is no such map.</exception>
    public SortedDictionary<string, T> Read(string advice)
    {
        if (!files.FileExists(path))
        {
            return new(StringComparer.Ordinal);
        }

        try
        {
            using var stream = files.OpenRead(path);
            return new(JsonSerializer.Deserialize<Dictionary<string, T>>(stream)!, StringComparer.Ordinal);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path}: {fault.Message} Expected a JSON object of {typeof(T).Name} values. {advice}", fault);
        }
    }

    /// <summary>Replaces the file; a reader sees the old map or the new one.</summary>
    public void Write(SortedDictionary<string, T> values)
    {
        var whole = path + ".whole";
        using (var stream = files.Create(whole))
        {
            JsonSerializer.Serialize(stream, values);
        }

        files.FlushFile(whole);
        files.MoveFile(whole, path);
    }
}
