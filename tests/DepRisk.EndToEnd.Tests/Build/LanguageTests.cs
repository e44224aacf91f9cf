namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>Findings of all three languages, and rules about C# code.</summary>
public sealed class LanguageTests
{
    [Theory]
    [InlineData("vbproj", true)]
    [InlineData("fsproj", false)]
    public void Visual_Basic_has_the_analyzer_and_FSharp_the_task(string language, bool hasAnalyzer)
    {
        using var folder = new BuildFolder();
        folder.Write("Directory.Build.props", $"<Project><PropertyGroup><TreatWarningsAsErrors>true</TreatWarningsAsErrors><UseAppHost>false</UseAppHost></PropertyGroup>{BuildFolder.Install}</Project>");
        var project = $"App/App.{language}";
        folder.Project(project, "<OutputType>Exe</OutputType><SatelliteResourceLanguages>en</SatelliteResourceLanguages>", ShopFolder.Hidden);
        var build = folder.Build(project).Ended(0);
        var place = folder.PlaceOf("DR1001", project, "<PackageReference Include=\"Import\"");
        Assert.Equal([place], build.Warnings.Places());
        if (hasAnalyzer)
        {
            Assert.Equal([place], build.Sarif("App").Where(diagnostic => diagnostic.Level is "warning").Places());
        }

        // Said once in each language, errors where somebody wants them, and nothing the second time.
        Assert.Equal([place], folder.Build(project, "--no-restore", "-p:DepRiskStrict=true", "--no-incremental").Ended(1).Errors.Places());
        Assert.Empty(folder.Build(project, "--no-restore", "-p:NoWarn=DR1001", "--no-incremental").Ended(0).Warnings);
    }

    [Fact]
    public void Code_that_uses_a_concentrated_component_is_pointed_out()
    {
        using var folder = ShopFolder.Create(ShopFolder.Hidden, []).Locked();
        folder.Write("Lib/Code.cs", "public class Code\n{\n    public Motor.Engine Engine => new();\n    internal int Turn() => Engine.Turn(\"x\");\n}\n");
        for (var file = 0; file < 11; file++)
        {
            folder.Write($"Lib/Use{file}.cs", $"internal class Use{file} {{ internal object It = new Motor.Engine(); }}\n");
        }

        var build = folder.Build(ShopFolder.Solution).Ended(0);
        Assert.Empty(build.Warnings);
        var notes = build.Sarif("Lib");
        Assert.All(notes, note => Assert.Equal("note", note.Level));
        Assert.Equal(["DR2001", "DR2002", "DR2003"], notes.Select(note => note.Code).Order(StringComparer.Ordinal));
        Assert.Equal("DR2002 Lib/Code.cs(3,25)", notes.Single(note => note.Code is "DR2002").Place);

        folder.Write("deprisk.json", """{ "rules": { "DR2002": "warning", "DR2001": "off", "DR2003": "off" } }""");
        Assert.Equal(["DR2002 Lib/Code.cs(3,25)"], folder.Build(ShopFolder.Solution, "--no-restore").Ended(0).Warnings.Places());
    }
}
