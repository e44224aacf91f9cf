using System.Text;
using DepRisk.Input;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class ProjectFileReaderTests
{
    [Fact]
    public void Reads_literals_with_positions()
    {
        var file = Read(
            """
            <Project Sdk="Microsoft.NET.Sdk;Extra.Sdk/2.1">
              <Sdk Name="Third.Sdk" Version="3.0" />
              <PropertyGroup>
                <OutputType> Exe </OutputType>
                <Version>$(Base).1</Version>
                <Nullable Condition="'$(Nullable)' == ''">enable</Nullable>
              </PropertyGroup>
              <PropertyGroup Condition="'$(Configuration)' == 'Debug'"><IsTestProject>true</IsTestProject></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Serilog" Version="3.1.1" PrivateAssets="all" />
                <PackageReference Include="A;B">
                  <Version>1.0</Version>
                </PackageReference>
                <PackageReference Update="Serilog" VersionOverride="4.0.0" Condition="true" />
                <PackageVersion Include="C" Version="2.0" />
                <ProjectReference Include="..\L\L.csproj" ReferenceOutputAssembly="false" />
                <Compile Remove="x.cs"><Version>9</Version></Compile>
                <PackageDownload Include="D" Version="[6.2.0]" />
                <Reference Include="Old, Version=1.0.0.0"><HintPath>lib\Old.dll</HintPath></Reference>
              </ItemGroup>
              <Import Project="other.props" Condition="Exists('other.props')" />
            </Project>
            """);

        Assert.Equal([("Microsoft.NET.Sdk", null), ("Extra.Sdk", "2.1"), ("Third.Sdk", "3.0")], file.Sdks.Select(sdk => (sdk.Name, sdk.Version)));
        Assert.Equal(
            [("OutputType", "Exe", PropertyCertainty.Literal), ("Version", "$(Base).1", PropertyCertainty.Open),
                ("Nullable", "enable", PropertyCertainty.Default), ("IsTestProject", "true", PropertyCertainty.Open)],
            file.Properties.Select(property => (property.Name, property.Value, property.Certainty)));
        Assert.Equal(
            [(ProjectItemType.PackageReference, ItemOperation.Include, "Serilog", "3.1.1", false, 10L, 5L, 10L),
                (ProjectItemType.PackageReference, ItemOperation.Include, "A", "1.0", false, 11L, 5L, 12L),
                (ProjectItemType.PackageReference, ItemOperation.Include, "B", "1.0", false, 11L, 5L, 12L),
                (ProjectItemType.PackageReference, ItemOperation.Update, "Serilog", "4.0.0", true, 14L, 5L, 14L),
                (ProjectItemType.PackageVersion, ItemOperation.Include, "C", "2.0", false, 15L, 5L, 15L),
                (ProjectItemType.ProjectReference, ItemOperation.Include, @"..\L\L.csproj", null, false, 16L, 5L, 16L),
                (ProjectItemType.PackageDownload, ItemOperation.Include, "D", "[6.2.0]", false, 18L, 5L, 18L),
                (ProjectItemType.Reference, ItemOperation.Include, "Old, Version=1.0.0.0", null, false, 19L, 5L, 19L)],
            file.Items.Select(item => (item.Type, item.Operation, item.Id, item.Version, item.IsConditional, item.Position.Line, item.Position.Column, item.VersionPosition.Line)));
        Assert.Equal("all", file.Items[0].PrivateAssets);
        Assert.True(file.Items[3].IsVersionOverride);
        Assert.False(file.Items[5].ReferencesOutput);
        Assert.Equal(@"lib\Old.dll", file.Items[7].HintPath);
        Assert.Equal(("other.props", "Exists('other.props')"), (file.Imports[0].Project, file.Imports[0].Condition));
    }

    [Theory]
    [InlineData("<Choose><When Condition='a'><ItemGroup><PackageReference Include='X'/></ItemGroup></When></Choose>")]
    [InlineData("<Choose><When Condition='a'/><Otherwise><ItemGroup><PackageReference Include='X'/></ItemGroup></Otherwise></Choose>")]
    [InlineData("<ItemGroup Condition='a'><PackageReference Include='X'/></ItemGroup>")]
    [InlineData("<ItemGroup><PackageReference Include='X'><Version Condition='a'>1</Version></PackageReference></ItemGroup>")]
    [InlineData("<Target Name='T'><Message/><ItemGroup><PackageReference Include='X'/></ItemGroup></Target>")]
    public void Marks_items_that_only_evaluation_can_place(string body) =>
        Assert.True(Assert.Single(Read($"<Project>{body}</Project>").Items).IsConditional);

    [Fact]
    public void Reads_older_projects_with_a_namespace()
    {
        var file = Read(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <Project ToolsVersion="15.0" xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
              <Import Project="$(MSBuildToolsPath)\Microsoft.CSharp.targets" />
              <PropertyGroup><OutputType>WinExe</OutputType></PropertyGroup>
              <ItemGroup><PackageReference Include="X"><Version>1.0.0</Version></PackageReference></ItemGroup>
            </Project>
            """);

        Assert.False(file.IsSdkStyle);
        Assert.Equal(("X", "1.0.0"), (file.Items[0].Id, file.Items[0].Version));
        Assert.Equal("WinExe", file.Properties[0].Value);
    }

    [Fact]
    public void Takes_the_sdk_of_an_import()
    {
        var file = Read("<Project><Import Project='Sdk.props' Sdk='Some.Sdk/1.2'/><Import Project='Sdk.targets' Sdk='Some.Sdk/1.2'/></Project>");

        Assert.Equal(("Some.Sdk", "1.2"), (Assert.Single(file.Sdks).Name, file.Sdks[0].Version));
    }

    [Theory]
    [InlineData("<packages />", InputErrorCode.Unexpected)]
    [InlineData("<Project>", InputErrorCode.Malformed)]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><Project>&b;</Project>", InputErrorCode.Malformed)]
    [InlineData("", InputErrorCode.Malformed)]
    public void Says_what_is_wrong(string text, InputErrorCode code) =>
        Assert.Equal(code, ProjectFileReader.Parse("a.csproj", Encoding.UTF8.GetBytes(text)).Error!.Code);

    [Fact]
    public void Never_throws_for_a_truncated_file()
    {
        var bytes = Encoding.UTF8.GetBytes("<Project Sdk='A'><ItemGroup><PackageReference Include='X'><Version>1</Version></PackageReference></ItemGroup></Project>");
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.NotNull(ProjectFileReader.Parse("a.csproj", bytes.AsMemory(0, length)).Error);
        }
    }

    private static ProjectFile Read(string text) => ProjectFileReader.Parse("a.csproj", Encoding.UTF8.GetBytes(text)).Value!;
}
