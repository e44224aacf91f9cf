using System.Collections.Immutable;
using DepRisk.Binding;

namespace DepRisk.Concentration;

/// <summary>How deep our own code is bound to a control group, over all projects that are no tests.</summary>
/// <param name="Files">Source files that call it or name a type of it, ordinal.</param>
/// <param name="Of">How many source files we have, in all projects whose build output is known.</param>
/// <param name="CallSites">IL instructions.</param>
/// <param name="Leaks">Public or protected members of projects that others compile against that mention a type of it, ordinal.</param>
/// <param name="Projects">Paths of the projects whose code uses it, ordinal; a single one is an adapter.</param>
/// <param name="Unknown">Projects that have the group in their graph and whose own code is not known, or not in whole, ordinal.</param>
public sealed record GroupBinding(
    ImmutableArray<SourceLocation> Files,
    int Of,
    int CallSites,
    ImmutableArray<string> Leaks,
    ImmutableArray<string> Projects,
    ImmutableArray<string> Unknown)
{
    /// <summary>Projects without the group are not known: what uses it is exact, and there are more files than <see cref="Of"/>.</summary>
    public bool IsOfMinimum { get; init; }

    /// <summary>0 to 1 (b); 0 where no file is known.</summary>
    public double Share => Of is 0 ? 0 : (double)Files.Length / Of;

    /// <summary>Our code is spread over it, or shows its types to others.</summary>
    /// <param name="threshold">Share of our source files, 0 to 1.</param>
    public Truth IsLockedIn(double threshold) =>
        !Leaks.IsEmpty ? Truth.True
        : !Unknown.IsEmpty ? Truth.Unknown
        // Files that nobody knows can only make the share smaller.
        : Share < threshold ? Truth.False
        : IsOfMinimum ? Truth.Unknown
        : Truth.True;
}
