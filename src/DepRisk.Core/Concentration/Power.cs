using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Signatures;

namespace DepRisk.Concentration;

/// <summary>Packages of which the same thing is unknown.</summary>
/// <param name="Reason">What is missing, or why a signature does not hold.</param>
public sealed record UnknownHands(SignatureVerdict Verdict, string Reason, ImmutableArray<Component> Packages);

/// <summary>Who can publish what our apps run and what runs in our build. Lists are sorted by reach, then packages, then name.</summary>
/// <param name="Delivered">What reach is counted in, see <see cref="PackageUses.Delivered"/>.</param>
/// <param name="Packages">All that apps ship or that execute in the build, sorted by id and version.</param>
/// <param name="Accounts">By verified repository signatures alone.</param>
/// <param name="Certificates">Verified author certificates, by what they say of their holder.</param>
/// <param name="Repositories">As the packages themselves declare, which proves nothing.</param>
/// <param name="Feeds">Where restore says that it took the packages from.</param>
/// <param name="Unknown">Packages whose accounts are not known, by reason; the most packages first.</param>
public sealed record Power(
    ImmutableArray<Project> Delivered,
    bool DeliversApps,
    ImmutableArray<Component> Packages,
    ImmutableArray<PowerHolder> Accounts,
    ImmutableArray<PowerHolder> Certificates,
    ImmutableArray<PowerHolder> Repositories,
    ImmutableArray<PowerHolder> Feeds,
    ImmutableArray<BuildCode> BuildCode,
    ImmutableArray<UnknownHands> Unknown)
{
    /// <summary>Over the packages that ship, the platform left out.</summary>
    public AccountSpread WithoutPlatform { get; init; } = AccountSpread.Nothing;

    /// <summary>Over all packages that ship.</summary>
    public AccountSpread WithPlatform { get; init; } = AccountSpread.Nothing;

    /// <summary>How many of the packages count as shipping because their source does not state what ships.</summary>
    public int Unstated { get; init; }

    public static Power Of(Scope scope, ScopeEvidence evidence) => Of(scope, evidence, []);

    /// <param name="platforms">See <see cref="Platform.Holds"/>.</param>
    public static Power Of(Scope scope, ScopeEvidence evidence, ImmutableArray<string> platforms)
    {
        var uses = PackageUses.Of(scope);
        var build = BuildReach.Of(scope, evidence, uses.Delivered);
        var subjects = Subjects(uses, build);
        var platform = subjects.Select(subject => subject.Package).Where(package => Platform.Contains(evidence.Of(package).Signature, platforms)).ToHashSet(ReferenceEqualityComparer.Instance);
        var groups = GroupedScope.Of(uses, evidence, platforms).Groups;
        return new Power(
            uses.Delivered,
            uses.DeliversApps,
            [.. subjects.Select(subject => subject.Package)],
            Holders(subjects, platform, package => Verified(evidence.Of(package)) is { } signature ? signature.Accounts : []),
            Holders(subjects, platform, package => Verified(evidence.Of(package))?.Author is { Verdict: SignatureVerdict.Verified } author ? [author.Entity] : []),
            Holders(subjects, platform, package => RepositoryId.Parse(evidence.Of(package).Folder.Nuspec?.Repository?.Url) is { } repository ? [repository.ToString()] : []),
            Holders(subjects, platform, package => evidence.Of(package).Folder.Feed is { } feed ? [feed] : []),
            [.. build.OrderByDescending(code => code.Apps.Length).ThenByDescending(code => code.Projects.Length).ThenBy(code => code.Package, ComponentOrder.Instance)],
            UnknownOf(subjects, evidence))
        {
            WithoutPlatform = AccountSpread.Of([.. groups.Where(group => !group.IsPlatform)]),
            WithPlatform = AccountSpread.Of(groups),
            Unstated = uses.Packages.Count(use => use is { MayShip: true, Ships: false } && !use.Apps.IsEmpty),
        };
    }

    private static PackageSignature? Verified(PackageEvidence evidence) => evidence.Signature is { Verdict: SignatureVerdict.Verified } signature ? signature : null;

    private static ImmutableArray<Subject> Subjects(PackageUses uses, ImmutableArray<BuildCode> build)
    {
        var subjects = new Dictionary<Component, Subject>(ReferenceEqualityComparer.Instance);
        foreach (var use in uses.Packages)
        {
            if (use.MayShip && !use.Apps.IsEmpty)
            {
                subjects.Add(use.Component, new Subject(use.Component, use.Apps, []));
            }
        }

        foreach (var code in build)
        {
            var subject = subjects.GetValueOrDefault(code.Package) ?? new Subject(code.Package, [], []);
            subjects[code.Package] = subject with { BuildApps = [.. subject.BuildApps.Union(code.Apps).Order()] };
        }

        return [.. subjects.Values.OrderBy(subject => subject.Package, ComponentOrder.Instance)];
    }

    private static ImmutableArray<PowerHolder> Holders(ImmutableArray<Subject> subjects, HashSet<object?> platform, Func<Component, IEnumerable<string>> namesOf) =>
    [
        .. subjects.SelectMany(subject => namesOf(subject.Package).Select(name => (Name: name, Subject: subject)))
            // Accounts of nuget.org compare without case; for the rest no two spellings of one thing occur.
            .GroupBy(pair => pair.Name, pair => pair.Subject, StringComparer.OrdinalIgnoreCase)
            .Select(group => new PowerHolder(
                group.Key,
                [.. group.Select(subject => subject.Package)],
                [.. group.SelectMany(subject => subject.Apps).Distinct().Order()],
                [.. group.SelectMany(subject => subject.BuildApps).Distinct().Order()]) { IsPlatform = group.All(subject => platform.Contains(subject.Package)) })
            .OrderByDescending(holder => holder.Reach)
            .ThenByDescending(holder => holder.Packages.Length)
            .ThenBy(holder => holder.Name, StringComparer.Ordinal),
    ];

    private static ImmutableArray<UnknownHands> UnknownOf(ImmutableArray<Subject> subjects, ScopeEvidence evidence) =>
    [
        .. subjects.Where(subject => Verified(evidence.Of(subject.Package)) is not { Owners.IsEmpty: false })
            .GroupBy(subject => Why(evidence.Of(subject.Package).Signature))
            .Select(group => new UnknownHands(group.Key.Verdict, group.Key.Reason, [.. group.Select(subject => subject.Package)]))
            .OrderByDescending(unknown => unknown.Packages.Length)
            .ThenBy(unknown => unknown.Reason, StringComparer.Ordinal),
    ];

    private static (SignatureVerdict Verdict, string Reason) Why(PackageSignature signature) => signature.Verdict switch
    {
        SignatureVerdict.Unsigned => (signature.Verdict, "not signed"),
        SignatureVerdict.Verified => (signature.Verdict, "signed, but no repository names an account"),
        _ => (signature.Verdict, signature.Reason ?? "not known"),
    };

    private sealed record Subject(Component Package, ImmutableArray<int> Apps, ImmutableArray<int> BuildApps);
}
