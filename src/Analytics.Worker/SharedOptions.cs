using System.CommandLine;
using System.CommandLine.Parsing;

namespace Analytics.Worker;

/// <summary>Options that every verb takes.</summary>
internal sealed class SharedOptions
{
    /// <summary>Root of landing, lake, state and published.</summary>
    public Option<string?> Data { get; } = new("--data")
    {
        Description = "Root of landing, lake, state and published (default: ./data).",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary>Folder of readers, models, checks and seeds.</summary>
    public Option<string?> Sql { get; } = new("--sql")
    {
        Description = "Folder of readers, models, checks and seeds (default: sql beside the program).",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary>Sources beside those of the settings.</summary>
    public Option<string[]> Source { get; } = new("--source")
    {
        Description = "Adds a source, such as claude-code=~/.claude/projects. May be given several times.",
        HelpName = "KIND=PATH",
        Recursive = true,
        DefaultValueFactory = static _ => [],
    };

    /// <summary>One JSON object instead of text.</summary>
    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Writes one JSON object to standard output; all else goes to standard error.",
        Recursive = true,
    };

    /// <summary>No progress.</summary>
    public Option<bool> Quiet { get; } = new("--quiet")
    {
        Description = "Shows no progress and no notes, only results and errors.",
        Recursive = true,
    };

    /// <summary>No colours.</summary>
    public Option<bool> NoColor { get; } = new("--no-color")
    {
        Description = "Writes no colours; the variable NO_COLOR does the same.",
        Recursive = true,
    };

    /// <summary>Adds all of them to the root, from where they reach every verb.</summary>
    public void AddTo(RootCommand root)
    {
        Source.Validators.Add(CheckSources);
        root.Add(Data);
        root.Add(Sql);
        root.Add(Source);
        root.Add(Json);
        root.Add(Quiet);
        root.Add(NoColor);
    }

    private static void CheckSources(OptionResult result)
    {
        foreach (var token in result.Tokens.Where(static token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
        {
            result.AddError($"--source '{token.Value}': KIND=PATH expected, such as claude-code=~/.claude/projects.");
        }
    }
}
