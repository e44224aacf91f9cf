using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages.Signatures;

namespace DepRisk.Concentration;

/// <summary>Whether a control group is one of those that matter at all: it ships real files, it is no part of the stack by choice, and enough apps rely on it.</summary>
internal static class Exposure
{
    /// <summary>It ships files of its own in some app, and its hands are not the platform's.</summary>
    public static Truth IsEligible(ControlGroup group, AppFiles files, ScopeEvidence evidence, ImmutableArray<string> platforms)
    {
        if (group.IsPlatform)
        {
            return Truth.False;
        }

        var eligible = Truth.False;
        foreach (var package in group.Packages)
        {
            var known = evidence.Of(package);
            var isOther = Platform.Holds(known.Signature, platforms) switch { Truth.True => Truth.False, Truth.False => Truth.True, _ => Truth.Unknown };
            eligible = Truths.Any(eligible, Truths.All(files.Exist(package, known), isOther));
        }

        return eligible;
    }

    /// <summary>As large a share of the apps as the threshold asks for, and as many apps; in a scope of fewer, all of them.</summary>
    public static bool HasReach(int apps, int of, Thresholds thresholds) =>
        of > 0 && apps >= Math.Min(thresholds.Apps, of) && (double)apps / of >= thresholds.Reach;

    /// <summary>What <see cref="IsEligible"/> would need.</summary>
    public static IEnumerable<UnknownFact> Unknown(ControlGroup group, AppFiles files, Scope scope, ScopeEvidence evidence)
    {
        foreach (var package in group.Packages)
        {
            var known = evidence.Of(package);
            if (known.Signature.Verdict is SignatureVerdict.Unknown)
            {
                yield return new UnknownFact($"who publishes {package.Id}: {known.Signature.Reason ?? "its signature is not known"}", Command(scope, package, known.IsOnDisk));
            }

            if (files.Exist(package, known) is Truth.Unknown)
            {
                yield return new UnknownFact($"whether {package.Id} ships files of its own", Command(scope, package, known.IsOnDisk));
            }
        }
    }

    /// <summary>A restore brings what lies on no disk; what an SBOM alone names, nothing brings.</summary>
    public static string? Command(Scope scope, Component package, bool isOnDisk) => !isOnDisk && scope.Packages.ContainsKey(package) ? "dotnet restore" : null;
}
