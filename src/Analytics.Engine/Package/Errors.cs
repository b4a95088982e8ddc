using DuckDB.NET.Data;

namespace Analytics.Engine.Package;

/// <summary>DuckDB.NET's errors as the engine's.</summary>
internal static class Errors
{
    /// <summary>Runs work of the provider.</summary>
    /// <exception cref="EngineException">DuckDB refused.</exception>
    public static T Translate<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DuckDBException fault)
        {
            throw new EngineException(fault.Message, fault);
        }
        catch (OperationCanceledException fault)
        {
            throw new EngineException("INTERRUPT Error: Interrupted!", fault);
        }
    }
}
