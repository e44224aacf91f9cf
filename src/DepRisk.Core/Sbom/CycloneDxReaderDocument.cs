using DepRisk.Graph;
using DepRisk.Input;
using static System.FormattableString;

namespace DepRisk.Sbom;

internal enum CycloneDxType : byte
{
    Other,
    Application,
    Framework,
    File,
}

internal enum CycloneDxScope : byte
{
    NotStated,
    Required,
    Optional,
    Excluded,
}

/// <summary>One component as the document states it.</summary>
internal struct CycloneDxComponent
{
    public CycloneDxComponent()
    {
    }

    public CycloneDxType Type { get; set; }

    public CycloneDxScope Scope { get; set; }

    /// <summary>Of the property <c>deprisk:class</c>; null where there is none.</summary>
    public DependencyClass? Class { get; set; }

    /// <summary>1.7: the environment provides it, it is not part of the delivery.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Index of the component that this one is nested in; -1 at the top.</summary>
    public int Parent { get; set; } = -1;

    /// <summary>Index of the bom-ref; -1 where there is none, so that nothing can refer to it.</summary>
    public int Ref { get; set; } = -1;

    public long Place { get; set; }

    public string? Group { get; set; }

    public string? Name { get; set; }

    public string? Version { get; set; }

    public string? Purl { get; set; }
}

/// <summary>An entry of the dependencies section: its edges follow as <see cref="CycloneDxEdge"/>.</summary>
internal readonly record struct CycloneDxSubject(int Ref, long Place);

/// <param name="Subject">Index of the entry that states it.</param>
internal readonly record struct CycloneDxEdge(int Subject, int To);

/// <summary>What a CycloneDX document states, before references are resolved: JSON and XML fill the same lists.</summary>
internal sealed class CycloneDxReaderDocument(CycloneDxReaderLimits limits, Func<long, (long Line, long Column)> position)
{
    public CycloneDxReaderLimits Limits => limits;

    /// <summary>Scratch for a value that is compared with a few words; longer ones are none of them.</summary>
    public char[] Word { get; } = new char[32];

    public CycloneDxReaderRefs Refs { get; } = new();

    /// <summary>Parents stand before what is nested in them.</summary>
    public List<CycloneDxComponent> Components { get; } = [];

    /// <summary>Index of metadata.component; -1 where the document has none.</summary>
    public int Primary { get; set; } = -1;

    public bool HasDependencies { get; set; }

    public List<CycloneDxSubject> Subjects { get; } = [];

    public List<CycloneDxEdge> Edges { get; } = [];

    /// <summary>Refs of services: no components, yet a dependency may point at them.</summary>
    public HashSet<int> Services { get; } = [];

    /// <summary>Aggregates other than "complete" and "not_specified", each with how often it was said.</summary>
    public SortedDictionary<string, int> Gaps { get; } = new(StringComparer.Ordinal);

    /// <summary>A composition says of the dependencies, or of the whole document, that they are not complete.</summary>
    public bool HasUnknownDependencies { get; set; }

    public (long Line, long Column) Position(long place) => position(place);

    /// <summary>Keeps the component's place in the order before what is nested in it is read.</summary>
    public int Reserve()
    {
        if (Components.Count >= limits.Components)
        {
            throw new InputException(InputErrorCode.LimitExceeded, Invariant($"has more than {limits.Components:N0} components"));
        }

        Components.Add(default);
        return Components.Count - 1;
    }

    public int AddSubject(int subject, long place)
    {
        Subjects.Add(new CycloneDxSubject(subject, place));
        return Subjects.Count - 1;
    }

    public void AddEdge(int subject, int to)
    {
        if (Edges.Count >= limits.Edges)
        {
            throw new InputException(InputErrorCode.LimitExceeded, Invariant($"has more than {limits.Edges:N0} dependencies"));
        }

        Edges.Add(new CycloneDxEdge(subject, to));
    }

    /// <param name="namesDependencies">The composition lists dependencies.</param>
    /// <param name="namesOthers">The composition lists assemblies or vulnerabilities.</param>
    public void AddComposition(string? aggregate, bool namesDependencies, bool namesOthers)
    {
        if (aggregate is null or "complete" or "not_specified")
        {
            return;
        }

        Gaps[aggregate] = Gaps.GetValueOrDefault(aggregate) + 1;
        HasUnknownDependencies |= namesDependencies || !namesOthers;
    }

    public static CycloneDxScope ScopeOf(ReadOnlySpan<char> text) => text switch
    {
        "required" => CycloneDxScope.Required,
        "optional" => CycloneDxScope.Optional,
        "excluded" => CycloneDxScope.Excluded,
        _ => CycloneDxScope.NotStated,
    };

    public static CycloneDxType TypeOf(ReadOnlySpan<char> text) => text switch
    {
        "application" => CycloneDxType.Application,
        "framework" => CycloneDxType.Framework,
        "file" => CycloneDxType.File,
        _ => CycloneDxType.Other,
    };

    public static DependencyClass? ClassOf(ReadOnlySpan<char> text) => text switch
    {
        "runtime" => DependencyClass.Runtime,
        "compile" => DependencyClass.Compile,
        "build" => DependencyClass.Build,
        "pruned" => DependencyClass.Pruned,
        "excluded" => DependencyClass.Excluded,
        "downloaded" => DependencyClass.Downloaded,
        "unknown" => DependencyClass.Unknown,
        _ => null,
    };
}

/// <summary>The texts of bom-refs, each kept once: a star of a million edges names its centre a million times.</summary>
internal sealed class CycloneDxReaderRefs
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];

    public int Count => _texts.Count;

    public string this[int id] => _texts[id];

    public int Intern(ReadOnlySpan<char> text)
    {
        var ids = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!ids.TryGetValue(text, out var id))
        {
            id = _texts.Count;
            var kept = text.ToString();
            _texts.Add(kept);
            _ids.Add(kept, id);
        }

        return id;
    }
}
