using NuGet.Versioning;

namespace DepRisk.Packages;

/// <summary>NuGet's normal form of a version: no leading zeros, no fourth part of zero, no build metadata.</summary>
public static class PackageVersion
{
    /// <returns>The normal form; the text itself where it is not a NuGet version, so that nothing is lost or guessed.</returns>
    public static string Normalize(string text) =>
        NuGetVersion.TryParse(text, out var version) ? version.ToNormalizedString() : text;

    /// <summary>Ascending as NuGet orders versions; what is no version comes behind all that is, ordinal.</summary>
    public static int Compare(string? x, string? y)
    {
        var isX = NuGetVersion.TryParse(x, out var left);
        var isY = NuGetVersion.TryParse(y, out var right);
        return isX && isY ? left!.CompareTo(right) : isX != isY ? (isX ? -1 : 1) : string.CompareOrdinal(x, y);
    }
}
