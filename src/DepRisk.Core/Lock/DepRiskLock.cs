using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Lock;

/// <summary>The accepted state of a scope, <c>deprisk.lock.json</c>: to power what packages.lock.json is to versions. Committed, and merged by git line by line.</summary>
/// <param name="Apps">Paths relative to the lock, ordinal.</param>
/// <param name="Projects">By path, ordinal.</param>
/// <param name="Packages">By id without case, then version as NuGet orders it. What no app ships and no build executes is left out.</param>
/// <param name="Findings">What there was when the lock was written, by rule and subject, ordinal: silent from then on, until it gets worse.</param>
/// <param name="Accepted">What somebody accepted by hand, by rule and subject, ordinal.</param>
public sealed record DepRiskLock(
    ImmutableArray<string> Apps,
    ImmutableArray<LockedProject> Projects,
    ImmutableArray<LockedPackage> Packages,
    ImmutableArray<LockedFinding> Findings,
    ImmutableArray<AcceptedFinding> Accepted)
{
    public const string FileName = "deprisk.lock.json";

    public static readonly DepRiskLock Empty = new([], [], [], [], []);
}

/// <param name="Path">Relative to the lock, with <c>/</c>.</param>
/// <param name="Apps">The apps that contain it, ordinal.</param>
public sealed record LockedProject(string Path, ImmutableArray<string> Apps)
{
    /// <summary>
    /// Ids of the packages that it refers to itself and not for its build alone, ordinal without case: who chose what, which a build that sees one project alone cannot know of the
    /// others. What projects refer to that are no part of the scope is among them. Null where unknown, and of a project that no app contains.
    /// </summary>
    public ImmutableArray<string>? References { get; init; }
}

/// <summary>What was accepted of one package. Null is unknown, and stays unknown: it neither drifts nor is drifted to.</summary>
/// <param name="Id">See <see cref="IdOf"/>.</param>
/// <param name="Signature">verified, unsigned or invalid; null where unknown.</param>
/// <param name="Owners">Accounts of the verified repository signature, ordinal; null without one.</param>
/// <param name="Certificate">The holder of the verified author certificate; null without one.</param>
/// <param name="Capabilities">In the words of <see cref="DepRisk.Packages.FactNames"/>, in the order of the enumeration; null where unknown.</param>
/// <param name="BuildCode">Digest of what executes in a build; null where nothing does.</param>
/// <param name="Licence">An SPDX expression, or the kind of another declaration; null without one.</param>
/// <param name="Apps">Those that it reaches, ordinal.</param>
public sealed record LockedPackage(
    string Id,
    string Version,
    string? Signature,
    ImmutableArray<string>? Owners,
    string? Certificate,
    ImmutableArray<string>? Capabilities,
    string? BuildCode,
    string? Licence,
    ImmutableArray<string> Apps)
{
    /// <summary>False where nothing may be concluded from an owner or a certificate that is not there: unknown, or a signature that does not hold.</summary>
    public bool HandsAreKnown => Signature is "verified" or "unsigned";

    /// <summary>False where nothing may be concluded from a capability, a build digest or a licence that is not there: the package was not on the disk.</summary>
    public bool ContentIsKnown => Capabilities is not null;

    /// <summary>What a package is called in a lock: by its id, and of another ecosystem than NuGet, whose ids have no colon, with that in front.</summary>
    public static string IdOf(Component package) => package.Ecosystem is "nuget" or "" ? package.Id : $"{package.Ecosystem}:{package.Id}";
}

/// <summary>A finding of the state that the lock accepts as a whole.</summary>
/// <param name="Conditions">Names of those that held, in the order of the rule.</param>
/// <param name="Apps">Those that it concerned, ordinal.</param>
public sealed record LockedFinding(string Rule, string Subject, ImmutableArray<string> Conditions, ImmutableArray<string> Apps);

/// <summary>A finding that somebody accepts, until a day and with a reason.</summary>
/// <param name="Until">The last day on which it holds; <c>gate</c> alone looks at it.</param>
public sealed record AcceptedFinding(string Rule, string Subject, DateOnly Until, string Reason);
