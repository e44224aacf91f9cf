using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using DepRisk.IL;
using DepRisk.Input;

namespace DepRisk.Packages.Capabilities;

/// <summary>What one instruction leads to: methods of the set, types that it brings to life, members of other assemblies.</summary>
internal sealed class CallTargets(TypeTable table, TypeHierarchy hierarchy, CallNodes nodes)
{
    private readonly Dictionary<string, int> _externals = new(StringComparer.Ordinal);
    private readonly int[]?[] _externalOf = new int[]?[table.Assemblies.Length];
    private readonly Dictionary<(int Assembly, int Row), int[]> _resolved = [];
    private readonly Dictionary<(int Assembly, EntityHandle Specification), int[]> _arguments = [];
    private readonly List<EntityHandle> _handles = [];
    private readonly NameBudget _names = new();
    private long _signatures;
    private readonly List<int> _found = [];

    /// <summary>In the order in which code first names them.</summary>
    public List<(string Name, CapabilitySet Capabilities)> Externals { get; } = [];

    /// <param name="row">Receives nodes; the complement of a type stands for that type's initializer.</param>
    public void Add(int index, MethodDefinitionHandle caller, ushort opcode, int token, List<int> row)
    {
        var assembly = table.Assemblies[index];
        if (MemberTokens.Names(opcode))
        {
            AddMember(index, opcode, token, row);
        }
        else if (opcode is IlInstructions.Box or IlInstructions.InitObject)
        {
            AddNamed(index, token, row);
        }
        else if (opcode is IlInstructions.Calli && MemberTokens.IsUnmanaged(assembly.Reader, token))
        {
            assembly.AddOwn(MetadataTokens.GetRowNumber(caller), CapabilitySet.Of(Capability.PInvoke));
        }
    }

    private void AddMember(int index, ushort opcode, int token, List<int> row)
    {
        var assembly = table.Assemblies[index];
        var number = MemberTokens.Row(assembly.Reader, token);
        if (number is 0)
        {
            return;
        }

        switch (MemberTokens.Table(token))
        {
            case TableIndex.MethodDef:
                AddMethod(opcode, assembly.FirstMethod + number - 1, row);
                break;
            case TableIndex.MemberRef:
                AddReference(index, opcode, MetadataTokens.MemberReferenceHandle(number), row);
                break;
            case TableIndex.MethodSpec:
                AddArguments(index, MetadataTokens.EntityHandle(token), row);
                AddInstantiation(index, opcode, assembly.Reader.GetMethodSpecification(MetadataTokens.MethodSpecificationHandle(number)), row);
                break;
            case TableIndex.Field:
                AddField(assembly, assembly.Reader.GetFieldDefinition(MetadataTokens.FieldDefinitionHandle(number)), row);
                break;
            case TableIndex.TypeDef or TableIndex.TypeRef or TableIndex.TypeSpec:
                AddNamed(index, token, row);
                break;
        }
    }

    /// <summary>A plain call of an abstract method is one through a constrained type: a static abstract member of an interface.</summary>
    private void AddMethod(ushort opcode, int method, List<int> row) => row.Add(
        opcode is IlInstructions.CallVirt or IlInstructions.LoadVirtualFunction or IlInstructions.LoadToken || table.Attributes[method].HasFlag(MethodAttributes.Abstract)
            ? nodes.VirtualCall(method)
            : method);

    private static void AddField(LoadedAssembly assembly, FieldDefinition field, List<int> row)
    {
        if (field.Attributes.HasFlag(FieldAttributes.Static) && field.GetDeclaringType() is { IsNil: false } type)
        {
            row.Add(~assembly.NodeOf(type));
        }
    }

    private void AddInstantiation(int index, ushort opcode, MethodSpecification specification, List<int> row)
    {
        if (specification.Method.Kind is HandleKind.MethodDefinition)
        {
            AddMethod(opcode, table.Assemblies[index].NodeOf((MethodDefinitionHandle)specification.Method), row);
        }
        else if (specification.Method.Kind is HandleKind.MemberReference)
        {
            AddReference(index, opcode, (MemberReferenceHandle)specification.Method, row);
        }
    }

    private void AddReference(int index, ushort opcode, MemberReferenceHandle handle, List<int> row)
    {
        var reader = table.Assemblies[index].Reader;
        var member = reader.GetMemberReference(handle);
        if (member.Parent.Kind is HandleKind.TypeSpecification)
        {
            AddArguments(index, member.Parent, row);
        }

        var type = table.Resolve(index, member.Parent);
        if (type is TypeTable.Outside)
        {
            row.Add(External(index, handle));
            return;
        }

        if (member.GetKind() is MemberReferenceKind.Field)
        {
            row.Add(~type);
            return;
        }

        var methods = Methods(index, handle, type);
        foreach (var method in methods)
        {
            AddMethod(opcode, method, row);
        }

        if (methods.Length is 0)
        {
            row.Add(External(index, handle));
        }
    }

    private int[] Methods(int index, MemberReferenceHandle handle, int type)
    {
        var key = (index, MetadataTokens.GetRowNumber(handle));
        if (!_resolved.TryGetValue(key, out var methods))
        {
            var reader = table.Assemblies[index].Reader;
            _found.Clear();
            hierarchy.FindInherited(type, table.KeyOf(reader, reader.GetMemberReference(handle)), _found);
            _resolved.Add(key, methods = [.. _found]);
        }

        return methods;
    }

    private int External(int index, MemberReferenceHandle handle)
    {
        var assembly = table.Assemblies[index];
        var known = _externalOf[index] ??= new int[assembly.Reader.GetTableRowCount(TableIndex.MemberRef) + 1];
        ref var node = ref known[MetadataTokens.GetRowNumber(handle)];
        if (node is 0)
        {
            node = Intern(MetadataNames.Member(assembly.Reader, handle), assembly.Members.References[MetadataTokens.GetRowNumber(handle)]);
        }

        return node;
    }

    /// <summary>Overloads are one node, unless the map tells them apart by their parameters.</summary>
    private int Intern(string name, CapabilitySet capabilities)
    {
        var key = capabilities.IsEmpty ? name : name + "\0" + capabilities.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (!_externals.TryGetValue(key, out var node))
        {
            node = nodes.Count + Externals.Count;
            _externals.Add(_names.Keep(key), node);
            Externals.Add((name, capabilities));
        }

        return node;
    }

    private void AddNamed(int index, int token, List<int> row)
    {
        if (MemberTokens.Row(table.Assemblies[index].Reader, token) is 0)
        {
            return;
        }

        var handle = MetadataTokens.EntityHandle(token);
        if (table.Resolve(index, handle) is not TypeTable.Outside and var type)
        {
            row.Add(nodes.Named(type));
        }

        if (handle.Kind is HandleKind.TypeSpecification)
        {
            AddArguments(index, handle, row);
        }
    }

    /// <summary>Types of the set among the arguments of a type's or method's specification: who gets a type argument may construct it.</summary>
    private void AddArguments(int index, EntityHandle specification, List<int> row)
    {
        if (!_arguments.TryGetValue((index, specification), out var nodes))
        {
            _arguments.Add((index, specification), nodes = Arguments(index, specification));
        }

        row.AddRange(nodes);
    }

    private int[] Arguments(int index, EntityHandle specification)
    {
        var reader = table.Assemblies[index].Reader;
        var first = 0;
        _handles.Clear();
        if (specification.Kind is HandleKind.TypeSpecification)
        {
            var type = (TypeSpecificationHandle)specification;
            SignatureTypes.AddSpecification(_handles, Signature(reader, reader.GetTypeSpecification(type).Signature));
            // The generic type itself, which comes first, is no argument.
            first = TypeTokens.Generic(reader, type).IsNil ? 0 : 1;
        }
        else
        {
            SignatureTypes.AddTo(_handles, Signature(reader, reader.GetMethodSpecification((MethodSpecificationHandle)specification).Signature));
        }

        var named = new SortedSet<int>();
        for (; first < _handles.Count; first++)
        {
            if (table.Resolve(index, _handles[first]) is not TypeTable.Outside and var type)
            {
                named.Add(nodes.Named(type));
            }
        }

        return [.. named];
    }

    /// <summary>Signatures may lie in each other, so that those of a small file have any length together.</summary>
    private BlobReader Signature(MetadataReader reader, BlobHandle handle)
    {
        var signature = reader.GetBlobReader(handle);
        return (_signatures += signature.Length) <= Limits.SignatureArgumentBytes
            ? signature
            : throw MalformedMetadata.Exceeds("bytes of type arguments", Limits.SignatureArgumentBytes);
    }
}
