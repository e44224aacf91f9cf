using System.Collections.Immutable;

namespace DepRisk.Packages.Capabilities;

internal enum RuleSign : byte
{
    /// <summary>Counts where the type comes from another assembly.</summary>
    Reference,

    /// <summary>Counts as well where the assembly itself defines the type: whoever implements the format can do what it does.</summary>
    ReferenceOrDefinition,

    /// <summary>Takes back what a wider rule gives.</summary>
    Exclusion,
}

/// <summary>One line of Capabilities.tsv.</summary>
/// <param name="Type">Simple name with its arity (<c>Expression`1</c>), without the namespace.</param>
/// <param name="Why">For people; no code depends on it.</param>
internal sealed record CapabilityRule(
    Capability Capability, RuleSign Sign, string Namespace, NamePattern Type, ImmutableArray<MemberPattern> Members, string Why);

/// <param name="IsPrefix">The name may go on.</param>
internal readonly record struct NamePattern(string Text, bool IsPrefix)
{
    public static NamePattern Parse(string text) => text.EndsWith('*') ? new NamePattern(text[..^1], true) : new NamePattern(text, false);
}

/// <param name="FromString">Only members whose first parameter is a string.</param>
internal readonly record struct MemberPattern(NamePattern Name, bool FromString)
{
    private const string StringSuffix = "(string)";

    public static MemberPattern Parse(string text) => text.EndsWith(StringSuffix, StringComparison.Ordinal)
        ? new MemberPattern(NamePattern.Parse(text[..^StringSuffix.Length]), true)
        : new MemberPattern(NamePattern.Parse(text), false);
}
