using Analytics.Worker.Terminal;

namespace Analytics.Tests.Worker;

public sealed class TextTableTest
{
    [Fact]
    public void Write_TextAndNumbers_AreAligned()
    {
        using var writer = new StringWriter { NewLine = "\n" };

        TextTable.Write(writer, [new("name"), new("usd", IsNumber: true)], [["a", "1.50"], ["long name", "12.25"]]);

        Assert.Equal(
            """
            name         usd
            ---------  -----
            a           1.50
            long name  12.25

            """.ReplaceLineEndings("\n"),
            writer.ToString());
    }

    [Fact]
    [Survives(34)]
    public void Write_HostileName_CannotForgeALineOrMoveTheCursor()
    {
        using var writer = new StringWriter { NewLine = "\n" };

        TextTable.Write(writer, [new("name")], [["a\u001b[2Jb\nc\rd"]]);

        Assert.EndsWith("\na\uFFFD[2Jb c\uFFFDd\n", writer.ToString(), StringComparison.Ordinal);
    }
}
