using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>What the files of ours say about the references of one project, and how far that is certain without evaluation.</summary>
internal sealed class LiteralReferences
{
    private readonly ProjectSources _sources;
    private readonly Dictionary<string, List<SourcedItem>> _packages = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<SourcedItem>> _central = new(StringComparer.OrdinalIgnoreCase);

    public LiteralReferences(ProjectSources sources)
    {
        _sources = sources;
        foreach (var sourced in sources.Items)
        {
            switch (sourced.Item.Type)
            {
                case ProjectItemType.PackageReference or ProjectItemType.GlobalPackageReference:
                    HasOpenIncludes |= !sourced.Item.HasLiteralId && sourced.Item.Operation is ItemOperation.Include;
                    HasOpenRemovals |= !sourced.Item.HasLiteralId && sourced.Item.Operation is ItemOperation.Remove;
                    HasOpenUpdates |= !sourced.Item.HasLiteralId && sourced.Item.Operation is ItemOperation.Update;
                    Add(_packages, sourced);
                    break;
                case ProjectItemType.PackageVersion:
                    HasOpenUpdates |= !sourced.Item.HasLiteralId;
                    Add(_central, sourced);
                    break;
            }
        }
    }

    /// <summary>Some package ids are only known to evaluation.</summary>
    public bool HasOpenIncludes { get; }

    public bool HasOpenRemovals { get; }

    public bool HasOpenUpdates { get; }

    public bool Mentions(string packageId) => _packages.ContainsKey(packageId);

    /// <summary>References that every build of the project makes.</summary>
    public IEnumerable<SourcedItem> Certain(bool isCentral)
    {
        if (HasOpenRemovals)
        {
            yield break;
        }

        foreach (var mentions in _packages.Values)
        {
            var include = mentions.Find(one => one.Item is { Operation: ItemOperation.Include, IsConditional: false, HasLiteralId: true }
                && (isCentral || one.Item.Type is ProjectItemType.PackageReference));
            if (include is not null && !mentions.Exists(one => one.Item.Operation is ItemOperation.Remove))
            {
                yield return include;
            }
        }
    }

    /// <summary>The version that the files ask for; null where a condition, a property or a second opinion makes it uncertain.</summary>
    public string? Version(string packageId, bool isCentral)
    {
        var mentions = _packages[packageId];
        if (HasOpenUpdates || mentions.Exists(one => one.Item.IsConditional))
        {
            return null;
        }

        if (!isCentral)
        {
            return Literal(mentions.FindLast(one => one.Item.Version is not null)?.Item);
        }

        var own = mentions.FindLast(one => one.Item.IsVersionOverride || (one.Item.Type is ProjectItemType.GlobalPackageReference && one.Item.Version is not null));
        if (own is not null)
        {
            return Literal(own.Item);
        }

        return _central.TryGetValue(packageId, out var central)
            && !mentions.Exists(one => one.Item.Version is not null)
            && !central.Exists(one => one.Item.IsConditional || one.Item.Operation is ItemOperation.Remove)
            ? Literal(central.FindLast(one => one.Item.Version is not null)?.Item)
            : null;
    }

    private string? Literal(ProjectItem? item) => item?.Version switch
    {
        null => null,
        ['$', '(', .. var name, ')'] when !name.Contains('$', StringComparison.Ordinal) => _sources.Property(name).Value,
        var version => MSBuildText.IsLiteral(version) ? version : null,
    };

    private static void Add(Dictionary<string, List<SourcedItem>> mentions, SourcedItem sourced)
    {
        if (!mentions.TryGetValue(sourced.Item.Id, out var list))
        {
            list = [];
            mentions.Add(sourced.Item.Id, list);
        }

        list.Add(sourced);
    }
}
