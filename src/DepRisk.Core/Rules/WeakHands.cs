using System.Collections.Immutable;
using System.Globalization;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages;
using DepRisk.Packages.Feeds;

namespace DepRisk.Rules;

/// <summary>
/// Whether the hands behind a control group are weak: they changed against the lock, a feed calls what they publish deprecated, they released nothing for long,
/// they changed the licence, or nothing shows where it comes from. One suffices. How many accounts there are never counts: most good packages have one.
/// Judged are the packages of the group that reach enough apps themselves: a satellite that one app has says nothing about what all of them rest on.
/// </summary>
/// <param name="All">Every one that was looked at, by package and kind.</param>
/// <param name="Months">Since the newest release of the group, whole; null where not known.</param>
internal sealed record WeakHands(ImmutableArray<Weakness> All, int? Months)
{
    public Truth Holds => Truths.Any(All.Select(weakness => weakness.Holds).ToArray());

    /// <summary>A deprecated package of the group, and what its feed names in its place; null where none does.</summary>
    public (string Id, string Alternative)? Replacement { get; private init; }

    /// <summary>Something differs from the lock: new hands, or another licence. A lock that accepts it makes it false, so that no lock can hold it as accepted.</summary>
    public bool IsChange => All.Any(weakness => weakness is { Kind: WeaknessKind.Drift or WeaknessKind.Licence, Holds: Truth.True });

    /// <summary>Nothing else makes the hands weak.</summary>
    public bool IsChangeAlone => IsChange && All.All(weakness => weakness is { Kind: WeaknessKind.Drift or WeaknessKind.Licence } or { Holds: not Truth.True });

    public bool IsDrift => All.Any(weakness => weakness is { Kind: WeaknessKind.Drift, Holds: Truth.True });

    public static WeakHands Of(RuleInput input, GroupConcentration group, AppReach apps, Origin origin)
    {
        ImmutableArray<Component> judged = [.. Judged(input, group, apps)];
        var (silence, months) = Silence(input, group);
        return new WeakHands(
            [
                .. judged.Select(package => Drift(input, package)),
                .. judged.Select(package => Deprecated(input, package)),
                silence,
                .. judged.Select(package => Licence(input, package)),
                // Where the newest version says where it comes from, an old one that does not is no riddle.
                .. judged.GroupBy(package => package.Id, StringComparer.OrdinalIgnoreCase)
                    .Select(versions => versions.Order(ComponentOrder.Instance).Last())
                    .Select(package => origin.Of(package.ToString(), input.Evidence.Of(package), Restore(input, package))),
            ],
            months)
        {
            Replacement = judged
                .Select(package => (package.Id, input.Evidence.Fetched.Find(package.Id, package.Version) is { IsDeprecated: true } facts ? facts.Deprecation?.AlternativeId : null))
                .Where(package => package.Item2 is not null)
                .Select(package => ((string, string)?)(package.Id, package.Item2!))
                .FirstOrDefault(),
        };
    }

    private static Component[] Judged(RuleInput input, GroupConcentration group, AppReach apps)
    {
        var enough = group.Group.Packages
            .GroupBy(package => package.Id, StringComparer.OrdinalIgnoreCase)
            .Where(versions => Exposure.HasReach(versions.SelectMany(package => apps.Shipping(package)).Distinct().Count(), apps.Count, input.Policy.Thresholds))
            .SelectMany(versions => versions)
            .ToArray();
        return enough.Length > 0 ? enough : [group.Lead];
    }

    private static Weakness Drift(RuleInput input, Component package)
    {
        if (input.Lock is not { } accepted || LockedBefore.Of(accepted, package) is not { } before)
        {
            // Nothing was accepted that it could differ from.
            return Weakness.None(WeaknessKind.Drift);
        }

        var (from, to) = (Hands.Of(before), Hands.Of(input.Evidence.Of(package).Signature));
        return ControlChange.Drift(from, to, PackageVersion.Compare(before.Version, package.Version) > 0) switch
        {
            Truth.True => new Weakness(
                WeaknessKind.Drift,
                Truth.True,
                $"{package}, compared with {before.Version} of the lock: {Phrase.List([.. ControlChange.Between(from, to).Where(change => change.IsDrift).Select(change => change.Text)])}"),
            Truth.Unknown => new Weakness(WeaknessKind.Drift, Truth.Unknown, $"whether {package} changed hands since {before.Version} of the lock", Restore(input, package)),
            _ => Weakness.None(WeaknessKind.Drift),
        };
    }

    private static Weakness Deprecated(RuleInput input, Component package) => input.Evidence.Fetched.Find(package.Id, package.Version) switch
    {
        null => new Weakness(WeaknessKind.Deprecated, Truth.Unknown, "deprecation", Fetch(package)),
        { IsDeprecated: true } facts => new Weakness(WeaknessKind.Deprecated, Truth.True, $"its feed calls {package} deprecated{Why(facts)}{AsOf(facts)}"),
        { IsDeprecated: false } => Weakness.None(WeaknessKind.Deprecated),
        _ => new Weakness(WeaknessKind.Deprecated, Truth.Unknown, $"deprecation of {package}: its feed does not say"),
    };

    private static string Why(FetchedPackage facts) => facts.Deprecation switch
    {
        { AlternativeId: { } other } => $" and names {other} instead",
        { Reasons.IsEmpty: false } deprecation => $" ({string.Join(", ", deprecation.Reasons)})",
        _ => "",
    };

    private static string AsOf(FetchedPackage facts) => facts.AsOf is { } day ? $", {Day(day)}" : "";

    /// <summary>The newest release of any package of the group: whoever still releases one of them is there.</summary>
    private static (Weakness Weakness, int? Months) Silence(RuleInput input, GroupConcentration group)
    {
        (FetchedPackage Facts, DateOnly Day)? newest = null;
        Weakness? missing = null;
        var asked = DateOnly.MaxValue;
        foreach (var package in group.Group.Packages)
        {
            var facts = input.Evidence.Fetched.Find(package.Id, package.Version);
            if (facts is null)
            {
                missing = new Weakness(WeaknessKind.Silence, Truth.Unknown, "newer release", Fetch(package));
            }
            else if (facts.NewestPublished is not { } time)
            {
                missing ??= new Weakness(WeaknessKind.Silence, Truth.Unknown, $"when {package.Id} was released last: its feed does not say");
            }
            else if (newest is null || DateOnly.FromDateTime(time.UtcDateTime) > newest.Value.Day)
            {
                newest = (facts, DateOnly.FromDateTime(time.UtcDateTime));
            }

            asked = facts?.AsOf is { } day && day < asked ? day : asked;
        }

        if (newest is null || input.AsOf is not { } today)
        {
            return (missing ?? new Weakness(WeaknessKind.Silence, Truth.Unknown, "the day that ages are counted to: --as-of"), null);
        }

        var months = MonthsBetween(newest.Value.Day, today);
        if (newest.Value.Day.AddMonths(input.Policy.Thresholds.ReleaseMonths) >= today)
        {
            return (Weakness.None(WeaknessKind.Silence), months);
        }

        if (missing is null && newest.Value.Day.AddMonths(input.Policy.Thresholds.ReleaseMonths) >= asked)
        {
            // What was released after the feed was asked nobody knows.
            missing = new Weakness(WeaknessKind.Silence, Truth.Unknown, $"releases after {Day(asked)}, when the feed was asked", "deprisk fetch");
        }

        return missing is not null
            ? (missing, null)
            : (new Weakness(WeaknessKind.Silence, Truth.True, $"the newest release, {newest.Value.Facts.Id} {newest.Value.Facts.Newest}, is of {Day(newest.Value.Day)}, {Phrase.Count(months, "month")} before {Day(today)}"), months);
    }

    private static int MonthsBetween(DateOnly from, DateOnly to) => ((to.Year - from.Year) * 12) + to.Month - from.Month - (to.Day < from.Day ? 1 : 0);

    private static Weakness Licence(RuleInput input, Component package)
    {
        if (input.Lock is not { } accepted || LockedBefore.Of(accepted, package) is not { Licence: { } before } locked || PackageVersion.Compare(locked.Version, package.Version) is 0)
        {
            return Weakness.None(WeaknessKind.Licence);
        }

        if (input.Evidence.Of(package).Folder.Nuspec is not { } nuspec)
        {
            return new Weakness(WeaknessKind.Licence, Truth.Unknown, $"the licence of {package}", Restore(input, package));
        }

        var now = nuspec.License?.Kind;
        // Identifiers of SPDX have no case.
        if (string.Equals(before, now, StringComparison.OrdinalIgnoreCase))
        {
            return Weakness.None(WeaknessKind.Licence);
        }

        // A file or a page says nothing that could be compared; an expression does.
        return before is NuspecLicense.File or NuspecLicense.Url
            ? new Weakness(WeaknessKind.Licence, Truth.Unknown, $"whether the licence of {package} changed: {locked.Version} of the lock declared a {(before is NuspecLicense.File ? "file" : "page")}")
            : new Weakness(WeaknessKind.Licence, Truth.True, $"the licence was {before} in {locked.Version} of the lock and {Declared(now)} in {package.Version}");
    }

    private static string Declared(string? licence) => licence switch
    {
        null => "is not declared",
        NuspecLicense.File => "is a file of its own",
        NuspecLicense.Url => "is a page",
        _ => $"is {licence}",
    };

    /// <summary>The feeds are those of NuGet: nobody there knows other packages.</summary>
    private static string? Fetch(Component package) => package.Ecosystem is "nuget" ? "deprisk fetch" : null;

    private static string? Restore(RuleInput input, Component package) => Exposure.Command(input.Scope, package, input.Evidence.Of(package).IsOnDisk);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
