using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using DepRisk.IL;
using DepRisk.Input;

namespace DepRisk.Binding;

/// <summary>Walks all definitions and instructions of one assembly once and counts what they use of other assemblies.</summary>
public static class AssemblyUsesReader
{
    /// <returns>An error where the assembly is damaged. Damaged symbols cost documents and lines alone.</returns>
    public static Result<AssemblyUses> Read(BuiltAssembly assembly)
    {
        var symbols = assembly.Symbols;
        while (true)
        {
            try
            {
                return new UseWalk(assembly, symbols).Read();
            }
            catch (Exception e) when (MalformedMetadata.Is(e))
            {
                if (symbols is null)
                {
                    return BuiltAssembly.Damaged(assembly.Path);
                }

                symbols = null;
            }
        }
    }
}

internal sealed class UseWalk
{
    private readonly BuiltAssembly _assembly;
    private readonly MetadataReader _metadata;
    private readonly ImmutableArray<SourceDocument> _documents;
    private readonly ReferencedTypes _types;
    private readonly AttributeTypes _attributes;
    private readonly UseTally _tally;
    private readonly SequencePoints? _points;
    private readonly TypeDocuments? _typeDocuments;
    private readonly NameBudget _names = new();
    private byte[] _il = [];
    private long _read;

    public UseWalk(BuiltAssembly assembly, MetadataReader? symbols)
    {
        _assembly = assembly;
        _metadata = assembly.Metadata;
        _documents = symbols is null ? [] : assembly.Documents;
        _tally = new UseTally(_documents.Length);
        _types = new ReferencedTypes(_metadata);
        _attributes = new AttributeTypes(_metadata, _types);
        if (symbols is not null)
        {
            _points = new SequencePoints(symbols);
            _typeDocuments = new TypeDocuments(_metadata, symbols, document => !GeneratedSource.Is(_documents[document].Path));
        }
    }

    public AssemblyUses Read()
    {
        AddAttributes(_metadata.GetAssemblyDefinition().GetCustomAttributes(), SourcePoint.Unknown);
        AddAttributes(_metadata.GetModuleDefinition().GetCustomAttributes(), SourcePoint.Unknown);
        foreach (var type in _metadata.TypeDefinitions)
        {
            AddType(type);
        }

        return new AssemblyUses(_assembly.Name, _assembly.Mvid, _points is not null, _documents, References());
    }

    private void AddType(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        var place = _typeDocuments?.Of(handle) ?? SourcePoint.Unknown;
        AddType(type.BaseType, place);
        AddAttributes(type.GetCustomAttributes(), place);
        AddGenericParameters(type.GetGenericParameters(), place);
        foreach (var implemented in type.GetInterfaceImplementations())
        {
            AddType(_metadata.GetInterfaceImplementation(implemented).Interface, place);
        }

        foreach (var field in type.GetFields())
        {
            var definition = _metadata.GetFieldDefinition(field);
            _tally.Add(_types.OfSignature(definition.Signature), place);
            AddAttributes(definition.GetCustomAttributes(), place);
        }

        // Types of properties and events are those of their accessors.
        foreach (var property in type.GetProperties())
        {
            AddAttributes(_metadata.GetPropertyDefinition(property).GetCustomAttributes(), place);
        }

        foreach (var @event in type.GetEvents())
        {
            AddAttributes(_metadata.GetEventDefinition(@event).GetCustomAttributes(), place);
        }

        foreach (var method in type.GetMethods())
        {
            AddMethod(method, place);
        }
    }

    private void AddMethod(MethodDefinitionHandle handle, SourcePoint typePlace)
    {
        var method = _metadata.GetMethodDefinition(handle);
        _points?.Read(handle);
        var place = _points?.First ?? typePlace;
        _tally.Add(_types.OfSignature(method.Signature), place);
        AddAttributes(method.GetCustomAttributes(), place);
        AddGenericParameters(method.GetGenericParameters(), place);
        foreach (var parameter in method.GetParameters())
        {
            AddAttributes(_metadata.GetParameter(parameter).GetCustomAttributes(), place);
        }

        // Native and runtime methods (P/Invoke, delegates) have no IL at their address.
        if (method.RelativeVirtualAddress is not 0 && (method.ImplAttributes & System.Reflection.MethodImplAttributes.CodeTypeMask) is System.Reflection.MethodImplAttributes.IL)
        {
            AddBody(_assembly.Body(method.RelativeVirtualAddress), place);
        }
    }

    private void AddBody(MethodBodyBlock body, SourcePoint place)
    {
        if (!body.LocalSignature.IsNil)
        {
            _tally.Add(_types.Of(body.LocalSignature).Assemblies, place);
        }

        foreach (var region in body.ExceptionRegions)
        {
            if (region.Kind is ExceptionRegionKind.Catch)
            {
                AddType(region.CatchType, place);
            }
        }

        var hasPoints = _points?.First is not null;
        var instructions = new IlInstructions(Il(body));
        while (instructions.MoveNext())
        {
            if (instructions.HasToken
                && _types.Of((EntityHandle)MetadataTokens.Handle(instructions.Token)) is { Assemblies.Length: > 0 } mention)
            {
                Add(mention, hasPoints ? _points!.At(instructions.Offset) : place);
            }
        }

        if (instructions.IsMalformed)
        {
            throw MalformedMetadata.Exception();
        }
    }

    /// <summary>The block gives its bytes as a pointer or a copy: one buffer serves all methods.</summary>
    private ReadOnlySpan<byte> Il(MethodBodyBlock body)
    {
        var il = body.GetILReader();
        var length = il.Length;
        if ((_read += length) > Limits.IlBytes)
        {
            throw MalformedMetadata.Exceeds("bytes of IL", Limits.IlBytes);
        }

        if (_il.Length < length)
        {
            _il = new byte[Math.Max(length, 2 * _il.Length)];
        }

        il.ReadBytes(length, _il, 0);
        return _il.AsSpan(0, length);
    }

    private void Add(Mention mention, SourcePoint at)
    {
        foreach (var assembly in mention.Assemblies)
        {
            _tally.Add(assembly, at, assembly == mention.Owner ? 1 : 0);
        }
    }

    private void AddType(EntityHandle type, SourcePoint at) => _tally.Add(_types.Of(type).Assemblies, at);

    private void AddGenericParameters(GenericParameterHandleCollection parameters, SourcePoint at)
    {
        foreach (var handle in parameters)
        {
            var parameter = _metadata.GetGenericParameter(handle);
            AddAttributes(parameter.GetCustomAttributes(), at);
            foreach (var constraint in parameter.GetConstraints())
            {
                AddType(_metadata.GetGenericParameterConstraint(constraint).Type, at);
            }
        }
    }

    private void AddAttributes(CustomAttributeHandleCollection attributes, SourcePoint at)
    {
        foreach (var handle in attributes)
        {
            _tally.Add(_attributes.Of(handle), at);
        }
    }

    private ImmutableArray<ReferenceUse> References()
    {
        var leaks = new VisibleSurface(_metadata, _types, _names).Leaks();
        var types = TypeNames();
        var references = new List<ReferenceUse>(_types.Names.Count);
        for (var i = 0; i < _types.Names.Count; i++)
        {
            var documents = _tally.Of(i);
            if (types[i].Count > 0 || documents.Length > 0)
            {
                references.Add(new ReferenceUse(
                    _types.Names[i], _types.Versions[i], Calls(documents), [.. types[i]], documents, i < leaks.Length && leaks[i] is { } members ? [.. members] : []));
            }
        }

        references.Sort(static (a, b) => string.CompareOrdinal(a.Assembly, b.Assembly));
        return [.. references];
    }

    private SortedSet<string>[] TypeNames()
    {
        var names = new SortedSet<string>[_types.Names.Count];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = new SortedSet<string>(_attributes.Named(i), StringComparer.Ordinal);
        }

        // A compiler writes a reference for no type but those that the code names, those around them, and those that the members it uses name.
        foreach (var handle in _metadata.TypeReferences)
        {
            if (_types.AssemblyOf(handle) is >= 0 and var assembly)
            {
                names[assembly].Add(_names.Keep(MetadataNames.Type(_metadata, handle)));
            }
        }

        return names;
    }

    private static int Calls(ImmutableArray<DocumentUse> documents)
    {
        var calls = 0;
        foreach (var document in documents)
        {
            calls += document.CallSites;
        }

        return calls;
    }
}
