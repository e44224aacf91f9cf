using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class PackageReferenceLocatorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Finds_a_plain_reference()
    {
        var project = _folder.Write("A/A.csproj", "<Project Sdk='Microsoft.NET.Sdk'>\n  <ItemGroup>\n    <PackageReference Include='serilog' Version='3.1.1' />\n  </ItemGroup>\n</Project>");

        var found = Assert.Single(Locate(project, "Serilog"));

        Assert.Equal((project, 3L, 5L, DeclarationKind.PackageReference, "3.1.1", true), (found.File, found.Line, found.Column, found.Kind, found.Version, found.BearsVersion));
        Assert.Empty(Locate(project, "Serilog.Sinks"));
    }

    [Fact]
    public void The_central_version_is_the_line_to_edit()
    {
        var central = _folder.Write("Directory.Packages.props", "<Project>\n<ItemGroup>\n<PackageVersion Include='Serilog' Version='3.1.1' />\n</ItemGroup></Project>");
        var project = _folder.Write("src/A/A.csproj", "<Project Sdk='Microsoft.NET.Sdk'><ItemGroup><PackageReference Include='Serilog' /></ItemGroup></Project>");

        var found = Locate(project, "Serilog");

        Assert.Equal((central, 3L, DeclarationKind.PackageVersion), Edit(found));
        Assert.Equal(project, PackageReferenceLocator.Reference(found)!.File);
    }

    [Fact]
    public void An_override_beats_the_central_version()
    {
        _folder.Write("Directory.Packages.props", "<Project><ItemGroup><PackageVersion Include='Serilog' Version='3.1.1' /></ItemGroup></Project>");
        var project = _folder.Write("A.csproj", "<Project Sdk='Microsoft.NET.Sdk'>\n<ItemGroup>\n<PackageReference Include='Serilog'>\n<VersionOverride>4.0.0</VersionOverride></PackageReference></ItemGroup></Project>");

        var found = Locate(project, "Serilog");

        Assert.Equal((project, 3L, DeclarationKind.PackageReference), Edit(found));
        Assert.Equal(4, PackageReferenceLocator.VersionBearing(found)!.EditPosition.Line);
    }

    [Fact]
    public void Follows_shared_files_upwards_and_their_imports()
    {
        var outer = _folder.Write("Directory.Build.props", "<Project><ItemGroup><PackageReference Include='Nerdbank' Version='1.0' /></ItemGroup></Project>");
        _folder.Write("src/Directory.Build.props", "<Project><Import Project=\"$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))\" /></Project>");
        var targets = _folder.Write("src/Directory.Build.targets", "<Project>\n<ItemGroup>\n<PackageReference Update='Nerdbank' Version='2.0' /></ItemGroup></Project>");
        var global = _folder.Write("Directory.Packages.props", "<Project><ItemGroup><GlobalPackageReference Include='Meziantou' Version='3.0' /></ItemGroup></Project>");
        var project = _folder.Write("src/A/A.csproj", "<Project Sdk='Microsoft.NET.Sdk' />");

        Assert.Equal([outer, targets], Locate(project, "Nerdbank").Select(one => one.File), StringComparer.Ordinal);
        Assert.Equal((targets, 3L, DeclarationKind.PackageReferenceUpdate), Edit(Locate(project, "Nerdbank")));
        Assert.Equal((global, 1L, DeclarationKind.GlobalPackageReference), Edit(Locate(project, "Meziantou")));
    }

    [Fact]
    public void A_version_in_a_property_is_edited_there()
    {
        var props = _folder.Write("Directory.Build.props", "<Project>\n<PropertyGroup>\n<SerilogVersion>3.1.1</SerilogVersion></PropertyGroup></Project>");
        var project = _folder.Write("A.csproj", "<Project Sdk='Microsoft.NET.Sdk'><ItemGroup><PackageReference Include='Serilog' Version='$(SerilogVersion)' /></ItemGroup></Project>");

        Assert.Equal((props, 3L, DeclarationKind.Property), Edit(Locate(project, "Serilog")));
    }

    /// <summary>cases.md row 26: the location is the line of app.cs.</summary>
    [Fact]
    public void Finds_the_directive_of_a_file_based_app()
    {
        var app = _folder.Write("app.cs", "#!/usr/bin/env dotnet\n#:package YamlDotNet@16.3.0\nreturn;\n");

        Assert.Equal((app, 2L, DeclarationKind.AppDirective), Edit(Locate(app, "yamldotnet")));
    }

    [Fact]
    public void Finds_the_entry_of_packages_config()
    {
        var project = _folder.Write("A.csproj", "<Project xmlns='http://schemas.microsoft.com/developer/msbuild/2003' />");
        var config = _folder.Write("packages.config", "<packages>\n  <package id='NUnit' version='3.13.2' />\n</packages>");

        var found = Assert.Single(PackageReferenceLocator.Locate(project, "nunit", new ProjectFileTable(), config));

        Assert.Equal((config, 2L, 3L, "3.13.2"), (found.File, found.Line, found.Column, found.Version));
    }

    private static System.Collections.Immutable.ImmutableArray<Declaration> Locate(string project, string id) =>
        PackageReferenceLocator.Locate(project, id, new ProjectFileTable());

    private static (string File, long Line, DeclarationKind Kind) Edit(System.Collections.Immutable.ImmutableArray<Declaration> found)
    {
        var edit = PackageReferenceLocator.VersionBearing(found)!;
        return (edit.File, edit.Line, edit.Kind);
    }
}
