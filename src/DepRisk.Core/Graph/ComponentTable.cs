namespace DepRisk.Graph;

/// <summary>
/// Interns components once a scope. Ids compare without case in every ecosystem that we read by id alone (NuGet), and by
/// their exact spelling elsewhere. The first spelling wins, so callers intern in a deterministic order; not thread-safe for that reason.
/// </summary>
public sealed class ComponentTable
{
    private readonly Dictionary<Key, Component> _components = [];

    public int Count => _components.Count;

    public IEnumerable<Component> Components => _components.Values;

    public Component Intern(ComponentType type, string ecosystem, string id, string? version, string? path = null)
    {
        var key = new Key(type, ecosystem, id, version, path);
        if (!_components.TryGetValue(key, out var component))
        {
            component = new Component(type, ecosystem, id, version, path);
            _components.Add(key, component);
        }

        return component;
    }

    /// <summary>A component of another table, which this one gives from now on wherever an equal one is asked for; the first one that is adopted stays.</summary>
    internal void Adopt(Component component) =>
        _components.TryAdd(new Key(component.Type, component.Ecosystem, component.Id, component.Version, component.Path), component);

    public Component Package(string id, string? version) => Intern(ComponentType.Package, "nuget", id, version);

    /// <summary>A project is its path: two projects may share a name, and references spell names as they like.</summary>
    public Component Project(string id, string? version, string path) => Intern(ComponentType.Project, "", id, version, path);

    private sealed record Key(ComponentType Type, string Ecosystem, string Id, string? Version, string? Path)
    {
        private bool IgnoresCase => Ecosystem is "nuget" || Type is ComponentType.Framework;

        private StringComparer Comparer => IgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

        public bool Equals(Key? other)
        {
            if (other is null || Type != other.Type || !string.Equals(Ecosystem, other.Ecosystem, StringComparison.Ordinal))
            {
                return false;
            }

            return Type is ComponentType.Project && Path is not null
                ? string.Equals(Path, other.Path, StringComparison.Ordinal)
                : Comparer.Equals(Id, other.Id) && Comparer.Equals(Version, other.Version) && string.Equals(Path, other.Path, StringComparison.Ordinal);
        }

        public override int GetHashCode() =>
            Type is ComponentType.Project && Path is not null
                ? HashCode.Combine(Type, Path)
                : HashCode.Combine(Type, Comparer.GetHashCode(Id), Version is null ? 0 : Comparer.GetHashCode(Version));
    }
}
