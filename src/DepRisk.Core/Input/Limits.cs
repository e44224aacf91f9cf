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

    /// <summary>Bytes of the central directory of one .nupkg; its 65,535 entries (ZIP64 is never signed) stay far below.</summary>
    public const int ArchiveDirectoryBytes = 32 * 1024 * 1024;

    /// <summary>Bytes of one package signature; real ones have 10 to 40 KB.</summary>
    public const int SignatureBytes = 1024 * 1024;

    /// <summary>Certificates, countersignatures and timestamps of one package signature, each; real ones have up to 12, 1 and 1.</summary>
    public const int SignatureParts = 64;

    /// <summary>Bytes of one bundle of root certificates.</summary>
    public const int RootBundleBytes = 16 * 1024 * 1024;
}
