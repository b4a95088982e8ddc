using Analytics.Outputs;

namespace Analytics.Worker.Reports;

/// <summary>Tells where the outputs lie and how to go on.</summary>
internal static class OutputPlaces
{
    /// <summary>Writes the lines.</summary>
    public static void Write(VerbContext context)
    {
        var store = context.Published;
        if (store.Current() is not { } manifest)
        {
            return;
        }

        context.Output.Line();
        context.Output.Line("Outputs");
        context.Output.Line($"  DuckDB file      {store.ConveniencePath}");
        context.Output.Line($"  Arrow, Parquet   {Path.Combine(store.FolderOf(manifest.Generation), "*.arrow, *.parquet")}");
        context.Output.Line($"  what is current  {store.PointerPath}");
        context.Output.Line($"Ask more with: query \"select ...\" --data {context.Root.Path}");
    }
}
