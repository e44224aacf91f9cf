namespace DepRisk.Graph;

public enum ComponentType : byte
{
    /// <summary>First-party: one of our own projects.</summary>
    Project,
    Package,

    /// <summary>A shared framework or a runtime pack, for example Microsoft.AspNetCore.App.</summary>
    Framework,

    /// <summary>A loose file: a referenced DLL, a native library.</summary>
    File,
}

/// <summary>
/// What a node of a graph stands for. Components are interned by a <see cref="ComponentTable"/>, so that inside one scope
/// reference equality is identity.
/// </summary>
public sealed class Component
{
    internal Component(ComponentType type, string ecosystem, string id, string? version, string? path)
    {
        Type = type;
        Ecosystem = ecosystem;
        Id = id;
        Version = version;
        Path = path;
    }

    public ComponentType Type { get; }

    /// <summary>The package URL type, for example <c>nuget</c> or <c>npm</c>; empty where there is none.</summary>
    public string Ecosystem { get; }

    /// <summary>The id as the component spells itself. A namespace is part of it: <c>@scope/name</c>.</summary>
    public string Id { get; }

    /// <summary>The normalised version; null where nothing states one.</summary>
    public string? Version { get; }

    /// <summary>Of a project or file: its path relative to the scope, with <c>/</c>; null otherwise.</summary>
    public string? Path { get; }

    public override string ToString() => Version is null ? Id : $"{Id} {Version}";
}
