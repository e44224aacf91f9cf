using System.Collections.Immutable;
using DepRisk.Concentration;

namespace DepRisk.Lock;

public enum RuleLevel : byte
{
    Off,
    Info,
    Warning,

    /// <summary>The gate fails, whatever else it would let pass.</summary>
    Error,
}

/// <summary>What a team decided, <c>deprisk.json</c>. Every key has a default, so that no file is a policy too.</summary>
public sealed record Policy
{
    public const string FileName = "deprisk.json";

    public static readonly Policy Default = new();

    public Thresholds Thresholds { get; init; } = Thresholds.Default;

    /// <summary>Hands that are part of the stack by choice besides Microsoft: "owner:NAME", "certificate:HOLDER".</summary>
    public ImmutableArray<string> Platforms { get; init; } = [];

    /// <summary>In the order of the file; the last one that matches decides.</summary>
    public ImmutableArray<AppChoice> Apps { get; init; } = [];

    /// <summary>Of rules whose level differs from their default, by id.</summary>
    public ImmutableDictionary<string, RuleLevel> Levels { get; init; } = ImmutableDictionary<string, RuleLevel>.Empty;

    /// <summary>How many findings of a rule are reported as such, by id; the rest is in the report. DR1001 stands for DR1001 and DR1002 together.</summary>
    public ImmutableDictionary<string, int> Budgets { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Of DR1009, 0 to 1: more of the apps must not be reached by one account outside the platform. Null: no limit.</summary>
    public double? AccountReach { get; init; }

    /// <summary>Of DR1009, 0 to 1: more of the shipped packages outside the platform must not be publishable by one account. Null: no limit.</summary>
    public double? AccountPackages { get; init; }

    /// <summary>Addresses of feeds that packages may come from; empty allows all.</summary>
    public ImmutableArray<string> AllowedFeeds { get; init; } = [];
}

/// <param name="Path">Of projects, relative to the policy with <c>/</c>; <c>*</c> stands for any text inside a folder's name, <c>**</c> for any folders.</param>
public sealed record AppChoice(string Path, bool IsApp);
