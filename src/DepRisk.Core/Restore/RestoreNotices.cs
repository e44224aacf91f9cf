using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Restore;

/// <summary>What of a restore's log concerns a package. The messages themselves carry absolute paths and addresses of feeds, and stay behind.</summary>
internal static class RestoreNotices
{
    /// <returns>By id and code, each once; empty where there is no restore output.</returns>
    public static ImmutableArray<RestoreNotice> Of(AssetsFile? assets) => assets is null or { Logs.IsEmpty: true }
        ? []
        :
        [
            .. assets.Logs
                .Where(log => !string.IsNullOrEmpty(log.LibraryId))
                .Select(log => new RestoreNotice(log.Code, log.LibraryId!))
                .Distinct()
                .OrderBy(notice => notice.PackageId, StringComparer.OrdinalIgnoreCase)
                .ThenBy(notice => notice.Code, StringComparer.Ordinal),
        ];
}
