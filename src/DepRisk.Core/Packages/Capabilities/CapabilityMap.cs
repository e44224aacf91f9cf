using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace DepRisk.Packages.Capabilities;

/// <summary>
/// Which members of other assemblies are a capability: Capabilities.tsv, parsed once. A member is known by namespace, type and name, never by
/// its assembly: the same API lives in mscorlib, netstandard, System.Runtime and packages.
/// </summary>
internal sealed class CapabilityMap
{
    private const string Resource = "DepRisk.Packages.Capabilities.tsv";

    // In the order of the enum.
    private static readonly string[] Names =
    [
        "net", "process", "dynload", "deserialization", "archive", "pinvoke", "native", "emit", "crypto", "filesystem", "environment", "registry",
    ];

    private static readonly Lazy<CapabilityMap> Shared = new(() => new CapabilityMap(Load()));

    private readonly (string Namespace, ImmutableArray<CapabilityRule> Rules)[] _namespaces;

    private CapabilityMap(ImmutableArray<CapabilityRule> rules)
    {
        Rules = rules;
        _namespaces =
        [
            .. rules.GroupBy(rule => rule.Namespace, StringComparer.Ordinal)
                .Select(group => (group.Key, group.ToImmutableArray()))
                .OrderBy(group => group.Key, StringComparer.Ordinal),
        ];
    }

    public static CapabilityMap Default => Shared.Value;

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<CapabilityRule> Rules { get; }

    /// <summary>The short name of data files, reports and the lock: <c>net</c>, <c>dynload</c>, <c>pinvoke</c>.</summary>
    public static string NameOf(Capability capability) => Names[(int)capability];

    /// <returns>The rules of one namespace; empty for most. No string is made.</returns>
    public ImmutableArray<CapabilityRule> RulesOf(MetadataReader reader, StringHandle @namespace)
    {
        foreach (var (name, rules) in _namespaces)
        {
            if (reader.StringComparer.Equals(@namespace, name))
            {
                return rules;
            }
        }

        return [];
    }

    private static ImmutableArray<CapabilityRule> Load()
    {
        using var stream = typeof(CapabilityMap).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException("Capabilities.tsv is not embedded in DepRisk.Core");
        using var reader = new StreamReader(stream);
        var rules = ImmutableArray.CreateBuilder<CapabilityRule>();
        while (reader.ReadLine() is { } line)
        {
            if (line is not ['#', ..] and not "")
            {
                rules.Add(Parse(line));
            }
        }

        return rules.DrainToImmutable();
    }

    private static CapabilityRule Parse(string line)
    {
        if (line.Split('\t') is not [var capability, var sign, var type, var members, var why] || Array.IndexOf(Names, capability) is not (>= 0 and var index))
        {
            throw new InvalidOperationException("Capabilities.tsv has a line that is no rule: " + line);
        }

        var dot = type.LastIndexOf('.');
        return new CapabilityRule(
            (Capability)index,
            sign switch
            {
                "+" => RuleSign.Reference,
                "=" => RuleSign.ReferenceOrDefinition,
                "-" => RuleSign.Exclusion,
                _ => throw new InvalidOperationException("Capabilities.tsv has a sign that is none of + = -: " + line),
            },
            type[..dot],
            NamePattern.Parse(type[(dot + 1)..]),
            [.. members.Split(' ').Select(MemberPattern.Parse)],
            why);
    }
}
