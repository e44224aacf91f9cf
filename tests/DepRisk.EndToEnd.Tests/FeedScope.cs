using System.Text.Json;

namespace DepRisk.EndToEnd.Tests;

/// <summary>An app that is restored from fake feeds alone, into a packages folder of its own, with no cache of other runs.</summary>
internal sealed class FeedScope(TempFolder temp)
{
    public string Folder { get; } = Directory.CreateDirectory(temp["scope"]).FullName;

    public string PackagesFolder => temp["scope/packages"];

    public string FactsFile => temp["scope/deprisk.facts.json"];

    private (string, string?)[] Environment => [("NUGET_PACKAGES", null), ("NUGET_HTTP_CACHE_PATH", temp["cache"]), ("HOME", Directory.CreateDirectory(temp["home"]).FullName)];

    /// <param name="more">Further sections: packageSourceMapping, packageSourceCredentials.</param>
    public FeedScope Configure(string more, params (string Name, string Address)[] feeds)
    {
        temp.Write("scope/nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources>
                <clear />
                {string.Concat(feeds.Select(feed => $"<add key=\"{feed.Name}\" value=\"{feed.Address}\" protocolVersion=\"3\" allowInsecureConnections=\"true\" />"))}
              </packageSources>
              {more}
            </configuration>
            """);
        return this;
    }

    /// <param name="packages">"Id 1.0.0"</param>
    public FeedScope Restore(params string[] packages)
    {
        temp.Write("scope/Contoso.Shop/Contoso.Shop.csproj", """
            <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>
            """);
        temp.Write("scope/Contoso.App/Contoso.App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../Contoso.Shop/Contoso.Shop.csproj" />
                {string.Concat(packages.Select(package => package.Split(' ')).Select(parts => $"<PackageReference Include=\"{parts[0]}\" Version=\"[{parts[1]}]\" />"))}
              </ItemGroup>
            </Project>
            """);
        TestProcess.Run(TestProcess.Dotnet, Folder, Environment, ["restore", "Contoso.App", "-v:minimal", "-tl:off"]).Ended(0);
        return this;
    }

    public ProcessResult Run(params string[] arguments) => Tool.Run(Folder, Environment, arguments);

    public ProcessResult Run((string, string?)[] environment, params string[] arguments) => Tool.Run(Folder, [.. Environment, .. environment], arguments);

    public JsonElement[] Facts()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(FactsFile));
        return [.. json.RootElement.GetProperty("packages").EnumerateArray().Select(package => package.Clone())];
    }

    public JsonElement Facts(string id) => Facts().Single(package => package.GetProperty("id").GetString()!.Equals(id, StringComparison.Ordinal));
}
