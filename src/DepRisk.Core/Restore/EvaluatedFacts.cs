using System.Collections.Immutable;

namespace DepRisk.Restore;

/// <summary>
/// The values of properties that only MSBuild can tell, by project path and then by property name. The host makes one call of
/// <c>dotnet msbuild -getProperty</c> for it; Core starts no process.
/// </summary>
public delegate IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> EvaluateProjects(
    ImmutableArray<string> projectPaths, ImmutableArray<string> properties);

/// <summary>A property of a project as far as it is known.</summary>
/// <param name="Value">Null where no source states one.</param>
/// <param name="Source">For people: "in Web.csproj", "as built", "as evaluated".</param>
/// <param name="IsOpen">Mentioned in a file of ours, but only evaluation can tell the value.</param>
public readonly record struct EvaluatedFact(string? Value, string Source, bool IsOpen)
{
    public bool IsTrue => Is("true");

    public bool IsFalse => Is("false");

    public bool Is(string value) => value.Equals(Value, StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// Properties of one project in the order of trust: deprisk.project.tsv, then an unconditional literal in a file of ours, then what the
/// host evaluated. The assets file comes before all of them for what it states: version, frameworks, direct packages.
/// </summary>
public sealed class EvaluatedFacts(ProjectSources? sources, ProjectFactsFile? built, IReadOnlyDictionary<string, string>? evaluated)
{
    /// <summary>What a host should evaluate for a project that is undecided.</summary>
    public static ImmutableArray<string> Properties { get; } = ["DepRiskApp", "IsTestProject", "OutputType", "PackAsTool"];

    public EvaluatedFact this[string property]
    {
        get
        {
            if (built is not null && built.Values.TryGetValue(property, out var value))
            {
                return new EvaluatedFact(value, "as built", IsOpen: false);
            }

            var fact = sources?.Property(property) ?? PropertyFact.Unset;
            if (fact.IsKnown)
            {
                return new EvaluatedFact(fact.Value, "in " + fact.FileName, IsOpen: false);
            }

            return evaluated is not null && evaluated.TryGetValue(property, out value)
                ? new EvaluatedFact(value, "as evaluated", IsOpen: false)
                : new EvaluatedFact(null, "", fact.IsOpen);
        }
    }

    /// <summary>The path of deprisk.project.tsv of a project, beside its assets file; null where it has none.</summary>
    public static string? BuiltFactsPath(DiscoveredProject project) =>
        project.AssetsPath is { } assets && Path.Combine(Path.GetDirectoryName(assets) ?? "", ProjectFactsFile.FileName) is var path && File.Exists(path) ? path : null;
}
