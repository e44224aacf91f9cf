using System.Collections.Immutable;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>
/// A restore that fails writes project.assets.json all the same, with whatever it had by then: without the package that no feed has, or
/// without any target. Nothing but <c>logs</c> tells such a file from a good one.
/// </summary>
internal static class FailedRestore
{
    /// <returns>One error for the project. It names codes and packages only: the messages carry absolute paths and addresses of feeds.</returns>
    public static ImmutableArray<InputError> Check(string projectPath, AssetsFile assets)
    {
        var reasons = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var log in assets.Logs)
        {
            if (log.Level.Equals("Error", StringComparison.OrdinalIgnoreCase) && !IsWarning(log.Code))
            {
                reasons.Add(string.IsNullOrEmpty(log.LibraryId) ? log.Code : $"{log.Code} for {log.LibraryId}");
            }
        }

        return reasons.Count is 0
            ? []
            : [new InputError(InputErrorCode.AssetsMissing, projectPath, $"has a restore output of a restore that failed ({string.Join(", ", reasons)}); 'dotnet restore' says why")];
    }

    // NU1500 to NU1999 are warnings, which TreatWarningsAsErrors turns into errors: the graph is complete and the audit (NU19xx) is no part of it.
    private static bool IsWarning(string code) => code is ['N', 'U', '1', >= '5' and <= '9', _, _];
}
