using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Lock;

namespace DepRisk.Rules;

/// <summary>What a rule found, with everything that it rests on.</summary>
/// <param name="Subject">Without a version, so that an upgrade does not make another finding of it: a package id, "owner:NAME", the path of a nuget.config.</param>
/// <param name="Title">For a page: "DotNetZip 1.16.0: every app relies on it, no project references it".</param>
/// <param name="Message">For one line in a build: sentences with numbers and their denominators, never a formula's letter.</param>
/// <param name="Home">Null where no file of ours brings it in that is known.</param>
/// <param name="Packages">Sorted by id and version; empty where the subject is none.</param>
/// <param name="Apps">Paths of the apps that it concerns, ordinal.</param>
/// <param name="Conditions">In the order of the rule.</param>
/// <param name="Facts">What a person wants to know besides, in order: label ("reaches") and text ("3 of 3 apps (Web, Admin, Worker)").</param>
/// <param name="Order">Inside a rule the highest first; a sort key and no probability, never printed.</param>
public sealed record Finding(
    RuleDescriptor Rule,
    string Subject,
    string Title,
    string Message,
    FindingHome? Home,
    ImmutableArray<Component> Packages,
    ImmutableArray<string> Apps,
    ImmutableArray<Condition> Conditions,
    ImmutableArray<FindingFact> Facts,
    ImmutableArray<WayOut> WaysOut,
    ImmutableArray<UnknownFact> Unknown,
    double Order)
{
    /// <summary>By the policy.</summary>
    public RuleLevel Level { get; init; }

    /// <summary>What a policy cannot raise it above: information stays information.</summary>
    public RuleLevel AtMost { get; init; } = RuleLevel.Error;

    public Verdict Verdict { get; init; }

    /// <summary>Null where nobody accepted it by hand.</summary>
    public AcceptedFinding? Accepted { get; init; }

    /// <summary>One of the strongest of its rule; the others are in the report alone.</summary>
    public bool IsWithinBudget { get; init; } = true;

    /// <summary>What a person is told without asking: new or worse, not accepted, at least a warning, within the budget.</summary>
    public bool IsWarning => Level >= RuleLevel.Warning && Verdict is Verdict.New or Verdict.Worse && Accepted is null && IsWithinBudget;
}

/// <summary>The one place that reports a finding.</summary>
/// <param name="Path">A project, or a file of configuration, relative to the scope with <c>/</c>.</param>
/// <param name="Reference">The id whose line in the project is meant; null where the file is.</param>
/// <param name="Line">One-based; 0 where not looked up.</param>
/// <param name="Column">One-based; 0 where not looked up.</param>
public sealed record FindingHome(string Path, string? Reference, long Line = 0, long Column = 0);

/// <param name="Name">In a word that is part of the formats: hidden, inescapable, weak-hands, locked-in, drift.</param>
/// <param name="Text">For people: what holds, with numbers and evidence and its date; or what is missing.</param>
public sealed record Condition(string Name, Truth Holds, string Text)
{
    /// <summary>Something differs from the lock, whatever of the same name the lock accepted.</summary>
    public bool IsChange { get; init; }
}

public sealed record FindingFact(string Label, string Text);

public enum WayOutKind : byte
{
    /// <summary>Makes a condition false: after it the finding is gone or weaker.</summary>
    Clears,

    /// <summary>Makes the worst case smaller and leaves the finding as it is.</summary>
    Contains,
}

/// <param name="Text">"drop or replace Reports.Engine and Import.Core".</param>
/// <param name="Condition">Of <see cref="WayOutKind.Clears"/>: the name of the condition that it makes false, or "all".</param>
/// <param name="References">Direct references of ours that go by it, sorted by path and id.</param>
public sealed record WayOut(WayOutKind Kind, string Text, string? Condition, ImmutableArray<FindingHome> References);

/// <summary>Against the lock.</summary>
public enum Verdict : byte
{
    /// <summary>The lock does not know it, or there is no lock.</summary>
    New,

    /// <summary>The lock knows it with fewer conditions, fewer apps, or under the lesser rule.</summary>
    Worse,
    Unchanged,

    /// <summary>The lock knows it and it is gone.</summary>
    Resolved,
}
