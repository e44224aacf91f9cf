using System.Collections.Immutable;
using DepRisk.Build;
using DepRisk.RiskModel;

namespace DepRisk.Tests.Build;

/// <summary>An app with one package whose version floats, so that DR1005 fires: the files that a build has, written by hand.</summary>
internal sealed class BuildCase : IDisposable
{
    public const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Float" Version="1.*" />
          </ItemGroup>
        </Project>
        """;

    /// <summary>Knows the app and its package, and no finding.</summary>
    public const string Lock = """
        {
          "schema": "deprisk-lock/1",
          "apps": ["App/App.csproj"],
          "projects": [{"path":"App/App.csproj","apps":"*","references":["Float"]}],
          "packages": [{"id":"Float","version":"1.2.0","apps":"*"}],
          "findings": [],
          "accepted": []
        }
        """;

    public const string Accepted = """{"rule":"DR1005","subject":"Float","conditions":["floating"],"apps":"*"}""";

    public const string Loud = """{ "rules": { "DR1005": "warning" } }""";

    public BuildCase()
    {
        // Nothing above the folder is looked at.
        Folder.Write(".git", "");
        Folder.Write("App/App.csproj", Project);
        Folder.Write("App/obj/project.assets.json", Assets());
    }

    public TempFolder Folder { get; } = new();

    public BuildRequest Request => new(Folder["App/App.csproj"], Folder["App/obj/project.assets.json"], Folder["App/obj/Debug/net10.0/deprisk.model.tsv"])
    {
        Properties = ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase).Add("OutputType", "Exe"),
    };

    public BuildOutcome Run(Func<BuildRequest, BuildRequest>? change = null) => ProjectBuild.Run(change?.Invoke(Request) ?? Request, new BuildMemory());

    /// <summary>What the model has of the app.</summary>
    public static string[] Lines(BuildOutcome outcome) => [.. outcome.Model.Findings.Select(Line)];

    public void Dispose() => Folder.Dispose();

    private static string Line(ModelFinding finding) => $"{finding.Rule} {finding.Level} {finding.File}({finding.Line},{finding.Column}){(finding.IsAccepted ? " accepted" : "")}";

    private string Assets()
    {
        var project = Json(Folder["App/App.csproj"]);
        return $$$"""
            {
              "version": 3,
              "targets": { "net10.0": { "Float/1.2.0": { "type": "package", "compile": { "lib/net8.0/Float.dll": {} }, "runtime": { "lib/net8.0/Float.dll": {} } } } },
              "libraries": { "Float/1.2.0": { "sha512": "AAAA", "type": "package", "path": "float/1.2.0", "files": ["float.nuspec", "lib/net8.0/Float.dll"] } },
              "projectFileDependencyGroups": { "net10.0": ["Float >= 1.*"] },
              "packageFolders": { "{{{Json(Folder["packages"])}}}": {} },
              "project": {
                "version": "1.0.0",
                "restore": {
                  "projectUniqueName": "{{{project}}}", "projectName": "App", "projectPath": "{{{project}}}", "projectStyle": "PackageReference", "originalTargetFrameworks": ["net10.0"],
                  "sources": { "https://feed.example/v3/index.json": {}, "https://other.example/v3/index.json": {} },
                  "frameworks": { "net10.0": { "targetAlias": "net10.0", "projectReferences": {} } }
                },
                "frameworks": { "net10.0": { "targetAlias": "net10.0", "dependencies": { "Float": { "target": "Package", "version": "1.*" } } } }
              }
            }
            """;
    }

    private static string Json(string path) => path.Replace("\\", "\\\\", StringComparison.Ordinal);
}
