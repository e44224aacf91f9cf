using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages;
using DepRisk.Packages.Build;

namespace DepRisk.Rules;

/// <summary>
/// Code that runs in a build of ours and that the lock does not know. What runs there anyway is inventory: without a lock nothing is new. Where the digest
/// of today or all that the lock knows of the package is missing, nothing is said.
/// </summary>
internal static class DR1003_BuildCodeChanged
{
    private const int Shown = 3;

    public static ImmutableArray<Finding> Find(RuleInput input, AppReach apps)
    {
        if (input.Lock is not { } accepted)
        {
            return [];
        }

        var locked = new LockedVersions(accepted);
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var code in BuildReach.Of(input.Scope, input.Evidence, input.Concentration.Uses.Delivered))
        {
            var evidence = input.Evidence.Of(code.Package);
            if (!Platform.Contains(evidence.Signature, input.Policy.Platforms)
                && evidence.Build?.Digest is { } digest
                && Changed(code.Package, digest, locked.Of(code.Package)) is { } condition)
            {
                findings.Add(Of(input, code, condition, locked.Of(code.Package), apps));
            }
        }

        return findings.DrainToImmutable();
    }

    /// <returns>Null where it is what the lock accepted, or where nobody knows what that was.</returns>
    private static Condition? Changed(Component package, string digest, ImmutableArray<LockedPackage> locked)
    {
        if (locked.Any(version => digest.Equals(version.BuildCode, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        if (locked.FirstOrDefault(version => IsVersion(version, package)) is { BuildCode: not null } same)
        {
            return Holds("replaced", $"the lock has other build code for the same version {same.Version}: a published version never changes, so that this is not the package that was accepted");
        }

        if (locked.Any(version => version.BuildCode is not null))
        {
            return Holds("changed", $"its build code is not that of {LockedVersions.Text([.. locked.Where(version => version.BuildCode is not null)])}, which the lock accepted");
        }

        return locked.FirstOrDefault(version => !LockedVersions.IsKnown(version)) is not null ? null
            : Holds("new", locked.IsEmpty ? "the lock does not know the package" : $"the lock has no build code of {LockedVersions.Text(locked)}");
    }

    private static Finding Of(RuleInput input, BuildCode code, Condition condition, ImmutableArray<LockedPackage> locked, AppReach apps)
    {
        var before = LockedBefore.Of(input.Lock!, code.Package);
        var where = code.HasReach ? $"in the build of {Projects(input, code)}" : $"in every build that {Phrase.List(code.Projects, Shown)} concerns";
        return new Finding(
            RuleCatalog.BuildCodeChanged,
            LockedPackage.IdOf(code.Package),
            condition.Name switch
            {
                "replaced" => $"{code.Package}: other build code under the same version",
                "changed" => $"{code.Package}: other build code than the lock accepted",
                _ => $"{code.Package}: new code in our build",
            },
            $"{code.Package} runs code {where}, and {condition.Text}.",
            apps.Homes.Of(code.Package) ?? new FindingHome(code.Projects[0], code.Package.Id),
            [code.Package],
            apps.Paths(code.Apps),
            [condition],
            Facts(code, where, locked, apps),
            Ways(code.Package, condition, before),
            [.. code.Unknown.Select(what => new UnknownFact(what, null))],
            apps.Share(code.Apps));
    }

    private static string Projects(RuleInput input, BuildCode code) =>
        $"{Phrase.Number(code.Projects.Length)} of {Phrase.Count(input.Scope.Projects.Length, "project")} ({Phrase.List(code.Projects, Shown)})";

    private static ImmutableArray<FindingFact> Facts(BuildCode code, string where, ImmutableArray<LockedPackage> locked, AppReach apps) =>
    [
        new FindingFact("runs", code.Executing.IsEmpty ? where : $"{Phrase.List([.. code.Executing.Select(Text)], Shown)}, {where}"),
        .. code.HasReach ? [new FindingFact("reaches", apps.Named(code.Apps))] : (ReadOnlySpan<FindingFact>)[],
        new FindingFact("accepted", locked.IsEmpty ? "no version of it" : LockedVersions.Text(locked)),
    ];

    private static ImmutableArray<WayOut> Ways(Component package, Condition condition, LockedPackage? before)
    {
        var review = new WayOut(WayOutKind.Clears, "look at what runs, then accept it with 'deprisk lock'", "all", []);
        return condition.Name switch
        {
            "replaced" => [new WayOut(WayOutKind.Clears, $"find out who replaced it: compare with the feed's {package}, empty the packages folder and restore again", "all", []), review],
            "changed" => [review, new WayOut(WayOutKind.Clears, $"go back to {before!.Version}", "all", [])],
            _ => [review],
        };
    }

    private static string Text(BuildAsset asset) => asset.Kind switch
    {
        BuildAssetKind.Task => $"the task {asset.Detail ?? "of"} ({asset.Path})",
        BuildAssetKind.InlineTask => $"the inline task {asset.Detail ?? "of"} ({asset.Path})",
        BuildAssetKind.Exec => $"a command ({asset.Path})",
        BuildAssetKind.Analyzer => $"the analyzer {asset.Path}",
        BuildAssetKind.Generator => $"the source generator {asset.Path}",
        BuildAssetKind.Script => $"the script {asset.Path}",
        _ => asset.Path,
    };

    private static bool IsVersion(LockedPackage locked, Component package) => PackageVersion.Compare(locked.Version, package.Version) is 0;

    private static Condition Holds(string name, string text) => new(name, Truth.True, text);
}
