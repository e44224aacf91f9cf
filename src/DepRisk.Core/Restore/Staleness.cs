using System.Collections.Immutable;
using DepRisk.Input;
using NuGet.Versioning;

namespace DepRisk.Restore;

/// <summary>
/// Compares what the project's own files say literally with what the restore was asked for. Only what is certain without evaluation is
/// claimed, and the times of files decide nothing: a checkout gives every file a new one.
/// </summary>
public static class Staleness
{
    private const string Advice = "; run 'dotnet restore'";

    // Their props add no package that is not marked as added by the SDK.
    private static readonly HashSet<string> PlainSdks = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.NET.Sdk", "Microsoft.NET.Sdk.Web", "Microsoft.NET.Sdk.Worker", "Microsoft.NET.Sdk.Razor", "Microsoft.NET.Sdk.BlazorWebAssembly",
    };

    // The SDK takes a hand-written reference to these out again (NETSDK1080), and F# adds its own library.
    private static readonly HashSet<string> SdkPackages = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.NETCore.App", "Microsoft.AspNetCore.App", "Microsoft.AspNetCore.All", "NETStandard.Library", "FSharp.Core",
    };

    /// <returns>In the order of the files; one error a reference.</returns>
    public static ImmutableArray<InputError> Check(ProjectSources sources, AssetsFile assets)
    {
        if (sources.Project is null || assets.Project.Frameworks.IsEmpty || assets.Project.Style is not ("PackageReference" or null))
        {
            return [];
        }

        var errors = ImmutableArray.CreateBuilder<InputError>();
        var references = new LiteralReferences(sources);
        AddMissingOrChanged(errors, sources, references, assets.Project);
        if (IsWhole(sources) && !references.HasOpenIncludes)
        {
            AddRemoved(errors, sources, references, assets.Project);
        }

        ProjectReferenceStaleness.Add(errors, sources, assets.Project, IsWhole(sources));
        return errors.ToImmutable();
    }

    private static bool IsWhole(ProjectSources sources) =>
        sources.IsComplete && sources.Files.All(file => file.Sdks.All(sdk => PlainSdks.Contains(sdk.Name)));

    private static void AddMissingOrChanged(
        ImmutableArray<InputError>.Builder errors, ProjectSources sources, LiteralReferences references, AssetsProject project)
    {
        var isCentral = project.CentralPackageManagement;
        foreach (var (file, item) in references.Certain(isCentral))
        {
            if (SdkPackages.Contains(item.Id))
            {
                continue;
            }

            var version = references.Version(item.Id, isCentral);
            var isThere = false;
            foreach (var framework in project.Frameworks)
            {
                if (Find(framework, item.Id) is not { } restored)
                {
                    continue;
                }

                isThere = true;
                if (version is not null && restored.Target is "Package" or "" && Differs(version, restored.Range))
                {
                    errors.Add(Stale(file, item.Position, $"{Of(sources)} asks for {item.Id} {version}, but the restore was asked for {restored.Range}{Advice}"));
                    break;
                }
            }

            if (!isThere)
            {
                errors.Add(Stale(file, item.Position, $"{Of(sources)} refers to {item.Id}, which was not part of the restore{Advice}"));
            }
        }
    }

    private static void AddRemoved(ImmutableArray<InputError>.Builder errors, ProjectSources sources, LiteralReferences references, AssetsProject project)
    {
        var reported = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var framework in project.Frameworks)
        {
            foreach (var restored in framework.References)
            {
                if (restored is { AutoReferenced: false, Target: "Package" or "" }
                    && !references.Mentions(restored.Id) && !SdkPackages.Contains(restored.Id) && reported.Add(restored.Id))
                {
                    errors.Add(Stale(sources.Project!, default, $"{Of(sources)} no longer refers to {restored.Id}, which was part of the restore{Advice}"));
                }
            }
        }
    }

    private static AssetsReference? Find(AssetsFramework framework, string id)
    {
        foreach (var reference in framework.References)
        {
            if (reference.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
            {
                return reference;
            }
        }

        return null;
    }

    private static bool Differs(string version, string range)
    {
        // NuGet writes a floating version in more than one way, and '*' restores differently without any change of ours.
        if (version.Contains('*', StringComparison.Ordinal) || range.Contains('*', StringComparison.Ordinal))
        {
            return false;
        }

        return VersionRange.TryParse(version, out var ours) && VersionRange.TryParse(range, out var restored)
            && !ours.ToNormalizedString().Equals(restored.ToNormalizedString(), StringComparison.OrdinalIgnoreCase);
    }

    private static string Of(ProjectSources sources) => Path.GetFileName(sources.ProjectPath);

    internal static InputError Stale(ProjectFile file, FilePosition position, string message) =>
        new(InputErrorCode.AssetsStale, file.Path, message, position.Line, position.Column);
}
