using System.Text.Json;
using DepRisk.Packages;
using DepRisk.Packages.Build;

namespace DepRisk.Reports;

/// <summary>What names one thing that a package brings for the build, wherever a report names it.</summary>
internal static class BuildAssetJson
{
    public static void WriteFields(Utf8JsonWriter json, BuildAsset asset)
    {
        json.WriteString("kind"u8, FactNames.Of(asset.Kind));
        json.WriteString("path"u8, asset.Path);
        json.WriteString("detail"u8, asset.Detail);
        json.WriteNumber("line"u8, asset.Line);
    }
}
