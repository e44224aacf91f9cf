using NuGet.Versioning;

namespace DepRisk.Packages;

/// <summary>NuGet's normal form of a version: no leading zeros, no fourth part of zero, no build metadata.</summary>
public static class PackageVersion
{
    /// <returns>The normal form; the text itself where it is not a NuGet version, so that nothing is lost or guessed.</returns>
    public static string Normalize(string text) =>
        NuGetVersion.TryParse(text, out var version) ? version.ToNormalizedString() : text;

    /// <summary>Whether a range takes whatever is newest of what fits, such as <c>13.0.*</c>; restores record it as <c>[13.0.*, )</c>.</summary>
    public static bool IsFloating(string? range) => VersionRange.TryParse(range ?? "", out var parsed) && parsed.IsFloating;

    /// <summary>Whether whoever asks for the range gets this version or a higher one: its lowest is no lower, or it floats, and the version is what it came to.</summary>
    public static bool AsksFor(string? range, string? version) =>
        VersionRange.TryParse(range ?? "", out var parsed)
        && (parsed.IsFloating || (parsed.MinVersion is { } lowest && NuGetVersion.TryParse(version, out var taken) && taken <= lowest));

    /// <summary>Ascending as NuGet orders versions; what is no version comes behind all that is, ordinal.</summary>
    public static int Compare(string? x, string? y)
    {
        var isX = NuGetVersion.TryParse(x, out var left);
        var isY = NuGetVersion.TryParse(y, out var right);
        return isX && isY ? left!.CompareTo(right) : isX != isY ? (isX ? -1 : 1) : string.CompareOrdinal(x, y);
    }
}
