using System.Collections.Immutable;
using Analytics.Engine;

namespace Analytics.SqlModels;

/// <summary>One SQL file that is a query: a model, a reader or a check.</summary>
/// <param name="File">Text and header.</param>
/// <param name="Layer">The folder it stands in.</param>
/// <param name="Keeping">How its rows are held; for a check by day it is <see cref="Keeping.TableByDay"/>.</param>
/// <param name="Key">Columns that together are unique; empty for readers and checks.</param>
/// <param name="Inputs">Names of the tables it reads, ordinal order, each once.</param>
/// <param name="Macros">Names of the macros it calls, ordinal order, each once.</param>
public sealed record SqlModel(
    SqlFile File,
    SqlLayer Layer,
    Keeping Keeping,
    ImmutableArray<KeyColumn> Key,
    ImmutableArray<string> Inputs,
    ImmutableArray<string> Macros)
{
    /// <summary>File name without extension, which is the table's name.</summary>
    public string Name => File.Name;

    /// <summary>Whether it is built and kept day by day.</summary>
    public bool IsByDay => Keeping is Keeping.TableByDay or Keeping.ParquetByDay;

    /// <summary>Whether its rows are kept, and replaced period by period.</summary>
    public bool IsByPeriod => Keeping is Keeping.TableByMonth or Keeping.TableByWeek;

    /// <summary>The periods by which it is known which of its rows changed; null where it is not.</summary>
    public Period? Period => Keeping switch
    {
        Keeping.BuildByMonth or Keeping.TableByMonth => Period.Month,
        Keeping.TableByWeek => Period.Week,
        _ => null,
    };

    /// <summary>The column of type DATE that says which of its rows belong together; null where all do.</summary>
    public string? KeptDate => IsByDay ? "event_date" : Period?.Column;

    /// <summary>
    /// The query without a closing semicolon, ready to stand in brackets that close on a line of their own.
    /// </summary>
    public string Query => File.Text.TrimEnd().TrimEnd(';');
}

/// <summary>A column of a model's key.</summary>
/// <param name="Name">Column name.</param>
/// <param name="IsNullable">True when the header marks it with a question mark: NULL is a value of its own
/// there.</param>
public readonly record struct KeyColumn(string Name, bool IsNullable);

/// <summary>One macro of <c>sql/macros</c>.</summary>
/// <param name="Name">Name in lower case.</param>
/// <param name="CreateSql">A statement that creates it for the session, replacing an older one.</param>
/// <param name="Inputs">Tables its body reads; only seeds are allowed.</param>
/// <param name="Macros">Macros its body calls.</param>
/// <param name="Path">File it stands in.</param>
/// <param name="Line">Line it starts on, from 1.</param>
public sealed record SqlMacro(
    string Name,
    string CreateSql,
    ImmutableArray<string> Inputs,
    ImmutableArray<string> Macros,
    string Path,
    int Line);

/// <summary>A CSV file of <c>sql/seeds</c>, loaded as the table <c>seed_&lt;file name&gt;</c>.</summary>
/// <param name="Name">Table name.</param>
/// <param name="Path">Absolute path of the file.</param>
/// <param name="ContentHash">SHA-256 of the file, lower-case hex.</param>
public sealed record SqlSeed(string Name, string Path, string ContentHash);
