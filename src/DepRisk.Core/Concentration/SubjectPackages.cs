using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Signatures;

namespace DepRisk.Concentration;

/// <summary>The packages of a scope that a subject stands for. Lists are sorted by id and version.</summary>
/// <param name="Hit">It is proven, or for repositories, hosts and feeds declared or recorded, that they are the subject's.</param>
/// <param name="Shared">Of an account that is lost: it is one of several, so that others can still publish.</param>
/// <param name="Undecided">Whether they are the subject's is not known.</param>
/// <param name="Names">What there is of the subject's kind, ordinal: for whoever mistyped it.</param>
public sealed record SubjectPackages(
    ImmutableArray<Component> Hit,
    ImmutableArray<Component> Shared,
    ImmutableArray<Component> Undecided,
    ImmutableArray<string> Names)
{
    private enum Match : byte
    {
        No,
        Hit,
        Shared,
        Undecided,
    }

    /// <summary>
    /// Of an account, losing and compromising differ: a package is lost with an account where nobody else can publish it, and compromised where the account is
    /// one of those who can.
    /// </summary>
    public static SubjectPackages Of(Scope scope, ScopeEvidence evidence, WhatIfSubject subject, WhatIfScenario scenario)
    {
        var candidates = Candidates(scope);
        var matches = candidates.ToLookup(candidate => MatchOf(candidate, evidence.Of(candidate), subject, scenario));
        return new SubjectPackages(
            [.. matches[Match.Hit]],
            [.. matches[Match.Shared]],
            [.. matches[Match.Undecided]],
            [.. candidates.SelectMany(candidate => NamesOf(candidate, evidence.Of(candidate), subject.Kind)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)]);
    }

    /// <summary>What a restore takes from elsewhere: no project of ours, no file of ours, and nothing that a shared framework provides in its place.</summary>
    internal static bool IsTaken(in Node node) => node.Component.Type is ComponentType.Package && node.Class is not DependencyClass.Pruned;

    private static ImmutableArray<Component> Candidates(Scope scope)
    {
        var candidates = new HashSet<Component>(scope.BuildComponents.Select(build => build.Component), ReferenceEqualityComparer.Instance);
        foreach (var project in scope.Projects)
        {
            foreach (var target in project.Targets)
            {
                foreach (var node in target.Graph.Nodes)
                {
                    if (IsTaken(node))
                    {
                        candidates.Add(node.Component);
                    }
                }
            }
        }

        return [.. candidates.Order(ComponentOrder.Instance)];
    }

    private static Match MatchOf(Component component, PackageEvidence evidence, WhatIfSubject subject, WhatIfScenario scenario) => subject.Kind switch
    {
        SubjectKind.Package => subject.Query!.Matches(component.Ecosystem, component.Id, component.Version) switch
        {
            QueryMatch.Yes => Match.Hit,
            QueryMatch.No => Match.No,
            _ => Match.Undecided,
        },
        SubjectKind.Account => AccountMatch(evidence.Signature, subject.Name, scenario),
        // An unsigned package has no certificate, and that is known.
        SubjectKind.Platform => evidence.Signature.Verdict is SignatureVerdict.Unknown ? Match.Undecided : Platform.Contains(evidence.Signature) ? Match.Hit : Match.No,
        SubjectKind.Certificate when evidence.Signature.Verdict is SignatureVerdict.Unknown => Match.Undecided,
        SubjectKind.Certificate => NamesOf(component, evidence, SubjectKind.Certificate).Contains(subject.Name, StringComparer.Ordinal) ? Match.Hit : Match.No,
        SubjectKind.Feed => FeedMatch(evidence.Folder.Feed, subject.Name),
        _ => RepositoryId.Parse(evidence.Folder.Nuspec?.Repository?.Url) is { } repository
            ? (subject.Kind is SubjectKind.Host ? repository.Host : repository.ToString()).Equals(subject.Name, StringComparison.OrdinalIgnoreCase) ? Match.Hit : Match.No
            : Match.Undecided,
    };

    private static Match AccountMatch(PackageSignature signature, string account, WhatIfScenario scenario)
    {
        if (signature is not { Verdict: SignatureVerdict.Verified, Owners.IsEmpty: false })
        {
            // Whoever publishes it is not known, whatever the reason: an unsigned package has accounts as well.
            return Match.Undecided;
        }

        string[] accounts = [.. signature.Accounts];
        return !accounts.Contains(account, StringComparer.OrdinalIgnoreCase) ? Match.No
            : scenario is WhatIfScenario.Lose && accounts.Length > 1 ? Match.Shared
            : Match.Hit;
    }

    private static Match FeedMatch(string? feed, string name)
    {
        if (feed is null)
        {
            return Match.Undecided;
        }

        return feed.TrimEnd('/').Equals(name.TrimEnd('/'), StringComparison.OrdinalIgnoreCase) || name.Equals(HostOf(feed), StringComparison.OrdinalIgnoreCase) ? Match.Hit : Match.No;
    }

    private static string? HostOf(string feed) => Uri.TryCreate(feed, UriKind.Absolute, out var address) && address.Host.Length > 0 ? address.Host : null;

    private static IEnumerable<string> NamesOf(Component component, PackageEvidence evidence, SubjectKind kind)
    {
        switch (kind)
        {
            case SubjectKind.Package:
                return [component.Id];
            case SubjectKind.Account:
                return evidence.Signature.Verdict is SignatureVerdict.Verified ? evidence.Signature.Accounts : [];
            case SubjectKind.Certificate:
                return evidence.Signature is { Verdict: SignatureVerdict.Verified, Author: { Verdict: SignatureVerdict.Verified } author } ? [author.Entity] : [];
            case SubjectKind.Feed:
                return evidence.Folder.Feed is { } feed ? [feed] : [];
            case SubjectKind.Platform:
                return [];
            default:
                return RepositoryId.Parse(evidence.Folder.Nuspec?.Repository?.Url) is { } repository ? [kind is SubjectKind.Host ? repository.Host : repository.ToString()] : [];
        }
    }
}
