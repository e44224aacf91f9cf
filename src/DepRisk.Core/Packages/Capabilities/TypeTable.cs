using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using DepRisk.IL;
using DepRisk.Input;

namespace DepRisk.Packages.Capabilities;

/// <summary>The types and methods of a set of assemblies, numbered through, and what a token of one assembly means in another.</summary>
internal sealed class TypeTable
{
    public const int Outside = -1;

    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _assemblyByName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int>?[] _typesByName;
    private readonly int[]?[] _resolved;
    private readonly int[] _name;
    private readonly int[] _shape;
    private readonly int[] _byKey;
    private readonly NameBudget _budget = new();

    public TypeTable(ImmutableArray<LoadedAssembly> assemblies)
    {
        Assemblies = assemblies;
        _typesByName = new Dictionary<string, int>?[assemblies.Length];
        _resolved = new int[]?[assemblies.Length];
        (Methods, Types) = assemblies is [.., var last] ? (last.FirstMethod + last.Methods, last.FirstType + last.Types) : (0, 0);
        (_name, _shape, _byKey, TypeOf) = (new int[Methods], new int[Methods], new int[Methods], new int[Methods]);
        Attributes = new MethodAttributes[Methods];
        MethodsOf = new (int, int)[Types];
        Array.Fill(TypeOf, Outside);
        for (var i = 0; i < assemblies.Length; i++)
        {
            if (assemblies[i].Name is { } name)
            {
                _assemblyByName.TryAdd(name, i);
            }
        }
    }

    public ImmutableArray<LoadedAssembly> Assemblies { get; }

    public int Methods { get; }

    public int Types { get; }

    /// <summary>The type of each method.</summary>
    public int[] TypeOf { get; }

    public MethodAttributes[] Attributes { get; }

    /// <summary>First method of each type, and the one behind the last.</summary>
    public (int First, int End)[] MethodsOf { get; }

    /// <summary>Reads names and shapes of all methods of one assembly.</summary>
    public void Read(LoadedAssembly assembly)
    {
        var reader = assembly.Reader;
        var names = new Dictionary<StringHandle, int>();
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = assembly.NodeOf(handle);
            var (first, end) = (int.MaxValue, 0);
            foreach (var methodHandle in reader.GetTypeDefinition(handle).GetMethods())
            {
                var method = assembly.NodeOf(methodHandle);
                var definition = reader.GetMethodDefinition(methodHandle);
                (TypeOf[method], Attributes[method]) = (type, definition.Attributes);
                (_name[method], _shape[method]) = (NameId(reader, names, definition.Name), Shape(reader, definition.Signature));
                (first, end) = (Math.Min(first, method), Math.Max(end, method + 1));
            }

            MethodsOf[type] = first < end ? (first, end) : default;
            SortByKey(type);
        }
    }

    /// <returns>The type of the set behind a handle, through one generic instantiation; <see cref="Outside"/> for all others.</returns>
    public int Resolve(int assembly, EntityHandle type)
    {
        if (type.IsNil)
        {
            return Outside;
        }

        var reader = Assemblies[assembly].Reader;
        if (type.Kind is HandleKind.TypeSpecification)
        {
            type = TypeTokens.Generic(reader, (TypeSpecificationHandle)type);
        }

        return type.Kind switch
        {
            HandleKind.TypeDefinition when MetadataTokens.GetRowNumber(type) is > 0 and var row && row <= Assemblies[assembly].Types => Assemblies[assembly].FirstType + row - 1,
            HandleKind.TypeReference when !type.IsNil => ResolveReference(assembly, (TypeReferenceHandle)type),
            _ => Outside,
        };
    }

    /// <summary>The methods of a type with that name, count of parameters and count of type parameters; of several the one with the same signature where it can be told.</summary>
    /// <returns>How many methods had to be compared.</returns>
    public int FindMethods(int type, MethodKey key, List<int> found)
    {
        var start = found.Count;
        var (first, end) = MethodsOf[type];
        for (var i = FirstOf(first, end, key); i < end && _byKey[i] is var method && _name[method] == key.Name && _shape[method] == key.Shape; i++)
        {
            if (TypeOf[method] == type)
            {
                found.Add(method);
            }
        }

        var compared = found.Count - start;
        if (compared > 1)
        {
            KeepExact(found, start, key);
        }

        return compared;
    }

    public MethodKey KeyOf(int method)
    {
        var assembly = AssemblyOf(method);
        var definition = assembly.Reader.GetMethodDefinition(MetadataTokens.MethodDefinitionHandle(method - assembly.FirstMethod + 1));
        return new MethodKey(_name[method], _shape[method], assembly.Reader, definition.Signature, IsReference: false);
    }

    /// <returns>A name that no method of the set has gives a key that finds nothing.</returns>
    public MethodKey KeyOf(MetadataReader reader, MemberReference member) => new(
        _names.GetValueOrDefault(reader.GetString(member.Name), Outside), Shape(reader, member.Signature), reader, member.Signature, IsReference: true);

    public LoadedAssembly AssemblyOf(int method) => Assemblies[AssemblyIndexOf(method)];

    public int AssemblyIndexOf(int method)
    {
        var index = 0;
        while (index + 1 < Assemblies.Length && Assemblies[index + 1].FirstMethod <= method)
        {
            index++;
        }

        return index;
    }

    /// <summary>Within a type by name and shape, those of equal keys in the order of metadata: interfaces and classes of thousands of methods are searched often.</summary>
    private void SortByKey(int type)
    {
        var (first, end) = MethodsOf[type];
        for (var method = first; method < end; method++)
        {
            _byKey[method] = method;
        }

        _byKey.AsSpan(first, end - first).Sort((a, b) => Compare(_name[a], _shape[a], _name[b], _shape[b]) is not 0 and var order ? order : a.CompareTo(b));
    }

    private int FirstOf(int first, int end, MethodKey key)
    {
        while (first < end)
        {
            var middle = first + ((end - first) / 2);
            var method = _byKey[middle];
            (first, end) = Compare(_name[method], _shape[method], key.Name, key.Shape) < 0 ? (middle + 1, end) : (first, middle);
        }

        return first;
    }

    private static int Compare(int name, int shape, int otherName, int otherShape) =>
        name.CompareTo(otherName) is not 0 and var order ? order : shape.CompareTo(otherShape);

    private void KeepExact(List<int> found, int start, MethodKey key)
    {
        for (var i = start; i < found.Count; i++)
        {
            if (key.HasSignatureOf(KeyOf(found[i])))
            {
                var exact = found[i];
                found.RemoveRange(start, found.Count - start);
                found.Add(exact);
                return;
            }
        }
    }

    private int ResolveReference(int assembly, TypeReferenceHandle handle)
    {
        var reader = Assemblies[assembly].Reader;
        var cache = _resolved[assembly] ??= new int[reader.GetTableRowCount(TableIndex.TypeRef) + 1];
        ref var known = ref cache[MetadataTokens.GetRowNumber(handle)];
        if (known is 0)
        {
            // 0 is not asked yet, -1 outside, others one more than the type.
            known = Find(reader, handle) is var type and not Outside ? type + 1 : Outside;
        }

        return known is Outside ? Outside : known - 1;
    }

    private int Find(MetadataReader reader, TypeReferenceHandle handle)
    {
        var scope = reader.GetTypeReference(handle).ResolutionScope;
        for (var depth = 0; depth < Limits.TypeDepth && !scope.IsNil && scope.Kind is HandleKind.TypeReference; depth++)
        {
            scope = reader.GetTypeReference((TypeReferenceHandle)scope).ResolutionScope;
        }

        if (scope.IsNil || scope.Kind is not HandleKind.AssemblyReference
            || !_assemblyByName.TryGetValue(reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name), out var assembly))
        {
            return Outside;
        }

        return (_typesByName[assembly] ??= TypeNames(Assemblies[assembly], _budget)).GetValueOrDefault(MetadataNames.Type(reader, handle), Outside);
    }

    private static Dictionary<string, int> TypeNames(LoadedAssembly assembly, NameBudget budget)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var handle in assembly.Reader.TypeDefinitions)
        {
            names.TryAdd(budget.Keep(MetadataNames.Type(assembly.Reader, handle)), assembly.NodeOf(handle));
        }

        return names;
    }

    private int NameId(MetadataReader reader, Dictionary<StringHandle, int> known, StringHandle handle)
    {
        if (!known.TryGetValue(handle, out var id))
        {
            var name = MetadataNames.Text(reader, handle);
            if (!_names.TryGetValue(name, out id))
            {
                _names.Add(_budget.Keep(name), id = _names.Count);
            }

            known.Add(handle, id);
        }

        return id;
    }

    /// <summary>Count of parameters, and of type parameters above it.</summary>
    private static int Shape(MetadataReader reader, BlobHandle signature)
    {
        var blob = reader.GetBlobReader(signature);
        var header = blob.ReadSignatureHeader();
        if (header.Kind is not SignatureKind.Method)
        {
            return Outside;
        }

        var generic = header.IsGeneric ? blob.ReadCompressedInteger() : 0;
        return (generic << 16) | (blob.ReadCompressedInteger() & 0xFFFF);
    }
}
