using System.Text;
using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Packages.Build;

namespace DepRisk.Tests.Packages.Build;

/// <summary>Packages that are broken or built to harm whoever reads them.</summary>
public sealed class BuildWalkTests : IDisposable
{
    private const string Inline = "<UsingTask TaskName='A' TaskFactory='CodeTaskFactory' />";
    private readonly BuildPackage _package = new();

    public void Dispose() => _package.Dispose();

    [Theory]
    [InlineData("<Project", "is not valid XML: ")]
    [InlineData("", "is not valid XML: ")]
    [InlineData("<!DOCTYPE Project [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Project>&e;</Project>", "has a DTD, which is never read")]
    [InlineData("<Other />", "is no MSBuild file: its root is not <Project>")]
    [InlineData("<Project>\u0001</Project>", "is not valid XML: ")]
    public void A_file_that_cannot_be_read_is_said_and_the_rest_is_read(string text, string problem)
    {
        _package.With("build/My.Package.props", text).WithProject("build/My.Package.targets", Inline);
        var power = _package.Read();
        Assert.StartsWith("build/My.Package.props: " + problem, Assert.Single(power.Problems), StringComparison.Ordinal);
        Assert.Contains(power.Assets, asset => asset is { Kind: BuildAssetKind.Imported, Path: "build/My.Package.props" });
        Assert.Contains(power.Assets, asset => asset.Kind is BuildAssetKind.InlineTask);
    }

    [Fact]
    public void Elements_that_are_nested_without_end_are_refused()
    {
        _package.WithProject("build/My.Package.targets", string.Concat(Enumerable.Repeat("<A>", 40_000)) + string.Concat(Enumerable.Repeat("</A>", 40_000)));
        Assert.Contains($"{Limits.XmlDepth} levels", Assert.Single(_package.Read().Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_million_tasks_are_counted_up_to_the_limits()
    {
        var text = new StringBuilder("<Project>");
        for (var i = 0; i < 280_000; i++)
        {
            text.Append("<UsingTask TaskName='A").Append(i).Append("' AssemblyFile='a.dll'/>");
        }

        _package.With("build/My.Package.targets", text.Append("</Project>").ToString());
        var power = _package.Read();
        Assert.Equal(Limits.BuildAssets, power.Assets.Length);
        Assert.Contains(power.Problems, problem => problem.Contains($"{Limits.BuildStatements} properties, imports and tasks", StringComparison.Ordinal));
        Assert.Contains(power.Problems, problem => problem.Contains($"{Limits.BuildAssets} things", StringComparison.Ordinal));
        Assert.NotNull(power.Digest);

        _package.With("build/My.Package.targets", text.Replace("</Project>", new string(' ', 6_000_000) + "</Project>").ToString());
        Assert.Contains($"the limit for such a file is {Limits.BuildFileBytes:N0}".Replace('.', ','), Assert.Single(_package.Read().Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Imports_in_circles_and_without_end_come_to_one()
    {
        _package.WithProject("build/My.Package.targets", "<Import Project='My.Package.targets' /><Import Project='*.targets' /><Import Project='**/*.targets' />" + Inline);
        for (var i = 0; i < 2100; i++)
        {
            _package.WithProject($"build/more/{i}.targets", $"<Import Project='{(i + 1) % 2100}.targets' />");
        }

        var power = _package.Read();
        Assert.Equal(Limits.BuildFiles, power.Assets.Count(asset => asset.Kind is BuildAssetKind.Imported));
        Assert.Contains(power.Problems, problem => problem.Contains($"{Limits.BuildFiles} props and targets files", StringComparison.Ordinal));
        Assert.Contains(power.Assets, asset => asset.Kind is BuildAssetKind.InlineTask);
    }

    [Theory]
    [InlineData("<PropertyGroup><P>a</P><P>$(P)$(P)$(P)$(P)</P></PropertyGroup>")]
    [InlineData("<PropertyGroup><P>$(Q)a</P><Q>$(P)b</Q></PropertyGroup>")]
    [InlineData("<PropertyGroup><P>$(MSBuildThisFileDirectory)$(Q)</P><Q>$(P)</Q></PropertyGroup>")]
    public void Properties_that_grow_come_to_an_end(string properties)
    {
        _package.WithProject("build/My.Package.targets", properties + string.Concat(Enumerable.Repeat("<PropertyGroup><P>$(P)$(P)$(Q)x</P></PropertyGroup>", 200)) + "<Import Project='$(P)$(P)$(P)$(P)$(P)/x.props' />" + Inline);
        Assert.Contains("*InlineTask build/My.Package.targets A", _package.Lines());
    }

    [Fact]
    public void A_text_of_nothing_but_openings_is_unknown()
    {
        var open = string.Concat(Enumerable.Repeat("$([MSBuild]::NormalizePath(", 3000));
        _package.WithProject("build/My.Package.targets", $"<PropertyGroup><P>{open}</P><Q>{open}a{new string(')', 6000)}</Q></PropertyGroup><Import Project='$(P)' /><Import Project='$(Q)' />" + Inline);
        Assert.Contains("*InlineTask build/My.Package.targets A", _package.Lines());
    }

    [Fact]
    public void Wildcards_have_a_budget()
    {
        for (var i = 0; i < 1000; i++)
        {
            _package.With($"build/files/{i}.txt", "");
        }

        _package.WithProject("build/My.Package.targets", string.Concat(Enumerable.Repeat("<Import Project='**/*a*b*c*d*e.targets' />", 1000)) + Inline);
        var power = _package.Read();
        Assert.Equal(["has so many wildcards that some imports were not looked up"], power.Problems.AsEnumerable());
        Assert.Contains(power.Assets, asset => asset.Kind is BuildAssetKind.InlineTask);
    }

    [Fact]
    public void Links_out_of_the_package_are_not_followed()
    {
        _package.Outside("secret/My.Package.targets", $"<Project>{Inline}</Project>");
        _package.Outside("secret/evil.targets", $"<Project>{Inline}</Project>");
        _package.WithProject("build/My.Package.props", "<Import Project='evil.targets' /><Import Project='linked/evil.targets' />");
        var secret = Path.GetFullPath(Path.Combine(_package.Root, "../../secret"));
        File.CreateSymbolicLink(Path.Combine(_package.Root, "build/My.Package.targets"), Path.Combine(secret, "My.Package.targets"));
        File.CreateSymbolicLink(Path.Combine(_package.Root, "build/evil.targets"), Path.Combine(secret, "evil.targets"));
        Directory.CreateSymbolicLink(Path.Combine(_package.Root, "build/linked"), secret);
        Directory.CreateSymbolicLink(Path.Combine(_package.Root, "analyzers"), secret);
        Assert.Equal(["Imported build/My.Package.props"], _package.Lines());
    }

    [Theory]
    [InlineData("\u001b]0;pwn\u0007")]
    [InlineData("../../evil")]
    [InlineData("")]
    [InlineData("a/b")]
    public void An_id_that_is_no_name_imports_nothing(string id)
    {
        _package.WithProject("build/a/b.targets", Inline);
        _package.Outside("evil.targets", Inline);
        Assert.Empty(BuildPowerReader.Read(_package.Root, id, null).Assets);
    }

    [Fact]
    public void Every_prefix_of_a_file_is_read_or_said_to_be_broken()
    {
        const string Text = "<Project><PropertyGroup><P>$(MSBuildThisFileDirectory)x</P></PropertyGroup><Import Project='$(P)' /><Target Name='T'><Exec Command='a &amp; b' /></Target></Project>";
        for (var length = 0; length < Text.Length; length++)
        {
            _package.With("build/My.Package.targets", Text[..length]);
            Assert.NotEmpty(_package.Read().Problems);
        }
    }
}
