using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.InteropServices;
using DepRisk.IL;
using DepRisk.Input;

namespace DepRisk.Binding;

/// <summary>What an instruction or signature of ours means in terms of referenced assemblies.</summary>
/// <param name="Owner">The assembly whose member it is; -1 where it is a type, or a member of our own or of an array.</param>
/// <param name="Assemblies">All assemblies whose types it names, distinct, the owner included.</param>
internal readonly record struct Mention(int Owner, int[] Assemblies)
{
    public static readonly Mention None = new(-1, []);
}

/// <summary>
/// Resolves tokens of one module to the assemblies that it refers to, by index. Each row is resolved once. References of the same simple
/// name are one assembly.
/// </summary>
internal sealed class ReferencedTypes
{
    private const int Unresolved = -2;

    private readonly MetadataReader _metadata;
    private readonly int[] _ofReference;
    private readonly int[] _ofType;
    private readonly Mention?[] _members;
    private readonly Mention?[] _methods;
    private readonly int[]?[] _specifications;
    private readonly int[]?[] _alone;
    private readonly List<EntityHandle> _handles = [];
    private readonly List<int> _found = [];
    private readonly List<int[]> _single = [];
    private readonly Dictionary<BlobHandle, int[]> _signatures = [];
    private readonly Dictionary<string, int> _byName = new(StringComparer.OrdinalIgnoreCase);

    private long _read;

    public ReferencedTypes(MetadataReader metadata)
    {
        _metadata = metadata;
        _ofReference = new int[metadata.AssemblyReferences.Count + 1];
        foreach (var handle in metadata.AssemblyReferences)
        {
            var reference = metadata.GetAssemblyReference(handle);
            var assembly = Assembly(metadata.GetString(reference.Name));
            _ofReference[MetadataTokens.GetRowNumber(handle)] = assembly;
            Versions[assembly] = reference.Version > Versions[assembly] ? reference.Version : Versions[assembly];
        }

        _ofType = new int[metadata.TypeReferences.Count + 1];
        Array.Fill(_ofType, Unresolved);
        _members = new Mention?[metadata.MemberReferences.Count + 1];
        _methods = new Mention?[metadata.GetTableRowCount(TableIndex.MethodSpec) + 1];
        _specifications = new int[]?[metadata.GetTableRowCount(TableIndex.TypeSpec) + 1];
        _alone = new int[]?[metadata.GetTableRowCount(TableIndex.StandAloneSig) + 1];
    }

    public List<string> Names { get; } = [];

    public List<Version> Versions { get; } = [];

    /// <summary>The index of an assembly, made where the module names it in a string alone.</summary>
    public int Assembly(string name)
    {
        if (!_byName.TryGetValue(name, out var assembly))
        {
            assembly = Names.Count;
            _byName.Add(name, assembly);
            Names.Add(name);
            _single.Add([assembly]);
            Versions.Add(new Version(0, 0, 0, 0));
        }

        return assembly;
    }

    /// <summary>Of a type reference: the index of its assembly; -1 where it is another module's or nobody's.</summary>
    public int AssemblyOf(TypeReferenceHandle handle)
    {
        ref var assembly = ref _ofType[MetadataTokens.GetRowNumber(handle)];
        return assembly is Unresolved ? assembly = Resolve(handle) : assembly;
    }

    /// <summary>Of any token that an instruction or a table holds; <see cref="Mention.None"/> for our own definitions.</summary>
    public Mention Of(EntityHandle handle) => handle.Kind switch
    {
        _ when handle.IsNil => Mention.None,
        HandleKind.MemberReference => OfMember((MemberReferenceHandle)handle),
        HandleKind.MethodSpecification => OfMethod((MethodSpecificationHandle)handle),
        HandleKind.TypeReference => AssemblyOf((TypeReferenceHandle)handle) is >= 0 and var assembly ? new Mention(-1, _single[assembly]) : Mention.None,
        HandleKind.TypeSpecification => new Mention(-1, OfSpecification((TypeSpecificationHandle)handle)),
        HandleKind.StandaloneSignature => new Mention(-1, OfStandalone((StandaloneSignatureHandle)handle)),
        _ => Mention.None,
    };

    /// <summary>The assemblies whose types a signature of one of our own definitions names.</summary>
    public int[] OfSignature(BlobHandle signature)
    {
        // `void ()` is the signature of half of all methods.
        ref var assemblies = ref CollectionsMarshal.GetValueRefOrAddDefault(_signatures, signature, out _);
        if (assemblies is null)
        {
            _handles.Clear();
            SignatureTypes.AddTo(_handles, Blob(signature));
            assemblies = Distinct(-1);
        }

        return assemblies;
    }

    private Mention OfMember(MemberReferenceHandle handle)
    {
        ref var mention = ref _members[MetadataTokens.GetRowNumber(handle)];
        if (mention is null)
        {
            var member = _metadata.GetMemberReference(handle);
            _handles.Clear();
            var owner = Owner(member.Parent);
            SignatureTypes.AddTo(_handles, Blob(member.Signature));
            mention = new Mention(owner, Distinct(owner));
        }

        return mention.Value;
    }

    // Leaves the types that the parent names among the handles: List<Ours>.Add is a member of the framework and names Ours.
    private int Owner(EntityHandle parent)
    {
        switch (parent.Kind)
        {
            case HandleKind.TypeReference:
                return AssemblyOf((TypeReferenceHandle)parent);
            case HandleKind.TypeSpecification:
                var specification = _metadata.GetTypeSpecification((TypeSpecificationHandle)parent);
                SignatureTypes.AddSpecification(_handles, Blob(specification.Signature));
                return TypeTokens.ReferencedType(_metadata, parent) is { IsNil: false } owner ? AssemblyOf(owner) : -1;
            default:
                return -1;
        }
    }

    private Mention OfMethod(MethodSpecificationHandle handle)
    {
        ref var mention = ref _methods[MetadataTokens.GetRowNumber(handle)];
        if (mention is null)
        {
            var method = _metadata.GetMethodSpecification(handle);
            var generic = method.Method.Kind is HandleKind.MemberReference ? OfMember((MemberReferenceHandle)method.Method) : Mention.None;
            _handles.Clear();
            SignatureTypes.AddTo(_handles, Blob(method.Signature));
            mention = generic with { Assemblies = [.. generic.Assemblies.Union(Distinct(-1))] };
        }

        return mention.Value;
    }

    private int[] OfSpecification(TypeSpecificationHandle handle)
    {
        ref var assemblies = ref _specifications[MetadataTokens.GetRowNumber(handle)];
        if (assemblies is null)
        {
            _handles.Clear();
            SignatureTypes.AddSpecification(_handles, Blob(_metadata.GetTypeSpecification(handle).Signature));
            assemblies = Distinct(-1);
        }

        return assemblies;
    }

    private int[] OfStandalone(StandaloneSignatureHandle handle)
    {
        ref var assemblies = ref _alone[MetadataTokens.GetRowNumber(handle)];
        return assemblies ??= OfSignature(_metadata.GetStandaloneSignature(handle).Signature);
    }

    /// <summary>Each is read once. They may lie in each other, so that those of a small file have any length together.</summary>
    private BlobReader Blob(BlobHandle handle)
    {
        var blob = _metadata.GetBlobReader(handle);
        return (_read += blob.Length) <= Limits.BuiltAssemblyBytes ? blob : throw MalformedMetadata.Exceeds("bytes of signatures", Limits.BuiltAssemblyBytes);
    }

    /// <summary>The assemblies of the collected handles and of the owner.</summary>
    private int[] Distinct(int owner)
    {
        _found.Clear();
        if (owner >= 0)
        {
            _found.Add(owner);
        }

        foreach (var handle in _handles)
        {
            if (handle is { Kind: HandleKind.TypeReference, IsNil: false }
                && AssemblyOf((TypeReferenceHandle)handle) is >= 0 and var assembly && !_found.Contains(assembly))
            {
                _found.Add(assembly);
            }
        }

        return _found.Count is 0 ? [] : [.. _found];
    }

    private int Resolve(TypeReferenceHandle handle)
    {
        for (var depth = 0; depth < Limits.TypeDepth; depth++)
        {
            var scope = _metadata.GetTypeReference(handle).ResolutionScope;
            switch (scope.Kind)
            {
                case HandleKind.TypeReference when !scope.IsNil:
                    handle = (TypeReferenceHandle)scope;
                    break;
                case HandleKind.AssemblyReference when !scope.IsNil:
                    return _ofReference[MetadataTokens.GetRowNumber(scope)];
                default:
                    return -1;
            }
        }

        throw MalformedMetadata.Exception();
    }
}
