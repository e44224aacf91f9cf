using DepRisk.Lock;
using DepRisk.Restore;
using DepRisk.Rules;

namespace DepRisk.Build;

/// <summary>The line that a finding is reported on, and whether it is this project's to report.</summary>
/// <param name="File">Absolute.</param>
/// <param name="Line">One-based; 0 where only the file is known.</param>
internal sealed record FindingPlace(string File, int Line, int Column)
{
    private static readonly string[] SharedNames = ["Directory.Packages.props", "Directory.Build.props", "Directory.Build.targets"];

    /// <param name="root">Absolute: what the paths of homes and of the lock are relative to.</param>
    /// <param name="project">Path of the project that is built, relative to the root.</param>
    /// <returns>
    /// Null where another project reports it: a reference in a file that several projects share stands on one line, and the first project of the lock that the file covers speaks for all.
    /// </returns>
    public static FindingPlace? Of(FindingHome home, string root, string project, DepRiskLock? accepted, ProjectFileTable table)
    {
        var file = Path.GetFullPath(Path.Combine(root, home.Path));
        if (home.Reference is not { } reference)
        {
            return new FindingPlace(file, (int)home.Line, (int)home.Column);
        }

        if (!System.IO.File.Exists(file) || PackageReferenceLocator.Reference(PackageReferenceLocator.LocateOnDisk(file, reference, table)) is not { } declaration)
        {
            return new FindingPlace(file, 0, 0);
        }

        return accepted is not null && IsOfAllBelow(declaration) && IsSpokenFor(declaration.File, root, project, accepted)
            ? null
            : new FindingPlace(declaration.File, (int)declaration.Line, (int)declaration.Column);
    }

    /// <summary>A version alone says nothing of who refers to it.</summary>
    private static bool IsOfAllBelow(Declaration declaration) =>
        declaration is { IsConditional: false, Kind: DeclarationKind.PackageReference or DeclarationKind.GlobalPackageReference };

    /// <summary>By the first one that ships: of what a test alone refers to most rules find nothing.</summary>
    private static bool IsSpokenFor(string file, string root, string project, DepRiskLock accepted)
    {
        var name = SharedNames.FirstOrDefault(shared => shared.Equals(Path.GetFileName(file), StringComparison.OrdinalIgnoreCase));
        LockedProject[] covered = name is null ? [] : [.. accepted.Projects.Where(locked => IsCovered(Path.GetFullPath(Path.Combine(root, locked.Path)), file))];
        return (covered.FirstOrDefault(locked => !locked.Apps.IsEmpty) ?? covered.FirstOrDefault()) is { } first && !first.Path.Equals(project, StringComparison.Ordinal);
    }

    /// <summary>MSBuild takes the nearest file of the name at or above a project, and no other one.</summary>
    private static bool IsCovered(string project, string file)
    {
        var (folder, name) = (Path.GetDirectoryName(file)!, Path.GetFileName(file));
        for (var current = Path.GetDirectoryName(project); current is not null; current = Path.GetDirectoryName(current))
        {
            if (current.Equals(folder, StringComparison.Ordinal))
            {
                return System.IO.File.Exists(project);
            }

            if (System.IO.File.Exists(Path.Combine(current, name)))
            {
                return false;
            }
        }

        return false;
    }
}
