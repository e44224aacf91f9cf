namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>The warning stands on the line that brings the package in, wherever that line is.</summary>
public sealed class ReferencePlaceTests
{
    [Fact]
    public void Of_several_target_frameworks_one_reports()
    {
        using var folder = ShopFolder.Create([], []);
        folder.Project(ShopFolder.App, "<TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks><EnableWindowsTargeting>true</EnableWindowsTargeting><DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads><OutputType>Exe</OutputType>", ShopFolder.Hidden);
        var build = folder.Build(ShopFolder.App).Ended(0);
        Assert.Equal([folder.PlaceOf("DR1001", ShopFolder.App, "<PackageReference Include=\"Import\"")], build.Warnings.Places());
        Assert.Single(build.Sarif("App"), diagnostic => diagnostic.Code is "DR1001");
    }

    [Fact]
    public void A_global_reference_in_five_projects_warns_once_on_its_line()
    {
        using var folder = Five("");
        folder.Locked();
        Assert.Empty(folder.Build(ShopFolder.Solution).Ended(0).Warnings);
        WriteCentral(folder, """<GlobalPackageReference Include="Gear" Version="1.0.0" />""");
        var build = folder.Build(ShopFolder.Solution).Ended(0);
        Assert.Equal([folder.PlaceOf("DR1003", "Directory.Packages.props", "<GlobalPackageReference Include=\"Gear\"")], build.Warnings.Places());
        Assert.Single(Enumerable.Range(1, 5).SelectMany(number => build.Sarif($"P{number}")), diagnostic => diagnostic.Level is "warning");
    }

    [Fact]
    public void With_central_versions_the_warning_stands_on_the_reference()
    {
        using var folder = Five("""<PackageVersion Include="Gear" Version="1.0.0" />""");
        folder.Locked();
        folder.Project("P3/P3.csproj", "<OutputType>Exe</OutputType>", "Gear");
        var build = folder.Build(ShopFolder.Solution).Ended(0);
        Assert.Equal([folder.PlaceOf("DR1003", "P3/P3.csproj", "<PackageReference Include=\"Gear\"")], build.Warnings.Places());
    }

    [Fact]
    public void A_central_upgrade_that_five_projects_share_warns_once()
    {
        using var folder = Five("""<PackageVersion Include="Gear" Version="1.0.0" />""", "Gear");
        folder.Locked();
        WriteCentral(folder, """<PackageVersion Include="Gear" Version="2.0.0" />""");
        var warning = Assert.Single(folder.Build(ShopFolder.Solution).Ended(0).Warnings);
        Assert.Equal("DR1003", warning.Code);
        Assert.Contains(warning.Place, new[] { folder.PlaceOf("DR1003", "Directory.Packages.props", "<PackageVersion Include=\"Gear\""), folder.PlaceOf("DR1003", "P1/P1.csproj", "<PackageReference Include=\"Gear\"") });
    }

    [Fact]
    public void Update_and_Directory_Build_props_are_lines_too()
    {
        using var folder = ShopFolder.Create(["Gear 1.0.0"], []).Locked();
        folder.Write(ShopFolder.Lib, """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Gear" />
                <PackageReference Update="Gear" Version="2.0.0" />
              </ItemGroup>
            </Project>
            """);
        var warning = Assert.Single(folder.Build(ShopFolder.Solution).Ended(0).Warnings);
        Assert.Contains(warning.Place, new[] { folder.PlaceOf("DR1003", ShopFolder.Lib, "<PackageReference Update=\"Gear\""), folder.PlaceOf("DR1003", ShopFolder.Lib, "<PackageReference Include=\"Gear\"") });

        ShopFolder.WriteLib(folder);
        folder.Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup><TreatWarningsAsErrors>true</TreatWarningsAsErrors><UseAppHost>false</UseAppHost></PropertyGroup>
              {BuildFolder.Install}
              <ItemGroup>
                <PackageReference Include="Gear" Version="2.0.0" />
              </ItemGroup>
            </Project>
            """);
        Assert.Equal([folder.PlaceOf("DR1003", "Directory.Build.props", "<PackageReference Include=\"Gear\"")], folder.Build(ShopFolder.Solution).Ended(0).Warnings.Places());
    }

    [Fact]
    public void A_file_based_app_shows_it_on_its_directive()
    {
        using var folder = new BuildFolder();
        folder.Write("app.cs", $"#:property PublishAot=false\n#:package DepRisk@{BuiltPackage.Version}\n#:package Import@1.0.0\n#:package Reports@1.0.0\nreturn 0;\n");
        var build = folder.BuildFile("app.cs").Ended(0);
        Assert.Equal([folder.PlaceOf("DR1001", "app.cs", "#:package Import")], build.Sarif("app").Where(diagnostic => diagnostic.Level is "warning").Places());
    }

    private static BuildFolder Five(string central, params string[] references)
    {
        var folder = new BuildFolder();
        folder.Write("Directory.Build.props", """<Project><PropertyGroup><TreatWarningsAsErrors>true</TreatWarningsAsErrors><UseAppHost>false</UseAppHost></PropertyGroup></Project>""");
        WriteCentral(folder, central);
        var projects = Enumerable.Range(1, 5).Select(number => $"P{number}/P{number}.csproj").ToArray();
        foreach (var project in projects)
        {
            folder.Project(project, "<OutputType>Exe</OutputType>", references);
        }

        folder.Solution(ShopFolder.Solution, projects);
        return folder;
    }

    private static void WriteCentral(BuildFolder folder, string items) => folder.Write("Directory.Packages.props", $"""
        <Project>
          <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
          <ItemGroup>
            <GlobalPackageReference Include="DepRisk" Version="{BuiltPackage.Version}" />
            {items}
          </ItemGroup>
        </Project>
        """);
}
