using System.Collections.Immutable;
using DepRisk.Lock;

namespace DepRisk.RiskModel;

/// <summary>
/// What the build of one project tells the compiler, <c>deprisk.model.tsv</c>: the findings that are at home in it, and the packages that the rules about code watch.
/// </summary>
/// <param name="Findings">In the order in which they are to be reported.</param>
/// <param name="Watched">Concentrated components that this project's graph has, sorted by id, ordinal; empty where none is known.</param>
public sealed record ProjectModel(ImmutableArray<ModelFinding> Findings, ImmutableArray<WatchedPackage> Watched, CodeRules Rules)
{
    public const string FileName = "deprisk.model.tsv";

    /// <summary>
    /// The project's folder relative to the one that the model lies in, with <c>/</c>: "../../..". Null where there is no such way, for example to another drive. An analyzer
    /// is told the project's folder as well, but of that the compiler drops what follows a <c>#</c> or <c>;</c>, and folders are called "C#".
    /// </summary>
    public string? Folder { get; init; }

    public static readonly ProjectModel Empty = new(ImmutableArray<ModelFinding>.Empty, ImmutableArray<WatchedPackage>.Empty, CodeRules.Default);
}

/// <param name="Rule">DR1001.</param>
/// <param name="Level">Info or more.</param>
/// <param name="File">Relative to the project's folder, with <c>/</c>.</param>
/// <param name="Line">One-based; 0 where only the file is known.</param>
/// <param name="Column">One-based; 0 where only the file is known.</param>
/// <param name="Message">One line, with the way out.</param>
public sealed record ModelFinding(string Rule, RuleLevel Level, string File, int Line, int Column, string Message)
{
    /// <summary>The lock accepts it: shown only to whoever asks for everything.</summary>
    public bool IsAccepted { get; init; }
}

/// <summary>A package whose use in our code is worth a word.</summary>
/// <param name="Reason">Why it is watched, as a phrase that follows its name: "runs in 3 of 3 apps".</param>
/// <param name="IsDirect">The project refers to it itself.</param>
/// <param name="IsAdapter">The policy says that this project is where its use belongs.</param>
/// <param name="Assemblies">Simple names of what it ships, ordinal.</param>
public sealed record WatchedPackage(string Id, string Reason, bool IsDirect, bool IsAdapter, ImmutableArray<string> Assemblies)
{
    /// <summary>What of the project's own references leads to it, for people: "Reports.Engine", "Reports.Engine and 2 more"; null where the project refers to it itself, or nobody knows.</summary>
    public string? BroughtInBy { get; init; }
}
