using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using DepRisk.Graph;

namespace DepRisk.Sbom;

/// <summary>A package URL (purl), in its canonical form: two spellings of one package give equal text.</summary>
/// <param name="Type">Lower case: <c>nuget</c>, <c>npm</c>.</param>
/// <param name="Namespace">Segments joined by <c>/</c>, decoded; null where there is none.</param>
/// <param name="Qualifiers">Sorted by key, values decoded.</param>
public sealed record PackageUrl(
    string Type,
    string? Namespace,
    string Name,
    string? Version,
    ImmutableArray<KeyValuePair<string, string>> Qualifiers,
    string? Subpath)
{
    /// <returns>Null for what is no package: projects, loose files, frameworks that no registry holds.</returns>
    public static PackageUrl? Of(Component component)
    {
        if (component.Ecosystem.Length is 0 || component.Type is ComponentType.Project or ComponentType.File)
        {
            return null;
        }

        // NuGet ids hold no slash, so that only ecosystems with namespaces are split here.
        var slash = component.Id.LastIndexOf('/');
        return Canonical(
            component.Ecosystem,
            slash > 0 ? component.Id[..slash] : null,
            component.Id[(slash + 1)..],
            component.Version,
            [],
            null);
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out PackageUrl? url)
    {
        url = PackageUrlParser.Parse(text);
        return url is not null;
    }

    /// <summary>The id as <see cref="Component.Id"/> spells it, the namespace included.</summary>
    public string Id => Namespace is null ? Name : $"{Namespace}/{Name}";

    internal static PackageUrl Canonical(
        string type,
        string? @namespace,
        string name,
        string? version,
        ImmutableArray<KeyValuePair<string, string>> qualifiers,
        string? subpath)
    {
        type = Lower(type);
        if (LowersNamespace(type))
        {
            @namespace = @namespace is null ? null : Lower(@namespace);
        }

        if (LowersName(type))
        {
            name = Lower(name);
        }

        name = type is "pypi" ? name.Replace('_', '-') : name;

        // NuGet treats versions that differ in build metadata as one, so it would make two purls of one package.
        version = type is "nuget" && version?.IndexOf('+', StringComparison.Ordinal) is >= 0 and var plus ? version[..plus] : version;
        return new PackageUrl(type, @namespace, name, version, qualifiers, subpath);
    }

    public override string ToString()
    {
        var text = new StringBuilder("pkg:").Append(Type).Append('/');
        if (Namespace is not null)
        {
            AppendSegments(text, Namespace);
            text.Append('/');
        }

        Append(text, Name);
        if (Version is not null)
        {
            Append(text.Append('@'), Version);
        }

        var separator = '?';
        foreach (var (key, value) in Qualifiers)
        {
            Append(text.Append(separator).Append(key).Append('='), value);
            separator = '&';
        }

        if (Subpath is not null)
        {
            AppendSegments(text.Append('#'), Subpath);
        }

        return text.ToString();
    }

    public bool Equals(PackageUrl? other) => other is not null && string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    private static void AppendSegments(StringBuilder text, string path)
    {
        var first = true;
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            Append(first ? text : text.Append('/'), segment);
            first = false;
        }
    }

    /// <summary>The purl specification leaves a colon as it is and encodes everything else that is not unreserved.</summary>
    private static void Append(StringBuilder text, string value)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '.' or '-' or '_' or '~' or ':'))
            {
                text.Append((char)rune.Value);
                continue;
            }

            foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)])
            {
                text.Append('%').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }

    private static bool LowersNamespace(string type) =>
        type is "alpm" or "apk" or "bitbucket" or "composer" or "deb" or "github" or "gitlab" or "golang" or "hex" or "npm" or "rpm";

    private static bool LowersName(string type) =>
        type is "alpm" or "apk" or "bitbucket" or "bitnami" or "composer" or "deb" or "github" or "gitlab" or "golang" or "hex" or "npm" or "oci" or "pub" or "pypi";

#pragma warning disable CA1308 // Normalize strings to uppercase: the purl specification asks for lower case.
    private static string Lower(string text) => text.ToLowerInvariant();
#pragma warning restore CA1308
}
