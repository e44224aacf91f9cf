using System.Collections.Immutable;
using System.Globalization;
using DepRisk.Evidence;
using DepRisk.Graph;

namespace DepRisk.Concentration;

/// <summary>What an answer of <see cref="WhatIf"/> would need and nobody knows, each with its number.</summary>
internal static class WhatIfUnknown
{
    public static ImmutableArray<UnknownFact> Of(
        WhatIfScenario scenario, WhatIfSubject subject, SubjectPackages meant, ScopeEvidence evidence, ImmutableArray<ProjectHit> hits, OwnFiles files)
    {
        var unknown = ImmutableArray.CreateBuilder<UnknownFact>();
        if (!meant.Undecided.IsEmpty)
        {
            unknown.Add(Undecided(subject, meant.Undecided, evidence));
        }

        if (meant.Hit.Count(package => !evidence.Of(package).IsOnDisk) is > 0 and var absent)
        {
            unknown.Add(new UnknownFact(Text($"what {absent:N0} of {Packages(meant.Hit.Length)} can do, and what they execute in a build"), Restore(meant.Hit)));
        }

        if (hits.Count(hit => !hit.IsClassKnown) is > 0 and var open)
        {
            unknown.Add(new UnknownFact(Text($"whether it ships, in {open:N0} of {Projects(hits.Length)}: the source does not state it, and it is counted as shipping"), Restore(meant.Hit)));
        }

        if (hits.Count(hit => hit.Project.Targets.Any(target => target.Graph.EdgeSource is EdgeSource.Unknown)) is > 0 and var edges)
        {
            unknown.Add(new UnknownFact(Text($"by which references it comes, in {edges:N0} of {Projects(hits.Length)}: the source leaves edges open"), null));
        }

        if (!files.Unknown.IsEmpty)
        {
            unknown.Add(new UnknownFact(Text($"which source files use it, in {files.Unknown.Length:N0} of {Projects(hits.Count(hit => !hit.Project.IsTest))}"), Nuget(meant.Hit, "dotnet build")));
        }

        if (scenario is WhatIfScenario.Compromise && hits.Count(hit => hit.Uptakes.Any(uptake => uptake.Kind is UptakeKind.Unknown)) is > 0 and var uptakes)
        {
            unknown.Add(new UnknownFact(Text($"whether the next version comes by itself, in {uptakes:N0} of {Projects(hits.Length)}: no ranges that NuGet would read are stated"), null));
        }

        return unknown.ToImmutable();
    }

    private static UnknownFact Undecided(WhatIfSubject subject, ImmutableArray<Component> packages, ScopeEvidence evidence)
    {
        var count = Packages(packages.Length);
        var what = subject.Kind switch
        {
            SubjectKind.Package => $"whether the version of {count} is meant",
            SubjectKind.Account => $"which accounts publish {count}",
            SubjectKind.Certificate or SubjectKind.Platform => $"who signed {count}",
            SubjectKind.Feed => $"from which feed {count} came",
            _ => $"which repository {count} came from",
        };
        // What lies on this disk and does not say it, no restore makes say it.
        return new UnknownFact(what, subject.Kind is not SubjectKind.Package && packages.Any(package => !evidence.Of(package).IsOnDisk) ? Restore(packages) : null);
    }

    private static string? Restore(ImmutableArray<Component> packages) => Nuget(packages, "dotnet restore");

    /// <summary>No command of ours finds out anything of other ecosystems.</summary>
    private static string? Nuget(ImmutableArray<Component> packages, string command) => packages.Any(package => package.Ecosystem is "nuget") ? command : null;

    private static string Packages(int count) => Text($"{count:N0} package{(count is 1 ? "" : "s")}");

    private static string Projects(int count) => Text($"{count:N0} project{(count is 1 ? "" : "s")}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
