using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

/// <summary>cases.md row 32.</summary>
public sealed class LooseFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lists_existing_files_with_the_version_that_they_claim()
    {
        var own = typeof(LooseFiles).Assembly;
        _folder.Write("lib/Own.dll", "");
        File.Copy(own.Location, _folder["lib/Own.dll"], overwrite: true);
        _folder.Write("lib/Native.dll", "not an assembly");
        _folder.Write("packages/Old.1.0.0/lib/net45/Old.dll", "");
        var project = _folder.Write(
            "A/A.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <Reference Include="System.Xml" />
                <Reference Include="Own, Version=9.9.9.9"><HintPath>..\lib\Own.dll</HintPath></Reference>
                <Reference Include="..\lib\Native.dll" />
                <Reference Include="Old"><HintPath>..\packages\Old.1.0.0\lib\net45\Old.dll</HintPath></Reference>
                <Reference Include="Gone" HintPath="../lib/Gone.dll" />
                <Reference Include="Open" HintPath="$(Somewhere)/Open.dll" />
              </ItemGroup>
            </Project>
            """);

        var list = LooseFiles.Read(ProjectSources.Read(project, new ProjectFileTable()), _folder.Root);

        Assert.Equal(
            [("lib/Native.dll", null), ("lib/Own.dll", own.GetName().Version!.ToString())],
            list.Files.Select(file => (file.Path, file.AssemblyVersion)));
        Assert.Equal(7, Assert.Single(list.Problems).Line);
    }
}
