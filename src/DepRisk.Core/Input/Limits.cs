namespace DepRisk.Input;

/// <summary>The caps on hostile or broken input, in one place. Every error that a cap raises names it and its value.</summary>
public static class Limits
{
    /// <summary>Bytes of one restore output, lock file, project file or nuspec.</summary>
    public const long FileBytes = 256L * 1024 * 1024;

    /// <summary>Bytes of one SBOM.</summary>
    public const long SbomBytes = 1024L * 1024 * 1024;

    /// <summary>Nesting of JSON values. System.Text.Json's own default of 64 is about 30 nested components.</summary>
    public const int JsonDepth = 256;

    /// <summary>Nesting of XML elements.</summary>
    public const int XmlDepth = 256;

    /// <summary>Attributes of one XML element.</summary>
    public const int XmlAttributes = 1_000;

    /// <summary>Characters of one name, version, path or other single value.</summary>
    public const int ValueCharacters = 1024 * 1024;

    /// <summary>Characters of a package id; NuGet's own maximum is 100, other ecosystems allow more.</summary>
    public const int NuGetIdCharacters = 100;

    /// <summary>Nodes of one graph.</summary>
    public const int Nodes = 5_000_000;

    /// <summary>Edges of one graph.</summary>
    public const int Edges = 25_000_000;

    /// <summary>Folders below a scope that are searched for projects.</summary>
    public const int Folders = 200_000;

    /// <summary>Bytes of one assembly that our own projects were built into.</summary>
    public const long BuiltAssemblyBytes = 512L * 1024 * 1024;

    /// <summary>Bytes of the symbols of one assembly, unpacked where they are embedded in it.</summary>
    public const int SymbolBytes = 512 * 1024 * 1024;

    /// <summary>Nesting of types and of values in one signature or custom attribute of an assembly, and of types in types.</summary>
    public const int SignatureDepth = 256;
}
