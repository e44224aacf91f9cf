using System.Collections.Immutable;
using DepRisk.Lock;
using DepRisk.Rules;
using Microsoft.CodeAnalysis;

namespace DepRisk.Analyzer;

/// <summary>
/// Of everything that an analyzer of ours reports. Ids and severities are literals, because the analyzer of releases reads them from the source; a test holds them
/// against the catalogue. The policy decides the level that a finding really has.
/// </summary>
internal static class Descriptors
{
    private const string Concentration = "Concentration";
    private const string OurCode = "OurCode";
    private const string Operation = "Operation";

    /// <summary>The model has the sentence.</summary>
    private const string AsFound = "{0}";

    public static readonly DiagnosticDescriptor ConcentratedComponent = new(
        "DR1001", RuleCatalog.ConcentratedComponent.Title, AsFound, Concentration, DiagnosticSeverity.Warning, true, null, RuleCatalog.ConcentratedComponent.HelpLink, WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor CriticalConcentration = new(
        "DR1002", RuleCatalog.CriticalConcentration.Title, AsFound, Concentration, DiagnosticSeverity.Warning, true, null, RuleCatalog.CriticalConcentration.HelpLink, WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor BuildCodeChanged = new(
        "DR1003", RuleCatalog.BuildCodeChanged.Title, AsFound, Concentration, DiagnosticSeverity.Warning, true, null, RuleCatalog.BuildCodeChanged.HelpLink, WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor ControlDrift = new(
        "DR1004", RuleCatalog.ControlDrift.Title, AsFound, Concentration, DiagnosticSeverity.Warning, true, null, RuleCatalog.ControlDrift.HelpLink, WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor UncontrolledChange = new(
        "DR1005", RuleCatalog.UncontrolledChange.Title, AsFound, Concentration, DiagnosticSeverity.Info, true, null, RuleCatalog.UncontrolledChange.HelpLink, WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor AmbiguousFeed = new(
        "DR1006", RuleCatalog.AmbiguousFeed.Title, AsFound, Concentration, DiagnosticSeverity.Warning, true, null, RuleCatalog.AmbiguousFeed.HelpLink, WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor VersionSplit = new(
        "DR1007", RuleCatalog.VersionSplit.Title, AsFound, Concentration, DiagnosticSeverity.Info, true, null, RuleCatalog.VersionSplit.HelpLink, WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor CapabilityGained = new(
        "DR1008", RuleCatalog.CapabilityGained.Title, AsFound, Concentration, DiagnosticSeverity.Warning, true, null, RuleCatalog.CapabilityGained.HelpLink, WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>Off until a policy has a limit; then the model has its findings, and a compiler that had it off would drop them.</summary>
    public static readonly DiagnosticDescriptor AccountTooPowerful = new(
        "DR1009", RuleCatalog.AccountTooPowerful.Title, AsFound, Concentration, DiagnosticSeverity.Warning, true, null, RuleCatalog.AccountTooPowerful.HelpLink, WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor SpreadBinding = new(
        "DR2001",
        RuleCatalog.SpreadBinding.Title,
        "{0}, which {1}, is used in {2} files of this project (limit {3}); keep it behind one adapter, and name that in deprisk.json: 'deprisk why {0}'",
        OurCode, DiagnosticSeverity.Info, true, null, RuleCatalog.SpreadBinding.HelpLink, WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor LeakedType = new(
        "DR2002",
        RuleCatalog.LeakedType.Title,
        "{0} shows {1} of {2}, which {3}, to everybody who uses this assembly; show a type of your own: 'deprisk why {2}'",
        OurCode, DiagnosticSeverity.Info, true, null, RuleCatalog.LeakedType.HelpLink);

    public static readonly DiagnosticDescriptor HiddenUse = new(
        "DR2003",
        RuleCatalog.HiddenUse.Title,
        "{0}, which {1}, is used here, but this project does not refer to it{2}; refer to it, or stop using it: 'deprisk why {0}'",
        OurCode, DiagnosticSeverity.Info, true, null, RuleCatalog.HiddenUse.HelpLink, WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor UnusableModel = new(
        "DR9006",
        "The model of the build is not what its name promises",
        "{0} {1}; build again, and if that does not help see that the package DepRisk has one version everywhere",
        Operation, DiagnosticSeverity.Warning, true, null, RuleCatalog.HelpLinkOf("DR9006"), WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor InternalError = new(
        "DR9999",
        "Internal error in the analyzer",
        "Internal error in the analyzer of DepRisk: {0}; findings may be missing; please report it with this line",
        Operation, DiagnosticSeverity.Warning, true, null, RuleCatalog.HelpLinkOf("DR9999"), WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>Of rules that judge a graph, in the order of the catalogue.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> OfModel = ImmutableArray.Create(
        ConcentratedComponent, CriticalConcentration, BuildCodeChanged, ControlDrift, UncontrolledChange, AmbiguousFeed, VersionSplit, CapabilityGained, AccountTooPowerful);

    /// <summary>Of rules that judge code, in the order of the catalogue.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> OfCode = ImmutableArray.Create(SpreadBinding, LeakedType, HiddenUse);

    /// <summary>What fails a gate warns in a compiler: whether a warning fails a build is the build's own switch.</summary>
    public static DiagnosticSeverity SeverityOf(RuleLevel level) => level is RuleLevel.Info ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning;
}
