using System.Collections.Immutable;
using System.Globalization;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages.Signatures;

namespace DepRisk.Rules;

/// <summary>
/// Somebody else publishes a package than before: against the lock, and from one version to the next where several ship. An added owner or a gained certificate
/// is information and no warning. Only what is proven counts on both sides.
/// </summary>
internal static class DR1004_ControlDrift
{
    public static ImmutableArray<Finding> Find(RuleInput input, AppReach apps)
    {
        var reach = Reaches(input);
        var steps = reach.Keys
            .Where(package => package.Version is not null)
            .GroupBy(LockedPackage.IdOf, StringComparer.OrdinalIgnoreCase)
            .SelectMany(versions => ControlStep.Of(input, [.. versions.Order(ComponentOrder.Instance)]));
        return
        [
            .. steps.GroupBy(step => step.Family, StringComparer.Ordinal)
                .Select(family => Of(input, [.. Strongest(family, reach)], reach, apps)),
        ];
    }

    /// <summary>Apps by package, of all that ship or whose code runs in a build; tests count for neither.</summary>
    private static Dictionary<Component, SortedSet<int>> Reaches(RuleInput input)
    {
        var reach = new Dictionary<Component, SortedSet<int>>(ReferenceEqualityComparer.Instance);
        foreach (var use in input.Concentration.Uses.Packages)
        {
            if (!use.Apps.IsEmpty)
            {
                reach.Add(use.Component, [.. use.Apps]);
            }
        }

        var tests = input.Scope.Projects.Where(project => project.IsTest).Select(project => project.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var code in BuildReach.Of(input.Scope, input.Evidence, input.Concentration.Uses.Delivered))
        {
            if (!code.Projects.All(tests.Contains))
            {
                reach.TryAdd(code.Package, []);
                reach[code.Package].UnionWith(code.Apps);
            }
        }

        return reach;
    }

    /// <summary>The one that names the family first: in most apps, then the shortest id.</summary>
    private static IEnumerable<ControlStep> Strongest(IEnumerable<ControlStep> family, Dictionary<Component, SortedSet<int>> reach) => family
        .OrderByDescending(step => reach[step.Package].Count)
        .ThenBy(step => step.Package.Id.Length)
        .ThenByDescending(step => step.Package, ComponentOrder.Instance);

    private static Finding Of(RuleInput input, ImmutableArray<ControlStep> family, Dictionary<Component, SortedSet<int>> reach, AppReach apps)
    {
        var lead = family[0];
        int[] reached = [.. family.SelectMany(step => reach[step.Package]).Distinct()];
        string[] others = [.. family.Select(step => step.Package.Id).Where(id => !id.Equals(lead.Package.Id, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase)];
        var name = others.Length is 0 ? lead.Package.ToString() : $"{lead.Package} and {Phrase.Count(others.Length, "more package")} of the same hands ({Phrase.List(others, 3)})";
        var ending = others.Length is 0 ? "s" : "";
        var old = lead.IsLocked ? $"{lead.Before} of the lock" : $"{lead.Before}, which is here as well";
        var changes = Phrase.List([.. lead.Changes.Select(change => change.Text)]);
        return new Finding(
            RuleCatalog.ControlDrift,
            LockedPackage.IdOf(lead.Package),
            lead.IsDrift ? $"{lead.Package}: it is in other hands than {lead.Before}" : $"{lead.Package}: more hands than for {lead.Before}",
            $"{name} {(reached.Length is 0 ? $"run{ending} in our build" : $"reach{(others.Length is 0 ? "es" : "")} {apps.Of(reached)}")}; compared with {old}: {changes}.",
            apps.Homes.Of(lead.Package),
            [.. family.Select(step => step.Package).Distinct().Order(ComponentOrder.Instance)],
            apps.Paths(reached),
            [.. lead.Changes.Select(change => new Condition(ConditionName(change.Kind, lead.IsLocked), Truth.True, change.Text))],
            [
                new FindingFact("reaches", apps.Named(reached)),
                new FindingFact("before", $"{lead.Before}: {Text(lead.From)}"),
                new FindingFact("now", $"{lead.Package.Version}: {Text(lead.To)}{SignedAt(input.Evidence.Of(lead.Package).Signature)}"),
            ],
            Ways(lead),
            [],
            apps.Share(reached))
        {
            AtMost = lead.IsDrift ? RuleLevel.Error : RuleLevel.Info,
        };
    }

    private static ImmutableArray<WayOut> Ways(ControlStep step)
    {
        if (!step.IsDrift)
        {
            return [new WayOut(WayOutKind.Clears, "accept it with 'deprisk lock'", "all", [])];
        }

        return
        [
            new WayOut(WayOutKind.Clears, step.IsLocked ? $"stay on {step.Before} until somebody has looked at who publishes it now" : $"use one version of it in all apps, once somebody has looked at who publishes {step.Package.Version}", "all", []),
            new WayOut(WayOutKind.Clears, "accept the new hands with 'deprisk lock'", "all", []),
            new WayOut(WayOutKind.Contains, "pin the version centrally with a lock file, so that nothing newer comes unasked", null, []),
        ];
    }

    private static string Text(Hands hands) => hands.Signature switch
    {
        SignatureVerdict.Verified =>
            $"{(hands.Owners is { } owners ? $"{Phrase.Count(owners.Length, "account")} ({Phrase.List(owners, 5)})" : "no account is proven")}, {(hands.Certificate is { } holder ? $"signed by {holder}" : "no author's certificate")}",
        SignatureVerdict.Unsigned => "not signed",
        SignatureVerdict.Invalid => "a signature that does not hold",
        _ => "not known",
    };

    private static string SignedAt(PackageSignature signature) =>
        signature.Verdict is SignatureVerdict.Verified && (signature.Repository?.SignedAt ?? signature.Author?.SignedAt) is { } time
            ? ", " + time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : "";

    /// <summary>
    /// What differs among versions that ship side by side may stay, and a lock accepts it: under the name of a change against the lock it would hide the next one.
    /// </summary>
    private static string ConditionName(ControlChangeKind kind, bool isLocked) => (isLocked ? "" : "versions-") + kind switch
    {
        ControlChangeKind.SignatureLost => "signature-lost",
        ControlChangeKind.CertificateChanged => "certificate-changed",
        ControlChangeKind.CertificateLost => "certificate-lost",
        ControlChangeKind.EntityJoined => "entity-joined",
        ControlChangeKind.OwnersReplaced => "owners-replaced",
        ControlChangeKind.OwnersAdded => "owners-added",
        _ => "certificate-gained",
    };
}
