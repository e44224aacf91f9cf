using System.Collections.Immutable;
using DepRisk.Lock;
using DepRisk.Rules;

namespace DepRisk.Tool.Rendering;

/// <summary>What differs between two accepted states, one line each; the caller escapes by writing through <see cref="Terminal"/>.</summary>
internal static class DifferenceLines
{
    private const int NamesShown = 5;

    public static IEnumerable<string> Of(LockDifference difference) =>
    [
        .. difference.AddedApps.Select(app => $"new app    {app}"),
        .. difference.RemovedApps.Select(app => $"gone app   {app}"),
        .. difference.Packages.Where(package => package.IsAdded).Select(package => $"added      {Name(package.After!)}{Abilities(package.After!)}"),
        .. difference.Packages.Where(package => package.IsRemoved).Select(package => $"removed    {Name(package.Before!)}"),
        .. difference.Packages.Where(package => !package.IsAdded && !package.IsRemoved).Select(Changed),
        .. difference.Findings.Select(Finding),
    ];

    private static string Name(LockedPackage package) => package.Version.Length is 0 ? package.Id : $"{package.Id} {package.Version}";

    /// <summary>Of a package that is new: who publishes it and what of it executes in a build.</summary>
    internal static string Abilities(LockedPackage package)
    {
        string[] parts =
        [
            .. package.Owners is { } owners ? [$"by {Phrase.List(owners, NamesShown)}"] : Array.Empty<string>(),
            .. package.Capabilities is { IsEmpty: false } can ? [$"can {string.Join(", ", can)}"] : Array.Empty<string>(),
            .. package.BuildCode is not null ? ["executes in the build"] : Array.Empty<string>(),
        ];
        return parts.Length is 0 ? "" : $"   {string.Join("; ", parts)}";
    }

    private static string Changed(PackageDifference package)
    {
        var facts = package.Facts.Where(fact => fact.Fact is not LockedFact.Version).Select(Fact).ToArray();
        var name = package.Of(LockedFact.Version) is null ? Name(package.After!) : $"{package.Id} {package.Before!.Version} -> {package.After!.Version}";
        return $"changed    {name}{(facts.Length is 0 ? "" : $"   {string.Join("; ", facts)}")}";
    }

    internal static string Fact(FactDifference fact) => fact.Fact switch
    {
        LockedFact.Signature => $"signature {One(fact.Lost)} -> {One(fact.Gained)}",
        LockedFact.Owners => $"owners {Signed(fact)}",
        LockedFact.Certificate => $"certificate {One(fact.Lost)} -> {One(fact.Gained)}",
        LockedFact.Capabilities => $"can {Signed(fact)}",
        LockedFact.BuildCode => fact.Lost.IsEmpty ? "executes in the build now" : fact.Gained.IsEmpty ? "executes in the build no more" : "its code in the build changed",
        LockedFact.Licence => $"licence {One(fact.Lost)} -> {One(fact.Gained)}",
        _ => $"apps {Signed(fact)}",
    };

    private static string Finding(FindingDifference finding) => finding switch
    {
        { Before: null, After: { } now } => $"finding    {now.Rule} {now.Subject}{Conditions(now.Conditions)}",
        { Before: { } old, After: null } => $"no more    {old.Rule} {old.Subject}",
        var (old, now) => $"finding    {now!.Rule} {now.Subject}{Change("", old!.Conditions, now.Conditions)}{Change("apps ", old.Apps, now.Apps)}",
    };

    private static string Conditions(ImmutableArray<string> conditions) => conditions.IsEmpty ? "" : $"   {string.Join(", ", conditions)}";

    private static string Change(string what, ImmutableArray<string> before, ImmutableArray<string> now) =>
        new FactDifference(LockedFact.Apps, [.. before.Except(now, StringComparer.Ordinal)], [.. now.Except(before, StringComparer.Ordinal)]) is var fact && fact.Lost.Length + fact.Gained.Length > 0
            ? $"   {what}{Signed(fact)}"
            : "";

    private static string Signed(FactDifference fact) =>
        string.Join(' ', fact.Gained.Take(NamesShown).Select(name => $"+{name}").Concat(fact.Lost.Take(NamesShown).Select(name => $"-{name}")))
        + (fact.Gained.Length > NamesShown || fact.Lost.Length > NamesShown ? " ..." : "");

    private static string One(ImmutableArray<string> values) => values.IsEmpty ? "none" : values[0];
}
