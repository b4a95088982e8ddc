using Analytics.Engine;

namespace Analytics.SqlModels;

/// <summary>DuckDB refused a model; the message opens with the file and goes on with DuckDB's own.</summary>
public sealed class SqlModelException : Exception
{
    private SqlModelException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Runs an action and says in which file DuckDB's error arose.</summary>
    internal static void Wrap(SqlModel model, Action action) =>
        Wrap(model, () =>
        {
            action();
            return true;
        });

    /// <summary>Runs a function and says in which file DuckDB's error arose.</summary>
    internal static T Wrap<T>(SqlModel model, Func<T> function)
    {
        try
        {
            return function();
        }
        catch (EngineException exception)
        {
            throw In(model, exception);
        }
    }

    /// <summary>The same for asynchronous work.</summary>
    internal static async Task WrapAsync(SqlModel model, Func<Task> function)
    {
        try
        {
            await function();
        }
        catch (EngineException exception)
        {
            throw In(model, exception);
        }
    }

    private static SqlModelException In(SqlModel model, EngineException exception) =>
        new($"{model.File.Path}: {exception.Message}", exception);
}
