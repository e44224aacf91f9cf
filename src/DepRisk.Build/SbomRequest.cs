using System.Collections.Immutable;
using System.Text;
using DepRisk.Input;
using DepRisk.Sbom;

namespace DepRisk.Build;

/// <summary>
/// One document that a build asks for: the file that the targets leave, one <c>Name=Value</c> a line, for the task and for the program alike. What is not in
/// it does not decide, so that the targets may take it for an input. Every path is absolute.
/// </summary>
/// <param name="ProjectPath">The project file, or app.cs of a file-based app.</param>
/// <param name="DocumentPath">Its extension says the format.</param>
/// <param name="SpecVersion">Of CycloneDX.</param>
internal sealed record SbomRequest(string ProjectPath, string DocumentPath, SpecVersion SpecVersion)
{
    /// <summary>Null where the restore left none.</summary>
    public string? AssetsPath { get; init; }

    /// <summary>What the compiler has just made.</summary>
    public string? AssemblyPath { get; init; }

    /// <summary>Null for the nearest one.</summary>
    public string? LockPath { get; init; }

    /// <summary>Null for the nearest one.</summary>
    public string? PolicyPath { get; init; }

    public string? Framework { get; init; }

    public string? RuntimeIdentifier { get; init; }

    public bool? IsSelfContained { get; init; }

    public string? Manufacturer { get; init; }

    public string? ManufacturerUrl { get; init; }

    public string? Author { get; init; }

    public bool HasSha256 { get; init; }

    /// <summary>What is delivered is described, and not the build output.</summary>
    public bool IsPublished { get; init; }

    /// <summary>Ids of packages that are not.</summary>
    public ImmutableArray<string> NotPublished { get; init; } = [];

    /// <summary>Variables of the build, by name.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    public bool IsXml => IsXmlName(DocumentPath);

    public static Result<SbomRequest> Read(string path) => InputFile.Read(path).Succeeded(out var bytes, out var error) ? Parse(path, bytes) : error;

    internal static Result<SbomRequest> Parse(string path, ReadOnlyMemory<byte> bytes)
    {
        var values = Encoding.UTF8.GetString(InputFile.WithoutBom(bytes).Span)
            .Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .Where(parts => parts is [_, { Length: > 0 }])
            .ToLookup(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        string? Value(string name) => values[name].FirstOrDefault();

        if (Value("Project") is not { } project || Value("Folder") is not { } folder || Value("File") is not { } file || !Path.IsPathFullyQualified(project) || !Path.IsPathFullyQualified(folder))
        {
            return new InputError(InputErrorCode.Unexpected, path, "is no request of the build");
        }

        // A name that leads out of the folder would be written where nobody cleans.
        if (!file.Equals(Path.GetFileName(file), StringComparison.Ordinal) || !(IsXmlName(file) || file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
        {
            return new InputError(InputErrorCode.Unexpected, project, $"sets DepRiskSbomFile to '{file}'; give the name of a file, without a folder, that ends in .json or .xml");
        }

        if (CycloneDxFormat.VersionOf(Value("SpecVersion") ?? "") is not { } version)
        {
            return new InputError(InputErrorCode.Unexpected, project, $"sets DepRiskSbomVersion to '{Value("SpecVersion")}'; give one of {string.Join(", ", CycloneDxFormat.Versions)}");
        }

        if (Value("ManufacturerUrl") is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"))
        {
            return new InputError(InputErrorCode.Unexpected, project, $"sets DepRiskSbomManufacturerUrl to '{url}', which is no web address; write for example https://shop.example");
        }

        return new SbomRequest(project, Path.Combine(folder, file), version)
        {
            AssetsPath = Value("Assets"),
            AssemblyPath = Value("Assembly"),
            LockPath = Value("Lock"),
            PolicyPath = Value("Policy"),
            Framework = Value("Framework"),
            RuntimeIdentifier = Value("RuntimeIdentifier"),
            IsSelfContained = bool.TryParse(Value("SelfContained"), out var isSelfContained) ? isSelfContained : null,
            Manufacturer = Value("Manufacturer"),
            ManufacturerUrl = Value("ManufacturerUrl"),
            Author = Value("Author"),
            HasSha256 = IsTrue(Value("Sha256")),
            IsPublished = IsTrue(Value("Published")),
            NotPublished = [.. values["NotPublished"]],
            Environment = values.Where(value => value.Key.StartsWith("env:", StringComparison.Ordinal)).ToImmutableDictionary(value => value.Key["env:".Length..], value => value.First(), StringComparer.Ordinal),
        };
    }

    private static bool IsXmlName(string file) => file.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);

    private static bool IsTrue(string? text) => "true".Equals(text, StringComparison.OrdinalIgnoreCase);
}
