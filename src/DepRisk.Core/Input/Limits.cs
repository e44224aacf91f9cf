namespace DepRisk.Input;

/// <summary>The caps on hostile or broken input, in one place. Every error that a cap raises names it and its value.</summary>
public static class Limits
{
    /// <summary>Bytes of one restore output, lock file, project file or nuspec.</summary>
    public const long FileBytes = 256L * 1024 * 1024;

    /// <summary>Bytes of one SBOM.</summary>
    public const long SbomBytes = 1024L * 1024 * 1024;

    /// <summary>Bytes of one nuget.config.</summary>
    public const long ConfigurationBytes = 1024 * 1024;

    /// <summary>Bytes of one facts file: about 300 a package.</summary>
    public const long FactsBytes = 64L * 1024 * 1024;

    /// <summary>Bytes of one policy.</summary>
    public const long PolicyBytes = 1024 * 1024;

    /// <summary>Policies that extend each other.</summary>
    public const int PolicyDepth = 16;

    /// <summary>Characters of a text that a feed's publisher wrote, such as why a version is deprecated; what is longer is cut.</summary>
    public const int FeedTextCharacters = 4_000;

    /// <summary>Reasons for one deprecation; the protocol knows three.</summary>
    public const int FeedTexts = 16;

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

    /// <summary>Bytes of one nuspec.</summary>
    public const long NuspecBytes = 4 * 1024 * 1024;

    /// <summary>Files of one package.</summary>
    public const int PackageFiles = 100_000;

    /// <summary>Nesting of folders in a package.</summary>
    public const int PackageDepth = 64;

    /// <summary>Bytes of one props or targets file of a package.</summary>
    public const long BuildFileBytes = 16 * 1024 * 1024;

    /// <summary>Props and targets files of one package that import each other.</summary>
    public const int BuildFiles = 2_000;

    /// <summary>Properties, imports and tasks of one props or targets file.</summary>
    public const int BuildStatements = 100_000;

    /// <summary>Things that one package brings for the build.</summary>
    public const int BuildAssets = 10_000;

    /// <summary>Values that one property of a package's build can have, and paths that one text of it can mean.</summary>
    public const int BuildValues = 32;

    /// <summary>Characters of a property's value; a longer one counts as unknown.</summary>
    public const int BuildTextCharacters = 8 * 1024;

    /// <summary>Bytes of all files of one package whose digest is computed.</summary>
    public const long BuildCodeBytes = 2L * 1024 * 1024 * 1024;

    /// <summary>Bytes of one assembly or native library.</summary>
    public const long AssemblyBytes = 256L * 1024 * 1024;

    /// <summary>Bytes of IL that are read of one assembly. A body that several methods share counts for each of them.</summary>
    public const long IlBytes = 1024L * 1024 * 1024;

    /// <summary>Characters of one name in metadata; compilers stop at 1,023, and the runtime loads no longer ones.</summary>
    public const int NameCharacters = 64 * 1024;

    /// <summary>Characters of all names in metadata that one analysis keeps; those of the largest assemblies are a tenth of it.</summary>
    public const long NamesCharacters = 64L * 1024 * 1024;

    /// <summary>Bytes of the signatures in one analysis whose type arguments are read, each once.</summary>
    public const long SignatureArgumentBytes = 64L * 1024 * 1024;

    /// <summary>Types nested in types, and bases of one type.</summary>
    public const int TypeDepth = 64;

    /// <summary>Nodes and edges of one call graph.</summary>
    public const int CallEdges = 50_000_000;

    /// <summary>Bytes of one assembly that our own projects were built into.</summary>
    public const long BuiltAssemblyBytes = 512L * 1024 * 1024;

    /// <summary>Bytes of the symbols of one assembly, unpacked where they are embedded in it.</summary>
    public const int SymbolBytes = 512 * 1024 * 1024;

    /// <summary>Nesting of types and of values in one signature or custom attribute of an assembly.</summary>
    public const int SignatureDepth = 256;

    /// <summary>Assemblies below one intermediate folder that may be a build of the project.</summary>
    public const int BuildOutputs = 1_000;

    /// <summary>Bytes of the central directory of one .nupkg; its 65,535 entries (ZIP64 is never signed) stay far below.</summary>
    public const int ArchiveDirectoryBytes = 32 * 1024 * 1024;

    /// <summary>Bytes of one package signature; real ones have 10 to 40 KB.</summary>
    public const int SignatureBytes = 1024 * 1024;

    /// <summary>Certificates, countersignatures and timestamps of one package signature, each; real ones have up to 12, 1 and 1.</summary>
    public const int SignatureParts = 64;

    /// <summary>Accounts that one signature names as owners; real ones have up to about 20.</summary>
    public const int SignatureOwners = 1_000;

    /// <summary>Characters of one account's name.</summary>
    public const int OwnerCharacters = 256;

    /// <summary>Bytes of one bundle of root certificates.</summary>
    public const int RootBundleBytes = 16 * 1024 * 1024;
}
