using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Feeds;
using DepRisk.Rules;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

/// <summary>Rules over scopes made by hand.</summary>
internal static class RuleRun
{
    public static readonly DateOnly Today = new(2026, 11, 21);

    public static RuleInput Input(Scope scope, ScopeEvidence evidence, DepRiskLock? accepted = null, Policy? policy = null)
    {
        policy ??= Policy.Default;
        return new RuleInput(scope, evidence, ScopeConcentration.Of(scope, evidence, policy.Thresholds, policy.Platforms), policy, accepted, Today);
    }

    public static Assessment Assess(Scope scope, ScopeEvidence evidence, DepRiskLock? accepted = null, Policy? policy = null) => Assessment.Of(Input(scope, evidence, accepted, policy));

    public static ImmutableArray<Finding> Find(Func<RuleInput, AppReach, ImmutableArray<Finding>> rule, RuleInput input) => rule(input, new AppReach(input));

    /// <summary>Of DR1001 and DR1002 alone.</summary>
    public static Finding[] Concentrations(Assessment assessment) => [.. assessment.Findings.Where(finding => finding.Rule.Id is "DR1001" or "DR1002")];

    public static AssemblyFacts Can(params Capability[] capabilities) =>
        new("lib/net8.0/Library.dll", Guid.Empty, 20, [.. capabilities.Select(capability => new CapabilityUse(capability, "Library.Type.Method", "System.Some.Api"))]);

    /// <summary>Released, and alive, unless told otherwise.</summary>
    public static FetchedPackage Fetched(string id, string version, string newest = "2026-06-01") => new(id, version)
    {
        Feed = "https://feed.example/v3/index.json",
        AsOf = Today,
        IsDeprecated = false,
        Newest = "9.9.9",
        NewestPublished = DateTimeOffset.Parse(newest + "T10:00:00Z", CultureInfo.InvariantCulture),
    };

    public static LockedPackage Locked(string id, string version, string? owners = null, string? certificate = null, string? licence = null) =>
        new(id, version, owners is null ? null : "verified", owners is null ? null : [.. owners.Split(' ')], certificate, [], null, licence, []);

    /// <summary>Everything that a person or a format is given.</summary>
    public static string Text(Finding finding)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{finding.Rule.Id} {finding.Title}\n{finding.Message}\n");
        text.Append(CultureInfo.InvariantCulture, $"subject {finding.Subject}; home {finding.Home?.Path} {finding.Home?.Reference}; {finding.Verdict}\n");
        text.Append(CultureInfo.InvariantCulture, $"packages {string.Join(", ", finding.Packages)}; apps {string.Join(", ", finding.Apps)}\n");
        foreach (var condition in finding.Conditions)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {condition.Name} {condition.Holds}: {condition.Text}\n");
        }

        foreach (var fact in finding.Facts)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {fact.Label,-10} {fact.Text}\n");
        }

        foreach (var way in finding.WaysOut)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {way.Kind} {way.Condition}: {way.Text} [{string.Join(", ", way.References.Select(reference => $"{reference.Path} {reference.Reference}"))}]\n");
        }

        foreach (var unknown in finding.Unknown)
        {
            text.Append(CultureInfo.InvariantCulture, $"  unknown: {unknown.What}: {unknown.Command}\n");
        }

        return text.ToString();
    }
}
