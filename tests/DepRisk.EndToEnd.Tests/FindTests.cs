using System.Globalization;
using System.Text.Json;

namespace DepRisk.EndToEnd.Tests;

/// <summary>Log4Shell weekend in small: a thousand SBOMs of any tool and one solution.</summary>
public sealed class FindTests
{
    private const int Documents = 1000;
    private const int Holding = 300;

    private static readonly string[] Below = ["12.0.1", "13.0.1", "13.0.2", "9.0.1", "13.0.3-beta1", "3.5.8"];
    private static readonly string[] NotBelow = ["13.0.3", "13.0.4", "14.0.0-beta1", "130.0.0", "13.1.0-alpha"];

    [Fact]
    public void Finds_exactly_the_documents_that_hold_it_with_the_route_and_the_line_of_the_solution()
    {
        using var temp = new TempFolder();
        var expected = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Documents; i++)
        {
            var version = Version(i);
            var file = string.Create(CultureInfo.InvariantCulture, $"boms/{i % 7}/app{i:D4}.{(i % 10 == 9 ? "cdx.xml" : i % 3 == 0 ? "cdx.json" : "json")}");
            temp.Write(file, i % 10 == 9 ? Xml(i, version) : Json(i, version));
            if (version is not null && Below.Contains(version, StringComparer.Ordinal))
            {
                var middle = IsIndirect(i) ? $"Middle {i % 5}.0.0 > " : "";
                expected.Add($"{file}|App{i}|{version}|App{i} 1.0.{i} > {middle}{Spelling(i)} {version}||");
            }
        }

        Solution(temp);
        expected.Add("Shop/Shop.slnx|Lib|13.0.1|Lib 1.0.0 > Newtonsoft.Json 13.0.1|Lib/Lib.csproj(7,5)|");
        expected.Add("Shop/Shop.slnx|Web|13.0.1|Web 1.0.0 > Lib 1.0.0 > Newtonsoft.Json 13.0.1||Lib/Lib.csproj(7,5)");

        var result = Tool.Run(temp.Root, "find", "Newtonsoft.Json<13.0.3", "boms", "Shop/Shop.slnx", "--format", "json").Ended(0);
        using var found = JsonDocument.Parse(result.Output);
        Assert.Empty(result.Error);
        Assert.Equal(Documents + 1, found.RootElement.GetProperty("files").GetInt32());
        Assert.Equal(expected, found.RootElement.GetProperty("hits").EnumerateArray().Select(Line).Order(StringComparer.Ordinal));
        Assert.Equal((Holding / 2) + 1, found.RootElement.GetProperty("containing").GetInt32());

        var text = Tool.Run(temp.Root, "find", "Newtonsoft.Json<13.0.3", "boms", "Shop/Shop.slnx").Ended(0).Output;
        Assert.Contains("Shop/Shop.slnx: Lib (net10.0)  Newtonsoft.Json 13.0.1  ships  Lib -> Newtonsoft.Json 13.0.1  edit Lib/Lib.csproj(7,5)\n", text, StringComparison.Ordinal);
        Assert.EndsWith("151 of 1,001 files contain it\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_document_cannot_be_read_and_searches_the_others()
    {
        using var temp = new TempFolder();
        temp.Write("boms/a.cdx.json", Json(0, "12.0.1"));
        temp.Write("boms/b.cdx.json", Json(1, "12.0.1")[..200]);
        var result = Tool.Run(temp.Root, "find", "Newtonsoft.Json<13.0.3", "boms").Ended(5);
        Assert.StartsWith("boms/a.cdx.json: App0 (sbom)  Newtonsoft.Json 12.0.1", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"^boms/b\.cdx\.json\(\d+,\d+\): error DR9005: ", Assert.Single(result.ErrorLines));
    }

    /// <summary>The first 300 of every permutation of the numbers hold it, half of them below the version asked for.</summary>
    private static string? Version(int i)
    {
        var place = i * 617 % Documents;
        return place >= Holding ? null : place % 2 == 0 ? Below[place / 2 % Below.Length] : NotBelow[place / 2 % NotBelow.Length];
    }

    private static bool IsIndirect(int i) => i % 4 == 1;

    private static string Spelling(int i) => i % 6 == 5 ? "newtonsoft.json" : "Newtonsoft.Json";

    private static string Line(JsonElement hit) => string.Join(
        '|',
        hit.GetProperty("file").GetString(),
        hit.GetProperty("app").GetString(),
        hit.GetProperty("version").GetString(),
        string.Join(" > ", hit.GetProperty("route").EnumerateArray().Select(step => step.GetString())),
        hit.GetProperty("edit").GetString(),
        hit.GetProperty("broughtInBy").GetString());

    private static string Json(int i, string? version)
    {
        var target = version is null ? $"pkg:npm/newtonsoft.json@1.0.0" : $"pkg:nuget/{Spelling(i)}@{version}";
        var name = version is null ? "newtonsoft.json" : Spelling(i);
        return $$"""
            {
              "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
              "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
              "metadata": { "component": { "type": "application", "bom-ref": "root", "name": "App{{i}}", "version": "1.0.{{i}}" } },
              "components": [
                { "type": "library", "bom-ref": "m", "name": "Middle", "version": "{{i % 5}}.0.0", "purl": "pkg:nuget/Middle@{{i % 5}}.0.0" },
                { "type": "library", "bom-ref": "n", "name": "{{name}}", "version": "{{version ?? "1.0.0"}}", "purl": "{{target}}" },
                { "type": "library", "bom-ref": "o", "name": "Newtonsoft.Json.Bson", "version": "1.0.2", "purl": "pkg:nuget/Newtonsoft.Json.Bson@1.0.2" }
              ],
              "dependencies": [
                { "ref": "root", "dependsOn": [ "m", "o"{{(IsIndirect(i) ? "" : ", \"n\"")}} ] },
                { "ref": "m", "dependsOn": [ {{(IsIndirect(i) ? "\"n\"" : "")}} ] }
              ]
            }
            """;
    }

    private static string Xml(int i, string? version)
    {
        var package = version is null ? "" : $"<component type=\"library\" bom-ref=\"n\"><name>{Spelling(i)}</name><version>{version}</version><purl>pkg:nuget/{Spelling(i)}@{version}</purl></component>";
        var edge = version is null ? "" : "<dependency ref=\"n\"/>";
        return $"""
            <?xml version="1.0" encoding="utf-8"?>
            <bom xmlns="http://cyclonedx.org/schema/bom/1.4" version="1">
              <metadata><component type="application" bom-ref="root"><name>App{i}</name><version>1.0.{i}</version></component></metadata>
              <components>
                <component type="library" bom-ref="m"><name>Middle</name><version>{i % 5}.0.0</version><purl>pkg:nuget/Middle@{i % 5}.0.0</purl></component>
                {package}
              </components>
              <dependencies>
                <dependency ref="root"><dependency ref="m"/>{(IsIndirect(i) ? "" : edge)}</dependency>
                <dependency ref="m">{(IsIndirect(i) ? edge : "")}</dependency>
              </dependencies>
            </bom>
            """;
    }

    private static void Solution(TempFolder temp)
    {
        temp.Write("Shop/Shop.slnx", """<Solution><Project Path="Web/Web.csproj" /><Project Path="Lib/Lib.csproj" /></Solution>""");
        temp.Write("Shop/Lib/Lib.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Newtonsoft.Json" Version="13.0.1" />
              </ItemGroup>
            </Project>
            """);
        temp.Write("Shop/Web/Web.csproj", """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../Lib/Lib.csproj" />
              </ItemGroup>
            </Project>
            """);
        TestProcess.RunDotnet(temp["Shop"], "restore", "-v:minimal", "-tl:off").Ended(0);
    }
}
