using System.Globalization;
using System.Text;
using DepRisk.Concentration;
using DepRisk.Lock;
using DepRisk.Rules;

namespace DepRisk.Tool.Commands;

/// <summary>The policy that <c>init</c> writes: every key with its default, as comments, so that it decides nothing until somebody does.</summary>
internal static class PolicyTemplate
{
    public static string Text { get; } = Create();

    private static string Create()
    {
        var text = new StringBuilder("""
            {
              // What your team decides about concentration. Every key is optional; what stands here in comments is the default.
              // A policy that others share: "extends" names its path. What this file says then wins, key by key.
              // "extends": "../shared/deprisk.json",

              // From where on a number counts.
              // "thresholds": {

            """);
        var thresholds = Thresholds.Default;
        Entry(text, "reach", thresholds.Reach, "share of the apps that ship a component");
        Entry(text, "apps", thresholds.Apps, "and as many apps at least");
        Entry(text, "hiddenness", thresholds.Hiddenness, "share of these apps in which no project of yours refers to it");
        Entry(text, "removalCut", thresholds.RemovalCut, "packages that would have to go with it");
        Entry(text, "releaseMonths", thresholds.ReleaseMonths, "age of its newest release");
        Entry(text, "binding", thresholds.Binding, "share of your source files that use it", isLast: true);
        text.Append("""
              // },

              // Vendors that are part of your stack by choice, by verified signature: "owner:ACCOUNT" or "certificate:HOLDER". Microsoft always is one.
              // "platforms": [],

              // Which projects are apps, where it is decided wrongly: patterns of paths from here on; the last that matches decides.
              // "apps": { "src/Web/**": true, "tools/**": false },

              // "rules": {

            """);
        foreach (var rule in RuleCatalog.All.Concat(RuleCatalog.Code))
        {
            Entry(text, rule.Id, $"\"{Level(rule.DefaultLevel)}\"", rule.Title, rule == RuleCatalog.Code[^1]);
        }

        text.Append("""
              // },

              // How many findings of a rule are reported as such, the strongest first; the others are in the report. DR1001 counts DR1002 as well.
              // "budgets": {

            """);
        foreach (var rule in RuleCatalog.All)
        {
            Entry(text, rule.Id, rule.Budget, null, rule == RuleCatalog.All[^1]);
        }

        text.Append("""
              // },

              // Of DR1009: how much one account outside the platform may reach; 1 is no limit. Of DR2001: in how many source files a project may use one component.
              // "limits": {

            """);
        Entry(text, "accountReach", 1, "share of the apps");
        Entry(text, "accountPackages", 1, "share of the shipped packages outside the platform");
        Entry(text, "files", CodeRules.DefaultFiles, "source files of one project that use the same component", isLast: true);
        return text.Append("""
              // },

              // Projects in which the use of a package belongs, so that DR2001 is silent there: patterns of paths from here on, by package.
              // "adapters": { "DotNetZip": ["src/Archives/**"] },

              // Addresses of feeds that packages may come from; empty allows all.
              // "allowedFeeds": []
            }

            """).ToString();
    }

    private static string Level(RuleLevel level) => level switch
    {
        RuleLevel.Off => "off",
        RuleLevel.Info => "info",
        RuleLevel.Warning => "warning",
        _ => "error",
    };

    private static void Entry(StringBuilder text, string key, IFormattable value, string? comment, bool isLast = false) =>
        Entry(text, key, value.ToString(null, CultureInfo.InvariantCulture), comment, isLast);

    private static void Entry(StringBuilder text, string key, string value, string? comment, bool isLast = false)
    {
        var entry = $"\"{key}\": {value}{(isLast ? "" : ",")}";
        text.Append("  //   ").Append(comment is null ? entry : $"{entry.PadRight(24)}// {comment}").Append('\n');
    }
}
