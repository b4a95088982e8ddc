using Analytics.Domain;
using Analytics.Engine;
using Analytics.Pipeline;
using Analytics.Worker;

namespace Analytics.Tests.Worker;

public sealed class FaultCodesTest
{
    public static TheoryData<Exception, ExitCode> Faults => new()
    {
        { new InvalidSettingsException("x"), ExitCode.InvalidConfiguration },
        { new DirectoryNotFoundException("x"), ExitCode.InvalidConfiguration },
        { new DataRootLockedException("x"), ExitCode.Locked },
        { new IOException("No space left on device", 28), ExitCode.OutOfResources },
        { new InsufficientMemoryException(), ExitCode.OutOfResources },
        { new EngineException("Out of Memory Error: could not allocate"), ExitCode.OutOfResources },
        { new EngineException("IO Error: Could not write: No space left on device"), ExitCode.OutOfResources },
        { new EngineException("Binder Error: no such column"), ExitCode.Unexpected },
        { new InvalidDataException("x"), ExitCode.Unexpected },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    [Survives(4, 30)]
    public void Of_ForeseenFault_HasItsCode(Exception fault, ExitCode expected) => Assert.Equal(expected, FaultCodes.Of(fault));

    [Fact]
    public void Of_UnforeseenFault_HasNone() => Assert.Null(FaultCodes.Of(new InvalidOperationException("bug")));
}
