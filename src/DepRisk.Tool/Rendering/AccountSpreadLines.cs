using System.Globalization;
using DepRisk.Concentration;
using DepRisk.Rules;

namespace DepRisk.Tool.Rendering;

/// <summary>Both ways to count the fewest accounts, in sentences, and how evenly the packages are spread.</summary>
internal static class AccountSpreadLines
{
    private const int NamesShown = 8;

    public static void Write(Terminal terminal, Power power)
    {
        if (power.WithPlatform.Packages is 0)
        {
            return;
        }

        terminal.Line();
        terminal.Line("How few hold more than half of what ships", Tone.Strong);
        var hasPlatform = power.WithPlatform.Packages > power.WithoutPlatform.Packages;
        if (power.WithoutPlatform.Packages > 0)
        {
            WriteSets(terminal, power.WithoutPlatform, hasPlatform ? "packages outside the platform" : "packages");
        }

        if (hasPlatform)
        {
            WriteSets(terminal, power.WithPlatform, "packages with the platform");
        }

        if (power.WithPlatform.Unproven < power.WithPlatform.Packages)
        {
            terminal.Line($"  {Spread(power, hasPlatform)}");
        }
    }

    private static void WriteSets(Terminal terminal, AccountSpread spread, string packages)
    {
        var of = $"{Number(spread.Packages)} {(spread.Packages is 1 ? packages.Replace("packages", "package", StringComparison.Ordinal) : packages)}";
        terminal.Line("  " + (spread.Capture.Accounts.IsEmpty
            ? $"who can publish over half of the {of} is not known: nobody is proven for {Number(spread.Unproven)}"
            : $"{Accounts(spread, spread.Capture)} can{(spread.Capture.Accounts.Length > 1 ? " together" : "")} publish over half of the {of}: {Names(spread.Capture)}"));
        terminal.Line("  " + (spread.Loss.Accounts.IsEmpty
            ? $"who would have to vanish until over half of the {of} has nobody left is not known"
            : $"{Accounts(spread, spread.Loss)} would have to vanish until over half of the {of} has nobody left: {Names(spread.Loss)}"));
    }

    private static string Spread(Power power, bool hasPlatform)
    {
        var text = hasPlatform ? $"{Even(power.WithPlatform.Posture)} with the platform" : Even(power.WithPlatform.Posture);
        var unproven = power.WithPlatform.Unproven is > 0 and var count ? $"; each of {Phrase.Count(count, "package")} that nobody is proven for counts as a publisher" : "";
        return hasPlatform && power.WithoutPlatform.Packages > 0
            ? $"spread as over {Even(power.WithoutPlatform.Posture)} outside the platform, {text}{unproven}"
            : $"spread as over {text}{unproven}";
    }

    private static string Even(Posture posture) => string.Create(
        CultureInfo.InvariantCulture, $"{posture.Effective:N1} equally large publishers (of {posture.Count:N0}; HHI {posture.Hhi:N0} of 10,000)");

    private static string Accounts(AccountSpread spread, AccountSet set) => (spread.IsSmallest(set) ? "" : "at most ") + Phrase.Count(set.Accounts.Length, "account");

    private static string Names(AccountSet set) => Phrase.List(set.Accounts, NamesShown);

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
