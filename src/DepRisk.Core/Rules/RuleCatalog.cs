using System.Collections.Immutable;
using DepRisk.Lock;

namespace DepRisk.Rules;

/// <summary>The rules in the order of their ids. Each has its file here, its page in docs/rules and its sample.</summary>
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

    public static readonly ImmutableArray<RuleDescriptor> All =
    [
        ConcentratedComponent, CriticalConcentration, BuildCodeChanged, ControlDrift, UncontrolledChange, AmbiguousFeed, VersionSplit, CapabilityGained, AccountTooPowerful,
    ];

    public static readonly ImmutableArray<string> Ids = [.. All.Select(rule => rule.Id)];
}
