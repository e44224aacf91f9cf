namespace DepRisk.Input;

/// <summary>The caps on hostile or broken input, in one place. Every error that a cap raises names it and its value.</summary>
public static class Limits
{
    /// <summary>Bytes of one restore output, lock file, project file or nuspec.</summary>
    public const long FileBytes = 256L * 1024 * 1024;

    /// <summary>Bytes of one SBOM.</summary>
    public const long SbomBytes = 1024L * 1024 * 1024;

    /// <summary>Bytes of one facts file: about 300 a package.</summary>
    public const long FactsBytes = 64L * 1024 * 1024;

    /// <summary>Characters of a text that a feed's publisher wrote, such as why a version is deprecated; what is longer is cut.</summary>
    public const int FeedTextCharacters = 4_000;

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
}
