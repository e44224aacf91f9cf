using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Lock;
using DepRisk.Restore;
using DepRisk.Rules;
using DepRisk.Sbom;

namespace DepRisk.Build;

/// <param name="Document">Null where there is none.</param>
/// <param name="Problems">What keeps the document from being all that it could be; the one reason why there is none.</param>
internal sealed record SbomOutcome(ReadOnlyMemory<byte>? Document, ImmutableArray<InputError> Problems)
{
    /// <summary>Nobody delivers a test project.</summary>
    public bool IsTest { get; init; }

    public static SbomOutcome None(InputError reason) => new(null, [reason]);
}

/// <summary>
/// The document that <c>deprisk sbom PROJECT --no-restore</c> would write with the same options, of one target: a function of the restore output, the assembly that was compiled, the
/// lock, the policy, the folders of packages and the request. No other build of the project is looked at.
/// </summary>
internal static class ProjectSbom
{
    public static SbomOutcome Run(SbomRequest request)
    {
        if (!Discover(request).Succeeded(out var discovered, out var error) || !ScopeReader.Read(discovered).Succeeded(out var scope, out error))
        {
            return SbomOutcome.None(error);
        }

        Policy? policy = Policy.Default;
        DepRiskLock? accepted = null;
        if ((request.PolicyPath ?? NearestFile.Find(scope.Root, Policy.FileName)) is { } policyPath && !PolicyReader.Read(policyPath, RuleCatalog.Ids).Succeeded(out policy, out error))
        {
            return SbomOutcome.None(error);
        }

        if ((request.LockPath ?? NearestFile.Find(scope.Root, DepRiskLock.FileName)) is { } lockPath && !LockReader.Read(lockPath, scope.Root).Succeeded(out accepted, out error))
        {
            return SbomOutcome.None(error);
        }

        var (chosen, framework, runtime) = Chosen(request, Own(scope, request));
        var judged = policy.Apply(request.IsPublished ? PublishedScope.Of(chosen, request.NotPublished.ToHashSet(StringComparer.OrdinalIgnoreCase)) : chosen);
        return judged.Projects[0].IsTest
            ? new SbomOutcome(null, []) { IsTest = true }
            : Write(request, judged, policy, accepted, new BomOptions(request.SpecVersion, request.Manufacturer, request.ManufacturerUrl, request.Author, null, framework, runtime, false, request.HasSha256));
    }

    private static SbomOutcome Write(SbomRequest request, Scope scope, Policy policy, DepRiskLock? accepted, BomOptions options)
    {
        if (!CommitTime.Find(scope.Root, request.Environment.GetValueOrDefault("SOURCE_DATE_EPOCH")).Succeeded(out var time, out var error))
        {
            return SbomOutcome.None(error);
        }

        var evidence = DiskEvidence.Read(scope, EvidenceFolders.Of(RuntimeEnvironment.GetRuntimeDirectory(), name => request.Environment.GetValueOrDefault(name)), static () => { });
        // Metrics take one core, and hashing what ships takes as long.
        var input = Task.Run(() => new RuleInput(
            scope, evidence, ScopeConcentration.Of(scope, evidence, policy.Thresholds, policy.Platforms), policy, accepted, Day(request) ?? SigningTimes.Newest(evidence)));
        var builder = new BomBuilder(scope, options with { Timestamp = time.Time }, evidence, input);
        var document = new CycloneDxFormat(request.SpecVersion, request.IsXml).Writer()(builder.Build(scope.Projects[0]));
        return new SbomOutcome(document, [.. scope.Problems, .. evidence.Problems, .. builder.Problems]);
    }

    /// <summary>What MSBuild evaluated is certain; where the obj folder is, and whether the runtime comes along, need not be worked out.</summary>
    private static Result<DiscoveredScope> Discover(SbomRequest request)
    {
        if (!ScopeDiscovery.Discover(request.ProjectPath).Succeeded(out var discovered, out var error))
        {
            return error;
        }

        return discovered with
        {
            Projects = [.. discovered.Projects.Select(project => project with
            {
                AssetsPath = request.AssetsPath is { } assets && File.Exists(assets) ? assets : project.AssetsPath,
                IsSelfContained = request.IsSelfContained,
            })],
        };
    }

    private static Scope Own(Scope scope, SbomRequest request) =>
        request.AssemblyPath is null ? scope : scope with { Projects = [.. scope.Projects.Select(project => project with { BuiltAssembly = request.AssemblyPath })] };

    /// <summary>The target of the runtime identifier where the restore made one; a project of older kind has neither.</summary>
    private static (Scope Scope, string? Framework, string? Runtime) Chosen(SbomRequest request, Scope scope)
    {
        (string?, string?)[] choices = [(request.Framework, request.RuntimeIdentifier), (request.Framework, null)];
        foreach (var (framework, runtime) in choices)
        {
            if (ChosenTargets.Of(scope, framework, runtime, out _) is { } chosen)
            {
                return (chosen, framework, runtime);
            }
        }

        return (scope, null, null);
    }

    private static DateOnly? Day(SbomRequest request) =>
        CommitTime.OfEpoch(request.Environment.GetValueOrDefault("SOURCE_DATE_EPOCH")) is { } given && given.Succeeded(out var time, out _) && time.Time is { } moment
            ? DateOnly.FromDateTime(moment.UtcDateTime)
            : null;
}
