using System.Globalization;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>
/// NuGet writes the assets file of a restore that failed too, without the packages that it did not find: such a graph is a part of
/// the true one, whatever else the file says.
/// </summary>
public static class FailedRestore
{
    /// <returns>Null where the restore succeeded.</returns>
    public static InputError? Check(AssetsFile assets)
    {
        var reasons = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var log in assets.Logs)
        {
            // NU19xx is the audit: it fails the restore where warnings are errors, and says nothing of the graph.
            if (log.Level.Equals("Error", StringComparison.OrdinalIgnoreCase) && !log.Code.StartsWith("NU19", StringComparison.Ordinal))
            {
                // The messages themselves name folders of the machine that restored.
                reasons.Add(log.LibraryId is { Length: > 0 } id ? $"{log.Code} {id}" : log.Code);
            }
        }

        if (reasons.Min is not { } first)
        {
            return null;
        }

        var more = reasons.Count is 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" (and {reasons.Count - 1} more)");
        return new InputError(
            InputErrorCode.AssetsMissing, assets.Path, $"comes from a restore that failed with {first}{more}, so that packages may be missing; run 'dotnet restore', which says why");
    }
}
