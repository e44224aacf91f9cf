using System.Collections.Immutable;
using System.Text;
using System.Xml;
using DepRisk.Input;

namespace DepRisk.Packages;

/// <summary>What a package says of itself. Anybody can write anything here; owners, which prove something, are in the signature.</summary>
/// <param name="RequiresLicenseAcceptance">Whoever installs it by hand is asked to accept the licence; a restore never asks.</param>
/// <param name="PackageTypes">Empty where it names none, which means a dependency.</param>
/// <param name="DependencyGroups">In the order of the file; empty where it declares none.</param>
public sealed record Nuspec(
    string? Id,
    string? Version,
    string? Authors,
    string? ProjectUrl,
    NuspecRepository? Repository,
    NuspecLicense? License,
    string? Copyright,
    bool IsDevelopmentDependency,
    bool RequiresLicenseAcceptance,
    ImmutableArray<NuspecPackageType> PackageTypes,
    ImmutableArray<NuspecDependencyGroup> DependencyGroups)
{
    public static Result<Nuspec> Parse(string path, ReadOnlyMemory<byte> bytes) => XmlInput.Parse(path, bytes, NuspecParser.Read, Limits.NuspecBytes);
}

/// <param name="Name">As written; NuGet compares it without regard to case.</param>
/// <param name="Version">Of the type, as written; null where it does not say.</param>
public sealed record NuspecPackageType(string Name, string? Version);

public sealed record NuspecRepository(string? Type, string? Url, string? Commit);

/// <param name="Text">The SPDX expression, the path of a file in the package, or a URL.</param>
public sealed record NuspecLicense(NuspecLicenseType Type, string Text)
{
    public const string File = "file";
    public const string Url = "url";

    /// <summary>What can be compared from version to version: the expression; of a file or a page that it is one.</summary>
    public string Kind => Type switch
    {
        NuspecLicenseType.Expression => Text,
        NuspecLicenseType.File => File,
        _ => Url,
    };
}

public enum NuspecLicenseType : byte
{
    Expression,
    File,

    /// <summary>Deprecated since NuGet 4.9: what the page says can change after the release.</summary>
    Url,
}

/// <summary>Reads <c>package/metadata</c>, whatever the namespace: seven schema namespaces exist and say the same.</summary>
internal static class NuspecParser
{
    public static Nuspec Read(XmlReader reader)
    {
        while (reader.NodeType is not XmlNodeType.Element && XmlInput.Read(reader))
        {
        }

        if (reader.LocalName is not "package")
        {
            throw new InputException(InputErrorCode.Unexpected, "is not a nuspec: its root is not <package>");
        }

        var fields = new Fields();
        while (XmlInput.Read(reader))
        {
            if (reader.NodeType is XmlNodeType.Element && reader is { Depth: 1, LocalName: "metadata", IsEmptyElement: false })
            {
                ReadMetadata(reader, fields);
            }
        }

        return fields.ToNuspec();
    }

    private static void ReadMetadata(XmlReader reader, Fields fields)
    {
        while (XmlInput.Read(reader) && reader.Depth > 1)
        {
            if (reader.NodeType is XmlNodeType.Element && reader.Depth is 2)
            {
                ReadField(reader, fields);
            }
            else if (reader.NodeType is XmlNodeType.Element && reader is { Depth: 3, LocalName: "packageType" } && Trimmed(reader.GetAttribute("name")) is { } type)
            {
                fields.PackageTypes.Add(new NuspecPackageType(type, Trimmed(reader.GetAttribute("version"))));
            }
        }
    }

    private static void ReadField(XmlReader reader, Fields fields)
    {
        switch (reader.LocalName)
        {
            case "id": fields.Id = Text(reader); break;
            case "version": fields.Version = Text(reader); break;
            case "authors": fields.Authors = Text(reader); break;
            case "projectUrl": fields.ProjectUrl = Text(reader); break;
            case "copyright": fields.Copyright = Text(reader); break;
            case "licenseUrl": fields.LicenseUrl = Text(reader); break;
            case "developmentDependency": fields.IsDevelopmentDependency = bool.TryParse(Text(reader), out var value) && value; break;
            case "requireLicenseAcceptance": fields.RequiresLicenseAcceptance = bool.TryParse(Text(reader), out var isRequired) && isRequired; break;
            case "dependencies": fields.DependencyGroups.AddRange(NuspecDependencyReader.Read(reader)); break;
            case "license":
                var isFile = string.Equals(reader.GetAttribute("type"), "file", StringComparison.OrdinalIgnoreCase);
                fields.License = Text(reader) is { } license
                    ? new NuspecLicense(isFile ? NuspecLicenseType.File : NuspecLicenseType.Expression, license)
                    : null;
                break;
            case "repository":
                fields.Repository = new NuspecRepository(
                    Trimmed(reader.GetAttribute("type")), Trimmed(reader.GetAttribute("url")), Trimmed(reader.GetAttribute("commit")));
                break;
        }
    }

    /// <summary>The text of the element that the reader is on; leaves the reader on its end.</summary>
    private static string? Text(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return null;
        }

        var depth = reader.Depth;
        var text = new StringBuilder();
        while (XmlInput.Read(reader) && reader.Depth > depth)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                text.Append(reader.Value);
            }
        }

        return Trimmed(text.ToString());
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private sealed class Fields
    {
        public string? Id;
        public string? Version;
        public string? Authors;
        public string? ProjectUrl;
        public string? Copyright;
        public string? LicenseUrl;
        public bool IsDevelopmentDependency;
        public bool RequiresLicenseAcceptance;
        public NuspecLicense? License;
        public NuspecRepository? Repository;
        public List<NuspecPackageType> PackageTypes = [];
        public List<NuspecDependencyGroup> DependencyGroups = [];

        public Nuspec ToNuspec() => new(
            Id, Version, Authors, ProjectUrl, Repository, License ?? FromUrl(LicenseUrl), Copyright, IsDevelopmentDependency,
            RequiresLicenseAcceptance, [.. PackageTypes], [.. DependencyGroups]);

        /// <summary>
        /// `dotnet pack` writes the page of an expression beside it, https://licenses.HOST/EXPRESSION; where only that survived,
        /// as in old rewriting tools, the expression is still what was declared.
        /// </summary>
        private static NuspecLicense? FromUrl(string? url)
        {
            if (url is null)
            {
                return null;
            }

            return Uri.TryCreate(url, UriKind.Absolute, out var uri)
                && uri.Host.StartsWith("licenses.", StringComparison.OrdinalIgnoreCase)
                && uri.Host.EndsWith(".nuget.org", StringComparison.OrdinalIgnoreCase)
                && Uri.UnescapeDataString(uri.AbsolutePath).Trim('/') is { Length: > 0 } expression
                    ? new NuspecLicense(NuspecLicenseType.Expression, expression)
                    : new NuspecLicense(NuspecLicenseType.Url, url);
        }
    }
}
