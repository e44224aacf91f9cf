using System.Collections.Immutable;
using System.Xml;
using DepRisk.Input;

namespace DepRisk.Packages.Feeds;

/// <summary>What one nuget.config says of feeds: <c>packageSources</c>, <c>disabledPackageSources</c> and <c>packageSourceMapping</c>.</summary>
/// <param name="ClearsSources">What files farther up say of sources does not count.</param>
/// <param name="Sources">In the order of the file; a key that occurs twice is where the last one stands.</param>
/// <param name="Disabled">Keys.</param>
/// <param name="Mapping">In the order of the file.</param>
public sealed record FeedConfiguration(
    bool ClearsSources,
    ImmutableArray<FeedSource> Sources,
    bool ClearsDisabled,
    ImmutableArray<string> Disabled,
    bool ClearsMapping,
    ImmutableArray<FeedMapping> Mapping)
{
    /// <summary>Errors: unreadable, no XML, a root that is not <c>configuration</c>.</summary>
    public static Result<FeedConfiguration> Read(string path) =>
        InputFile.Read(path).Succeeded(out var bytes, out var error) ? XmlInput.Parse(path, bytes, FeedConfigurationParser.Read, Limits.ConfigurationBytes) : error;
}

/// <param name="Key">The name, which compares without case.</param>
/// <param name="Address">As written; it may hold a token, and a folder is relative to its file.</param>
public sealed record FeedSource(string Key, string Address);

/// <param name="Key">Of a source.</param>
/// <param name="Patterns">An id, or the beginning of ids before a star; they compare without case.</param>
public sealed record FeedMapping(string Key, ImmutableArray<string> Patterns);

/// <summary>
/// Reads in one pass as NuGet does: names of sections as they are spelt, those of the items in them without regard to case; <c>clear</c> takes back what
/// stands before it, and what is no <c>add</c> or <c>clear</c> is ignored (there is no <c>remove</c>).
/// </summary>
internal sealed class FeedConfigurationParser
{
    private readonly FeedSection<FeedSource> _sources = new(source => source.Key);
    private readonly FeedSection<string> _disabled = new(key => key);
    private readonly FeedSection<FeedMapping> _mapping = new(mapping => mapping.Key);
    private readonly List<string> _patterns = [];
    private string? _mappedKey;

    public static FeedConfiguration Read(XmlReader reader)
    {
        while (reader.NodeType is not XmlNodeType.Element && XmlInput.Read(reader))
        {
        }

        if (reader.LocalName is not "configuration")
        {
            throw new InputException(InputErrorCode.Unexpected, "is no nuget.config: its root is not <configuration>");
        }

        var parser = new FeedConfigurationParser();
        var section = "";
        while (XmlInput.Read(reader))
        {
            if (reader.NodeType is not XmlNodeType.Element)
            {
                continue;
            }

            section = reader.Depth is 1 ? reader.LocalName : section;
            parser.ReadElement(reader, section);
        }

        parser.EndMapping();
        return new FeedConfiguration(
            parser._sources.IsCleared, parser._sources.Items(), parser._disabled.IsCleared, parser._disabled.Items(), parser._mapping.IsCleared, parser._mapping.Items());
    }

    private void ReadElement(XmlReader reader, string section)
    {
        var (isAdd, isClear) = (Is(reader, "add"), Is(reader, "clear"));
        switch (section, reader.Depth)
        {
            case ("packageSources", 2) when isClear: _sources.Clear(); break;
            case ("packageSources", 2) when isAdd && Attribute(reader, "key") is { } key && Attribute(reader, "value") is { } value:
                _sources.Put(new FeedSource(key, value));
                break;
            case ("disabledPackageSources", 2) when isClear: _disabled.Clear(); break;
            case ("disabledPackageSources", 2) when isAdd && Attribute(reader, "key") is { } key: _disabled.Put(key); break;
            case ("packageSourceMapping", 2):
                EndMapping();
                _mappedKey = Is(reader, "packageSource") ? Attribute(reader, "key") : null;
                if (isClear)
                {
                    _mapping.Clear();
                }

                break;
            case ("packageSourceMapping", 3) when Is(reader, "package") && Attribute(reader, "pattern") is { } pattern: _patterns.Add(pattern); break;
        }
    }

    private void EndMapping()
    {
        if (_mappedKey is { } key && _patterns.Count > 0)
        {
            _mapping.Put(new FeedMapping(key, [.. _patterns]));
        }

        _patterns.Clear();
    }

    private static bool Is(XmlReader reader, string name) => reader.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string? Attribute(XmlReader reader, string name) => reader.GetAttribute(name)?.Trim() is { Length: > 0 } value ? value : null;
}
