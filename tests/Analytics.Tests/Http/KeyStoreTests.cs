using Analytics.Sources;
using Analytics.Worker.Http.Security;

namespace Analytics.Tests.Http;

public sealed class KeyStoreTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("keys-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Add_Key_IsFoundByEveryProcessAndStoredAsAHashOnly()
    {
        var key = Open().Add("grafana", Roles.Viewer, TimeProvider.System.GetUtcNow());

        Assert.Equal(("grafana", "viewer"), Open().Find(key) is { } found ? (found.Name, found.Role) : default);
        var stored = File.ReadAllText(Path.Combine(folder, "keys.json"));
        Assert.DoesNotContain(key.Split('_')[2], stored, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_AKeyKnownBefore_IsAskedForAgainAfterItWasRemoved()
    {
        var (service, verb) = (Open(), Open());
        var key = verb.Add("grafana", Roles.Viewer, TimeProvider.System.GetUtcNow());
        Assert.NotNull(service.Find(key));

        Assert.True(verb.Remove("grafana"));

        Assert.Null(service.Find(key));
        Assert.False(verb.Remove("grafana"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ak_")]
    [InlineData("ak_0011223344556677_00")]
    [InlineData("ak_0011223344556677_0000000000000000000000000000000000000000000000000000000000000000")]
    public void Find_NoKey_IsNothing(string text) => Assert.Null(Open().Find(text));

    [Fact]
    public void Add_ANameThatIsTaken_IsRefused()
    {
        Open().Add("a", Roles.Viewer, TimeProvider.System.GetUtcNow());

        Assert.Throws<InvalidDataException>(() => Open().Add("a", Roles.Admin, TimeProvider.System.GetUtcNow()));
    }

    private KeyStore Open() => new(Path.Combine(folder, "keys.json"), new DiskFileOps());
}
