using System.Collections.Immutable;
using System.Globalization;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Rules;

namespace DepRisk.Sbom;

/// <summary>What a package is to the apps of the whole scope, and how power is spread over it, in the words of the document.</summary>
internal sealed class ConcentrationProperties
{
    public static readonly ConcentrationProperties None = new();

    private readonly Dictionary<Component, ImmutableArray<BomProperty>> _packages = new(ReferenceEqualityComparer.Instance);

    private ConcentrationProperties()
    {
    }

    private ConcentrationProperties(RuleInput input)
    {
        var concentration = input.Concentration;
        var apps = new AppReach(input);
        var exposed = JudgedGroup.Of(input, apps, group => group.IsExposed is Truth.True).ToDictionary(judged => judged.Group.Index);
        foreach (var group in concentration.Groups)
        {
            var properties = OfGroup(concentration, group, exposed.GetValueOrDefault(group.Index), apps);
            foreach (var package in group.Group.Packages)
            {
                _packages.Add(package, properties);
            }
        }

        Posture =
        [
            new("deprisk:posture:groups", Number(concentration.WithPlatform.Count)),
            new("deprisk:posture:effective-groups", Number(concentration.WithPlatform.Effective)),
            new("deprisk:posture:hhi", Number(concentration.WithPlatform.Hhi)),
            new("deprisk:posture:effective-groups-without-platform", Number(concentration.WithoutPlatform.Effective)),
            new("deprisk:posture:hhi-without-platform", Number(concentration.WithoutPlatform.Hhi)),
        ];
    }

    /// <summary>Of the primary component.</summary>
    public ImmutableArray<BomProperty> Posture { get; } = [];

    public static ConcentrationProperties Of(RuleInput? input) => input is null ? None : new ConcentrationProperties(input);

    public ImmutableArray<BomProperty> Of(Component package) => _packages.GetValueOrDefault(package, []);

    private static ImmutableArray<BomProperty> OfGroup(ScopeConcentration concentration, GroupConcentration group, JudgedGroup? exposed, AppReach apps)
    {
        var properties = ImmutableArray.CreateBuilder<BomProperty>();
        properties.Add(new("deprisk:control-group", group.Lead.Id));
        properties.Add(new("deprisk:reach", Share(group.Apps.Length, concentration.Scope.Apps.Length)));
        properties.Add(new("deprisk:hidden-in", Share(group.HiddenIn.Length, group.Apps.Length)));
        if (group.Group.IsPlatform)
        {
            properties.Add(new("deprisk:platform", "true"));
        }

        if (exposed is null)
        {
            return properties.DrainToImmutable();
        }

        // What must go is a flow over every target: only of what is exposed.
        properties.Add(new("deprisk:removal-cut", Number(RemovalCut.Of(concentration.Scope, group.Index).Size)));
        foreach (var condition in ConcentrationConditions.Of(exposed, cut: null, from: "", apps))
        {
            if (condition.Holds is not Truth.False)
            {
                properties.Add(new(condition.Holds is Truth.True ? "deprisk:flag" : "deprisk:flag-unknown", condition.Name));
            }
        }

        return properties.DrainToImmutable();
    }

    private static string Share(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{part}/{whole}");

    private static string Number(double number) => Math.Round(number, 1).ToString("0.#", CultureInfo.InvariantCulture);
}
