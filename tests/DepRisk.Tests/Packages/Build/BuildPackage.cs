using DepRisk.Packages;
using DepRisk.Packages.Build;

namespace DepRisk.Tests.Packages.Build;

/// <summary>An extracted package called My.Package that a test writes.</summary>
internal sealed class BuildPackage : IDisposable
{
    private readonly TempFolder _temp = new();

    /// <summary>An assembly that holds neither analyzer nor generator: this one.</summary>
    public static readonly byte[] Library = File.ReadAllBytes(typeof(BuildPackage).Assembly.Location);

    public string Root => _temp["my.package/1.0.0"];

    public BuildPackage With(string path, string text)
    {
        _temp.Write("my.package/1.0.0/" + path, text);
        return this;
    }

    public BuildPackage WithProject(string path, string content) => With(path, $"<Project>{content}</Project>");

    public BuildPackage WithLibrary(params string[] paths)
    {
        foreach (var path in paths)
        {
            With(path, "");
            File.WriteAllBytes(_temp["my.package/1.0.0/" + path], Library);
        }

        return this;
    }

    /// <summary>Beside the package's folder, where nothing may be read.</summary>
    public void Outside(string path, string text) => _temp.Write(path, text);

    public BuildPower Read() => BuildPowerReader.Read(Root, "My.Package", "1.0.0");

    /// <summary>"Kind path detail", with a star where it executes; lines are left out.</summary>
    public string[] Lines() => [.. Read().Assets.Select(asset => $"{(asset.Executes ? "*" : "")}{asset.Kind} {asset.Path}{(asset.Detail is null ? "" : " " + asset.Detail)}")];

    public string[] Imported() => [.. Read().Assets.Where(asset => asset.Kind is BuildAssetKind.Imported or BuildAssetKind.Sdk).Select(asset => asset.Path)];

    public void Dispose() => _temp.Dispose();
}
