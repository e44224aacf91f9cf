using System.Collections.Immutable;

namespace DepRisk.Restore;

/// <summary>What one project, props or targets file, or the head of a file-based app, states by itself: nothing is evaluated.</summary>
/// <param name="Path">Absolute. Never part of any output; callers make it relative.</param>
/// <param name="Sdks">In the order of the file; the Sdk attribute of the root first.</param>
/// <param name="Properties">In the order of the file, repetitions kept: the last one wins.</param>
public sealed record ProjectFile(
    string Path,
    ImmutableArray<ProjectSdk> Sdks,
    ImmutableArray<ProjectProperty> Properties,
    ImmutableArray<ProjectItem> Items,
    ImmutableArray<ProjectImport> Imports)
{
    /// <summary>An SDK is named, so that the whole file is read together with that SDK's own props and targets.</summary>
    public bool IsSdkStyle => Sdks.Length > 0;
}

/// <summary>One-based line and column of the element's <c>&lt;</c>, as MSBuild reports it; of a file-based app, of the <c>#</c>.</summary>
public readonly record struct FilePosition(long Line, long Column) : IComparable<FilePosition>
{
    public int CompareTo(FilePosition other) => Line != other.Line ? Line.CompareTo(other.Line) : Column.CompareTo(other.Column);

    public static bool operator <(FilePosition left, FilePosition right) => left.CompareTo(right) < 0;

    public static bool operator >(FilePosition left, FilePosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(FilePosition left, FilePosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(FilePosition left, FilePosition right) => left.CompareTo(right) >= 0;
}

/// <param name="Version">Null where the SDK is in the box or global.json gives the version.</param>
public sealed record ProjectSdk(string Name, string? Version, FilePosition Position);

/// <param name="Value">As written, trimmed.</param>
/// <param name="Certainty">Whether the text is what MSBuild will see.</param>
public sealed record ProjectProperty(string Name, string Value, PropertyCertainty Certainty, FilePosition Position);

public enum PropertyCertainty : byte
{
    /// <summary>Unconditional, and free of <c>$(</c>, <c>@(</c> and <c>%(</c>.</summary>
    Literal,

    /// <summary>A literal whose only condition is <c>'$(Name)' == ''</c>: it holds where nothing before it gave a value.</summary>
    Default,

    /// <summary>Mentioned, but only evaluation can tell the value.</summary>
    Open,
}

public enum ProjectItemType : byte
{
    PackageReference,
    PackageVersion,
    GlobalPackageReference,
    PackageDownload,
    ProjectReference,
    FrameworkReference,
    Reference,
}

public enum ItemOperation : byte
{
    Include,
    Update,
    Remove,
}

/// <summary>One item; <c>Include="A;B"</c> makes two with the same position.</summary>
/// <param name="Id">As written: a package id, a project path, an assembly name.</param>
/// <param name="Version">As written; null where there is none.</param>
/// <param name="IsVersionOverride">The version is a VersionOverride, which beats the central one.</param>
/// <param name="VersionPosition">Of the element that holds the version: the item itself or a child element.</param>
/// <param name="IsConditional">The item, its group or an ancestor has a condition, or it only exists while a target runs.</param>
/// <param name="ReferencesOutput">False where ReferenceOutputAssembly is given, whatever its value.</param>
public sealed record ProjectItem(
    ProjectItemType Type,
    ItemOperation Operation,
    string Id,
    string? Version,
    bool IsVersionOverride,
    string? PrivateAssets,
    string? HintPath,
    bool IsConditional,
    bool ReferencesOutput,
    FilePosition Position,
    FilePosition VersionPosition)
{
    /// <summary>The id is what MSBuild will see: no property, item list or wildcard in it.</summary>
    public bool HasLiteralId => MSBuildText.IsLiteral(Id) && !Id.AsSpan().ContainsAny('*', '?');
}

/// <param name="Project">As written.</param>
/// <param name="Sdk">The SDK that the file is part of; null where it is a file of ours.</param>
/// <param name="Condition">As written, its own and those around it joined by <c>and</c>; empty where there is none.</param>
public sealed record ProjectImport(string Project, string? Sdk, string Condition, FilePosition Position);
