using System.Collections.Immutable;
using DepRisk.Lock;

namespace DepRisk.Rules;

/// <summary>The rules in the order of their ids. Each has its page in docs/rules and its sample.</summary>
/// <remarks>The analyzer compiles this file as well, against an ImmutableArray that collection expressions cannot make.</remarks>
public static class RuleCatalog
{
    public static readonly RuleDescriptor ConcentratedComponent = new("DR1001", "ConcentratedComponent", "Much rests on one component, and leaving it is hard", RuleLevel.Warning, 5);
    public static readonly RuleDescriptor CriticalConcentration = new("DR1002", "CriticalConcentration", "The shape of Log4Shell", RuleLevel.Warning, 5);
    public static readonly RuleDescriptor BuildCodeChanged = new("DR1003", "BuildCodeChanged", "Code that runs in our build is new or changed", RuleLevel.Warning, 10);
    public static readonly RuleDescriptor ControlDrift = new("DR1004", "ControlDrift", "Somebody else publishes a package than before", RuleLevel.Warning, 10);
    public static readonly RuleDescriptor UncontrolledChange = new("DR1005", "UncontrolledChange", "What restores tomorrow can differ with no change of ours", RuleLevel.Info, 10);
    public static readonly RuleDescriptor AmbiguousFeed = new("DR1006", "AmbiguousFeed", "Several feeds could serve a package and nothing decides which", RuleLevel.Warning, 10);
    public static readonly RuleDescriptor VersionSplit = new("DR1007", "VersionSplit", "Several versions of a concentrated component ship", RuleLevel.Info, 5);
    public static readonly RuleDescriptor CapabilityGained = new("DR1008", "CapabilityGained", "An upgrade can do what its version before could not", RuleLevel.Warning, 10);
    public static readonly RuleDescriptor AccountTooPowerful = new("DR1009", "AccountTooPowerful", "One account can publish more of what we run than the policy allows", RuleLevel.Off, 5);

    public static readonly RuleDescriptor SpreadBinding = new("DR2001", "SpreadBinding", "Our code is bound to a concentrated component in many files", RuleLevel.Info, 0);
    public static readonly RuleDescriptor LeakedType = new("DR2002", "LeakedType", "A type of a concentrated component is part of our public API", RuleLevel.Info, 0);
    public static readonly RuleDescriptor HiddenUse = new("DR2003", "HiddenUse", "Code uses a concentrated component that its project does not refer to", RuleLevel.Info, 0);

    /// <summary>Those that judge a graph.</summary>
    public static readonly ImmutableArray<RuleDescriptor> All = ImmutableArray.Create(
        ConcentratedComponent, CriticalConcentration, BuildCodeChanged, ControlDrift, UncontrolledChange, AmbiguousFeed, VersionSplit, CapabilityGained, AccountTooPowerful);

    /// <summary>Those that judge code, in a compiler.</summary>
    public static readonly ImmutableArray<RuleDescriptor> Code = ImmutableArray.Create(SpreadBinding, LeakedType, HiddenUse);

    /// <summary>Of both.</summary>
    public static readonly ImmutableArray<string> Ids = All.Concat(Code).Select(rule => rule.Id).ToImmutableArray();

    /// <param name="id">Of a rule or of an operational code: DR1001, DR9002.</param>
    public static string HelpLinkOf(string id) => $"https://github.com/deprisk/deprisk/blob/main/docs/rules/{id}.md";
}
