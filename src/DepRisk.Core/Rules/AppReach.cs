using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Graph;

namespace DepRisk.Rules;

/// <summary>Which apps something of the scope concerns, as findings name them: by path, and for people by name. Made once for all rules.</summary>
internal sealed class AppReach
{
    private readonly ImmutableArray<Project> _apps;
    private readonly Dictionary<Component, PackageUse> _uses = new(ReferenceEqualityComparer.Instance);
    private readonly ILookup<string, Component> _versions;
    private readonly Dictionary<Component, SortedSet<int>> _containing;

    public AppReach(RuleInput input)
    {
        _apps = input.Concentration.Uses.Delivered;
        Homes = new Homes(input.Scope);
        Noun = input.Concentration.Uses.DeliversApps ? "app" : "project";
        foreach (var use in input.Concentration.Uses.Packages)
        {
            _uses.Add(use.Component, use);
        }

        _versions = _uses.Keys.ToLookup(package => package.Id, StringComparer.OrdinalIgnoreCase);
        _containing = BuildReach.ContainingApps(input.Scope, _apps);
    }

    /// <summary>"app", or "project" where the scope has no app.</summary>
    public string Noun { get; }

    public Homes Homes { get; }

    public int Count => _apps.Length;

    /// <summary>Indexes of the apps that ship it, ascending.</summary>
    public ImmutableArray<int> Shipping(Component package) => _uses.GetValueOrDefault(package)?.Apps ?? [];

    /// <summary>A source states that some app ships it.</summary>
    public bool Ships(Component package) => _uses.GetValueOrDefault(package)?.Ships is true;

    public IEnumerable<Component> VersionsOf(string id) => _versions[id];

    /// <summary>Indexes of the apps that are or contain the project, ascending.</summary>
    public IEnumerable<int> Containing(Project project) => _containing[project.Component];

    /// <summary>Sorted, ordinal.</summary>
    public ImmutableArray<string> Paths(IEnumerable<int> apps) => [.. apps.Distinct().Select(app => _apps[app].Path).Order(StringComparer.Ordinal)];

    /// <summary>0 to 1: the order of findings inside a rule.</summary>
    public double Share(IEnumerable<int> apps) => _apps.IsEmpty ? 0 : (double)apps.Distinct().Count() / _apps.Length;

    /// <summary>"2 of 3 apps".</summary>
    public string Of(IEnumerable<int> apps) => $"{Phrase.Number(apps.Distinct().Count())} of {Phrase.Count(_apps.Length, Noun)}";

    /// <summary>"2 of 3 apps (Web and Admin)".</summary>
    public string Named(IEnumerable<int> apps)
    {
        string[] names = [.. apps.Distinct().Order().Select(app => _apps[app].Name)];
        return names.Length is 0 ? Of(apps) : $"{Of(apps)} ({Phrase.List(names, 5)})";
    }
}
