using System.Globalization;

namespace Analytics.Domain.Declarations;

/// <summary>A value of a declaration with the line it stands on, from 1.</summary>
/// <param name="Line">Line of the value.</param>
/// <param name="Value">Text, <see cref="decimal"/>, <see cref="bool"/>, a list of these values, a
/// <see cref="DeclaredObject"/>, or null.</param>
public readonly record struct DeclaredValue(int Line, object? Value);

/// <summary>
/// A JSON object of a declaration. Reads its fields one by one, collects a fault for each that is not as expected, and
/// names in the end the fields that nobody asked for, because a misspelt filter would change the answer without a word.
/// </summary>
/// <param name="path">Path of the file, as faults show it.</param>
/// <param name="line">Line of the opening brace, from 1.</param>
/// <param name="fields">Values by name.</param>
/// <param name="faults">Takes what is wrong, each with file and line.</param>
public sealed class DeclaredObject(
    string path, int line, IReadOnlyDictionary<string, DeclaredValue> fields, List<string> faults)
{
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    /// <summary>Line of the opening brace.</summary>
    public int Line => line;

    /// <summary>A text that must be there.</summary>
    public string RequiredText(string name) => Text(name) ?? Missing(name, "a text");

    /// <summary>A text, or null where the field is absent.</summary>
    public string? Text(string name)
    {
        switch (Find(name))
        {
            case null:
                return null;
            case { Value: string { Length: > 0 } text }:
                return text;
            case { } other:
                Fault(other.Line, $"'{name}' is {Shown(other)}, expected a text. Write it in quotes, or leave it out.");
                return null;
        }
    }

    /// <summary>One of several words.</summary>
    public string RequiredWord(string name, params string[] words)
    {
        var text = RequiredText(name);
        CheckWord(name, text, words);
        return text;
    }

    /// <summary>One of several words, or null where the field is absent.</summary>
    public string? Word(string name, params string[] words)
    {
        var text = Text(name);
        CheckWord(name, text ?? string.Empty, words);
        return text;
    }

    /// <summary>A number in a range, or null where the field is absent.</summary>
    public decimal? Number(string name, decimal least, decimal most)
    {
        switch (Find(name))
        {
            case null:
                return null;
            case { Value: decimal number } when number >= least && number <= most:
                return number;
            case { } other:
                Fault(other.Line, $"'{name}' is {Shown(other)}, expected a number from "
                    + $"{least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}. "
                    + "Correct the value.");
                return null;
        }
    }

    /// <summary>A whole number in a range, or null where the field is absent.</summary>
    public int? WholeNumber(string name, int least, int most)
    {
        switch (Find(name))
        {
            case null:
                return null;
            case { Value: decimal number } when number >= least && number <= most && decimal.IsInteger(number):
                return (int)number;
            case { } other:
                Fault(other.Line, $"'{name}' is {Shown(other)}, expected a whole number from {least} to {most}. "
                    + "Correct the value.");
                return null;
        }
    }

    /// <summary>A number that must be there.</summary>
    public decimal RequiredNumber(string name, decimal least, decimal most)
    {
        if (Find(name) is null)
        {
            Missing(name, "a number");
            return least;
        }

        return Number(name, least, most) ?? least;
    }

    /// <summary>The objects of a list; at least one where it is required.</summary>
    public IReadOnlyList<DeclaredObject> Objects(string name)
    {
        var value = Find(name);
        var objects = value is { Value: List<DeclaredValue> items }
            ? items.Select(static item => item.Value).OfType<DeclaredObject>().ToList()
            : [];
        if (objects.Count == 0)
        {
            Fault(value?.Line ?? line, $"'{name}' is {Shown(value)}, expected a list of objects. Add at least one.");
        }

        return objects;
    }

    /// <summary>The texts of a list; none where the field is absent.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        var value = Find(name);
        var items = value is { Value: List<DeclaredValue> list } ? list : [];
        var texts = items.Select(static item => item.Value).OfType<string>().ToList();
        if (value is not null && (texts.Count == 0 || texts.Count != items.Count))
        {
            Fault(value.Value.Line, $"'{name}' is {Shown(value)}, expected a list of texts. Correct or remove it.");
        }

        return texts;
    }

    /// <summary>Names and texts of an object; none where the field is absent.</summary>
    public IReadOnlyList<(string Name, string Text)> TextsByName(string name)
    {
        var value = Find(name);
        if (value is { Value: not DeclaredObject })
        {
            Fault(value.Value.Line, $"'{name}' is {Shown(value)}, expected an object of names and texts. Correct it.");
        }

        return value is { Value: DeclaredObject inner } ? [.. inner.AllTexts()] : [];
    }

    /// <summary>Adds a fault on the line of a field.</summary>
    public void FaultAt(string name, string message) => Fault(LineOf(name), message);

    /// <summary>Adds a fault for each field that was never asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var (name, value) in fields.Where(field => !asked.Contains(field.Key)))
        {
            Fault(value.Line, $"found '{name}', expected one of {string.Join(", ", asked.Order(StringComparer.Ordinal))}. "
                + "Correct the name or remove the line.");
        }
    }

    private void CheckWord(string name, string text, string[] words)
    {
        if (text.Length > 0 && !words.Contains(text))
        {
            Fault(LineOf(name), $"'{name}' is '{text}', expected one of {string.Join(", ", words)}. Choose one.");
        }
    }

    private IEnumerable<(string Name, string Text)> AllTexts()
    {
        foreach (var name in fields.Keys)
        {
            yield return (name, RequiredText(name));
        }
    }

    private DeclaredValue? Find(string name)
    {
        asked.Add(name);
        return fields.TryGetValue(name, out var value) && value.Value is not null ? value : null;
    }

    private int LineOf(string name) => fields.TryGetValue(name, out var value) ? value.Line : line;

    private string Missing(string name, string expected)
    {
        if (!fields.ContainsKey(name))
        {
            Fault(line, $"'{name}' is missing, expected {expected}. Add it.");
        }

        return string.Empty;
    }

    private void Fault(int at, string message) => faults.Add($"{path}:{at}: {message}");

    private static string Shown(DeclaredValue? value) => value?.Value switch
    {
        null => "missing",
        string text => $"'{text}'",
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        DeclaredObject => "an object",
        _ => "a list",
    };
}
