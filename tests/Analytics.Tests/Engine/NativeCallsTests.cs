#if !PACKAGES_FULL
using System.Reflection;
using Analytics.Engine.Native;

namespace Analytics.Tests.Engine;

public sealed class NativeCallsTests
{
    // A text or a structure as out is cleared or converted right before the call, with 256-bit stores.
    private static readonly string[] Quick = [nameof(NativeMethods.duckdb_set_config)];

    [Fact]
    public void NativeCalls_ThatRunLong_EnterDuckDbWithCleanVectorRegisters()
    {
        var wide = typeof(NativeMethods).GetMethods(BindingFlags.Static | BindingFlags.Public)
            .Where(static call => !Quick.Contains(call.Name))
            .SelectMany(static call => call.GetParameters())
            .Where(static parameter => parameter.ParameterType == typeof(string)
                || (parameter.IsOut && parameter.ParameterType.GetElementType() != typeof(nint)))
            .Select(static parameter => $"{parameter.Member.Name}: {parameter}");
        Assert.Empty(wide);
    }
}
#endif
