namespace Analytics.Domain;

/// <summary>Files that hold one secret and nothing else.</summary>
public static class SecretFile
{
    private const int LettersMax = 64 * 1024;

    /// <summary>The secret, without the blanks and line breaks around it; empty where there is no file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string Read(string path, IFileOps files)
    {
        if (!files.FileExists(path))
        {
            return "";
        }

        using var stream = files.OpenRead(path);
        using var reader = new StreamReader(stream);
        var letters = new char[LettersMax];
        return new string(letters, 0, reader.ReadBlock(letters)).Trim();
    }
}
