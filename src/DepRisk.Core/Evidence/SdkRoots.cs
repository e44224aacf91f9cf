using DepRisk.Packages;
using DepRisk.Packages.Signatures;

namespace DepRisk.Evidence;

/// <summary>Where the .NET SDK keeps the root certificates that <c>dotnet nuget verify</c> trusts.</summary>
public static class SdkRoots
{
    /// <param name="runtime">Of the running framework: <c>ROOT/shared/Microsoft.NETCore.App/10.0.0</c>.</param>
    /// <param name="environment">Null for a variable that is not set.</param>
    /// <returns>The folder <c>trustedroots</c> of the highest SDK; null where only a runtime is installed.</returns>
    public static string? Find(string runtime, Func<string, string?> environment)
    {
        foreach (var root in DotnetRoots.Of(runtime, environment))
        {
            if (Highest(root) is { } folder)
            {
                return folder;
            }
        }

        return null;
    }

    private static string? Highest(string root)
    {
        var sdks = Path.Combine(root, "sdk");
        if (!Directory.Exists(sdks))
        {
            return null;
        }

        string? highest = null;
        foreach (var sdk in Directory.EnumerateDirectories(sdks))
        {
            if (File.Exists(Path.Combine(sdk, "trustedroots", TrustedRoots.CodeSigningFile))
                && (highest is null || PackageVersion.Compare(Path.GetFileName(highest), Path.GetFileName(sdk)) < 0))
            {
                highest = sdk;
            }
        }

        return highest is null ? null : Path.Combine(highest, "trustedroots");
    }
}
