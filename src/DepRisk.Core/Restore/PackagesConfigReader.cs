using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using DepRisk.Input;

namespace DepRisk.Restore;

public static class PackagesConfigReader
{
    public static Result<PackagesConfigFile> Read(string path) =>
        InputFile.Read(path).Succeeded(out var bytes, out var error) ? Parse(path, bytes) : error;

    public static Result<PackagesConfigFile> Parse(string path, ReadOnlyMemory<byte> bytes) =>
        XmlInput.Parse(path, bytes, reader => Root(reader, path));

    // <packages> <package id="Moq" version="4.1.0" targetFramework="net45" /> </packages>
    private static PackagesConfigFile Root(XmlReader reader, string path)
    {
        var packages = ImmutableArray.CreateBuilder<PackagesConfigEntry>();
        var ids = new HashSet<(string Id, string Version)>();
        var hasRoot = false;
        while (XmlInput.Read(reader))
        {
            if (reader.NodeType is not XmlNodeType.Element)
            {
                continue;
            }

            if (reader.Depth is 0)
            {
                hasRoot = reader.LocalName is "packages"
                    ? true
                    : throw new InputException(InputErrorCode.Unexpected, "does not start with <packages>; is it a packages.config?");
            }
            else if (reader.Depth is 1 && reader.LocalName is "package" && Package(reader) is var package)
            {
                packages.Add(ids.Add((package.Id.ToUpperInvariant(), package.Version))
                    ? package
                    : throw new InputException(InputErrorCode.Unexpected, $"lists {package.Id} {package.Version} twice"));
            }
        }

        return hasRoot ? new PackagesConfigFile(path, packages.DrainToImmutable()) : throw new InputException(InputErrorCode.Unexpected, "has no <packages>");
    }

    // <package id="Moq" version="4.1.0" targetFramework="net45" developmentDependency="true" allowedVersions="[4,5)" />
    private static PackagesConfigEntry Package(XmlReader reader)
    {
        var id = Required(reader, "id");
        return id.Length > Limits.NuGetIdCharacters
            ? throw new InputException(InputErrorCode.LimitExceeded, $"has a package id of {id.Length} characters; NuGet's limit is {Limits.NuGetIdCharacters}")
            : new PackagesConfigEntry(
                id,
                Required(reader, "version"),
                Optional(reader, "targetFramework"),
                "true".Equals(Optional(reader, "developmentDependency"), StringComparison.OrdinalIgnoreCase),
                Optional(reader, "allowedVersions"));
    }

    private static string Required(XmlReader reader, string name) =>
        Optional(reader, name) ?? throw new InputException(InputErrorCode.Unexpected, $"has a <package> without {name}");

    private static string? Optional(XmlReader reader, string name) => reader.GetAttribute(name)?.Trim() switch
    {
        null or "" => null,
        { Length: > Limits.ValueCharacters } => throw new InputException(InputErrorCode.LimitExceeded, string.Create(CultureInfo.InvariantCulture, $"has a value longer than {Limits.ValueCharacters:N0} characters")),
        var value => value,
    };
}
