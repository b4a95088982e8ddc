using System.Collections.Immutable;
using Analytics.Engine;

namespace Analytics.SqlModels;

/// <summary>
/// A project in a session of its own, in memory, with every input typed and without rows: tells the columns of each
/// model
/// and is the ground on which a model test lays its rows.
/// </summary>
public sealed class EmptyProject : IDisposable
{
    private readonly SqlProject project;
    private readonly HashSet<string> created = new(StringComparer.Ordinal);

    private EmptyProject(SqlProject project, EngineSession session)
    {
        this.project = project;
        Session = session;
    }

    internal EngineSession Session { get; }

    /// <summary>Opens the session and loads seeds and macros.</summary>
    /// <exception cref="EngineException">A macro or seed is refused; the message is DuckDB's.</exception>
    public static EmptyProject Open(SqlProject project)
    {
        var session = EngineSession.Open(new EngineOptions { Threads = 1, AllowedDirectories = [project.Root] });
        try
        {
            session.Execute(SessionObjects.SeedsAndMacros(project) + SessionObjects.Settings("UTC", null));
            return new EmptyProject(project, session);
        }
        catch
        {
            // The caller never sees the session, so nobody else would close it.
            session.Dispose();
            throw;
        }
    }

    /// <summary>Name and DuckDB type of each column a model yields.</summary>
    /// <exception cref="SqlModelException">The model or one it reads is refused by DuckDB.</exception>
    public ImmutableArray<(string Name, string Type)> ColumnsOf(SqlModel model)
    {
        CreateInputs(model.Inputs);
        return SqlModelException.Wrap(model, () => Session.Describe(model.Query));
    }

    /// <summary>Makes the named tables exist, with all they are computed from.</summary>
    internal void CreateInputs(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (!created.Add(name) || name == RawTables.Settings)
            {
                continue;
            }

            if (project.Find(name) is { Layer: not SqlLayer.Reader } model)
            {
                // A table, not a view: what reads it is then bound at once and not through all that lies below.
                Session.Execute(SessionObjects.EmptyTable(name, ColumnsOf(model)));
            }
            else if (!name.StartsWith("seed_", StringComparison.Ordinal) && !RawTables.IsDeclared(name))
            {
                Session.Execute(SessionObjects.EmptyTable(name, RawTables.ColumnsOf(name, project.Columns)));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Session.Dispose();
}
