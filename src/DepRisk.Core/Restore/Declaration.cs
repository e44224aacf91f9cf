namespace DepRisk.Restore;

public enum DeclarationKind : byte
{
    PackageReference,

    /// <summary><c>PackageReference Update</c>: changes a reference that is made elsewhere.</summary>
    PackageReferenceUpdate,
    GlobalPackageReference,

    /// <summary>The central version of the package, usually in Directory.Packages.props.</summary>
    PackageVersion,
    PackageDownload,

    /// <summary>The property that holds the version of one of the others.</summary>
    Property,

    /// <summary><c>#:package</c> in a file-based app.</summary>
    AppDirective,
    PackagesConfig,
}

/// <summary>One place where a project, or a file that it shares with others, declares a package.</summary>
/// <param name="File">Absolute; callers make it relative.</param>
/// <param name="Position">Of the element, or of the <c>#</c>.</param>
/// <param name="Version">The version text there, as written; null where there is none.</param>
/// <param name="BearsVersion">The line to edit in order to change the version.</param>
/// <param name="EditPosition">Where the version text is: the element itself or its child <c>Version</c>.</param>
public sealed record Declaration(
    string File,
    FilePosition Position,
    DeclarationKind Kind,
    string? Version,
    bool BearsVersion,
    bool IsConditional,
    FilePosition EditPosition)
{
    public long Line => Position.Line;

    public long Column => Position.Column;
}
