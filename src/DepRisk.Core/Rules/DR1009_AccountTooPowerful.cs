using System.Collections.Immutable;
using System.Globalization;
using DepRisk.Concentration;
using DepRisk.Graph;

namespace DepRisk.Rules;

/// <summary>
/// One account outside the platform can publish more than the policy allows. Without a limit in the policy nothing is too much. Accounts are those of
/// verified signatures, so that a share is a minimum where the accounts of some packages are not known.
/// </summary>
internal static class DR1009_AccountTooPowerful
{
    public static ImmutableArray<Finding> Find(RuleInput input, AppReach apps)
    {
        if (input.Policy is { AccountReach: null, AccountPackages: null })
        {
            return [];
        }

        var power = Power.Of(input.Scope, input.Evidence);
        var build = BuildReach.Of(input.Scope, input.Evidence, input.Concentration.Uses.Delivered).ToDictionary(code => code.Package, code => code.Apps, (IEqualityComparer<Component>)ReferenceEqualityComparer.Instance);
        ImmutableArray<Component> outside = [.. power.Packages.Where(package => !IsPlatform(input, package))];
        var shipped = outside.Count(package => !apps.Shipping(package).IsEmpty);
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var account in power.Accounts)
        {
            var held = new HeldPackages(
                account.Name,
                [.. account.Packages.Where(package => !IsPlatform(input, package))],
                [.. account.Packages.Where(package => !IsPlatform(input, package)).SelectMany(package => apps.Shipping(package).Concat(build.GetValueOrDefault(package, []))).Distinct().Order()],
                account.Packages.Count(package => !IsPlatform(input, package) && !apps.Shipping(package).IsEmpty),
                shipped);
            if (Conditions(input, held, apps) is { IsEmpty: false } conditions)
            {
                findings.Add(Of(input, held, conditions, apps, Unknown(power, outside)));
            }
        }

        return findings.DrainToImmutable();
    }

    private static bool IsPlatform(RuleInput input, Component package) => Platform.Contains(input.Evidence.Of(package).Signature, input.Policy.Platforms);

    private static ImmutableArray<Condition> Conditions(RuleInput input, HeldPackages held, AppReach apps)
    {
        var conditions = ImmutableArray.CreateBuilder<Condition>();
        if (input.Policy.AccountReach is { } reach && apps.Share(held.Apps) > reach)
        {
            conditions.Add(new Condition("account-reach", Truth.True, $"it reaches {apps.Named(held.Apps)}, and the policy allows {Percent(reach)}"));
        }

        if (input.Policy.AccountPackages is { } packages && held.Share > packages)
        {
            conditions.Add(new Condition("account-packages", Truth.True, $"it can publish {Phrase.Number(held.Shipped)} of {Phrase.Count(held.Of, "package")} that ship, the platform left out, and the policy allows {Percent(packages)}"));
        }

        return conditions.DrainToImmutable();
    }

    private static Finding Of(RuleInput input, HeldPackages held, ImmutableArray<Condition> conditions, AppReach apps, ImmutableArray<UnknownFact> unknown) => new(
        RuleCatalog.AccountTooPowerful,
        $"owner:{held.Account}",
        $"{held.Account}: one account, more than the policy allows",
        $"The account {held.Account} can publish the next version of {Phrase.List([.. held.Packages.Select(package => package.Id).Distinct(StringComparer.OrdinalIgnoreCase)], 3)}; {Phrase.List([.. conditions.Select(condition => condition.Text)])}.",
        apps.Homes.Of(held.Packages[0]),
        held.Packages,
        apps.Paths(held.Apps),
        conditions,
        [
            new FindingFact("reaches", apps.Named(held.Apps)),
            new FindingFact("packages", Phrase.List([.. held.Packages.Select(package => package.ToString())], 10)),
        ],
        [
            new WayOut(WayOutKind.Contains, "pin its packages centrally with a lock file, so that nothing newer comes unasked", null, []),
            new WayOut(WayOutKind.Clears, "replace some of its packages; 'deprisk what-if compromise owner:" + held.Account + "' lists the references", "all", []),
            new WayOut(WayOutKind.Clears, $"make it a platform in deprisk.json if it is part of the stack by choice: \"owner:{held.Account}\"", "all", []),
        ],
        unknown,
        Math.Max(apps.Share(held.Apps), held.Share));

    private static ImmutableArray<UnknownFact> Unknown(Power power, ImmutableArray<Component> outside)
    {
        var count = power.Unknown.Sum(unknown => unknown.Packages.Length);
        return count is 0 ? [] : [new UnknownFact($"the accounts of {Phrase.Number(count)} of {Phrase.Count(outside.Length, "package")}", "deprisk power")];
    }

    private static string Percent(double share) => share.ToString("P0", CultureInfo.InvariantCulture);

    /// <param name="Apps">Indexes, ascending: those that ship one, and those in whose build one runs.</param>
    /// <param name="Shipped">How many of them ship.</param>
    /// <param name="Of">How many packages ship, the platform left out.</param>
    private sealed record HeldPackages(string Account, ImmutableArray<Component> Packages, ImmutableArray<int> Apps, int Shipped, int Of)
    {
        public double Share => Of is 0 ? 0 : (double)Shipped / Of;
    }
}
