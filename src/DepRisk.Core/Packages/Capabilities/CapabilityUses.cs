using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using DepRisk.IL;
using DepRisk.Input;

namespace DepRisk.Packages.Capabilities;

/// <summary>Finds for each capability of an assembly the first method, in metadata order, that uses it.</summary>
internal sealed class CapabilityUses(AssemblyImage image, CapabilityMembers members)
{
    private readonly CapabilityUse?[] _uses = new CapabilityUse?[Enum.GetValues<Capability>().Length];
    private readonly MetadataReader _reader = image.Reader;

    // Capabilities that some instruction may still bring.
    private CapabilitySet _open = members.Referenced;
    private bool _hasUnmanagedSignatures = HasUnmanagedSignatures(image.Reader);
    private int _definition;
    private long _read;

    public void Add(CapabilityUse use) => _uses[(int)use.Capability] ??= use;

    public ImmutableArray<CapabilityUse> ToImmutable() => [.. _uses.OfType<CapabilityUse>()];

    /// <returns>Why not all code could be read, as a phrase; null where it was.</returns>
    public string? Find()
    {
        var imports = _reader.GetTableRowCount(TableIndex.ImplMap) > 0;
        string? problem = null;
        foreach (var handle in _reader.MethodDefinitions)
        {
            var method = _reader.GetMethodDefinition(handle);
            if (imports && method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
            {
                imports = AddImport(handle, method);
            }

            AddDefinition(handle);
            if (!_open.IsEmpty || _hasUnmanagedSignatures)
            {
                problem ??= Scan(handle, method);
                if (_read > Limits.IlBytes)
                {
                    return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"has more than {Limits.IlBytes:N0} bytes of IL, which is the limit");
                }
            }
            else if (!imports && _definition == members.Definitions.Count)
            {
                break;
            }
        }

        return problem;
    }

    /// <returns>False: one example is enough.</returns>
    private bool AddImport(MethodDefinitionHandle handle, MethodDefinition method)
    {
        Add(new CapabilityUse(Capability.PInvoke, MetadataNames.Method(_reader, handle), MetadataNames.Import(_reader, method)));
        Close(CapabilitySet.Of(Capability.PInvoke));
        return false;
    }

    private void AddDefinition(MethodDefinitionHandle handle)
    {
        if (_definition == members.Definitions.Count || members.Definitions[_definition].Row != MetadataTokens.GetRowNumber(handle))
        {
            return;
        }

        var name = MetadataNames.Method(_reader, handle);
        AddAll(members.Definitions[_definition++].Capabilities, name, name);
    }

    private string? Scan(MethodDefinitionHandle handle, MethodDefinition method)
    {
        if (!image.TryIl(method, out var il))
        {
            return Undecodable(handle);
        }

        _read += il.Length;
        var instructions = new IlInstructions(il);
        while (instructions.MoveNext())
        {
            if (MemberTokens.Names(instructions.OpCode))
            {
                AddReference(handle, instructions.Token);
            }
            else if (instructions.OpCode is IlInstructions.Calli && _hasUnmanagedSignatures && MemberTokens.IsUnmanaged(_reader, instructions.Token))
            {
                Add(new CapabilityUse(Capability.PInvoke, MetadataNames.Method(_reader, handle), MemberTokens.UnmanagedCall));
                Close(CapabilitySet.Of(Capability.PInvoke));
            }
        }

        return instructions.IsMalformed ? Undecodable(handle) : null;
    }

    private string Undecodable(MethodDefinitionHandle handle) => "has code that cannot be decoded: " + MetadataNames.Method(_reader, handle);

    private void AddReference(MethodDefinitionHandle handle, int token)
    {
        var row = MemberTokens.MemberReferenceRow(_reader, token);
        if (row is 0 || row >= members.References.Length || members.References[row].Intersect(_open) is not { IsEmpty: false } set)
        {
            return;
        }

        AddAll(set, MetadataNames.Method(_reader, handle), MetadataNames.Member(_reader, MetadataTokens.MemberReferenceHandle(row)));
    }

    private void AddAll(CapabilitySet set, string method, string api)
    {
        for (var capability = Capability.Net; (int)capability < _uses.Length; capability++)
        {
            if (set.Contains(capability))
            {
                Add(new CapabilityUse(capability, method, api));
            }
        }

        Close(set);
    }

    private void Close(CapabilitySet set)
    {
        _open = _open.Except(set);
        _hasUnmanagedSignatures &= !set.Contains(Capability.PInvoke);
    }

    private static bool HasUnmanagedSignatures(MetadataReader reader)
    {
        for (var row = 1; row <= reader.GetTableRowCount(TableIndex.StandAloneSig); row++)
        {
            if (MemberTokens.IsUnmanaged(reader, MetadataTokens.GetToken(MetadataTokens.StandaloneSignatureHandle(row))))
            {
                return true;
            }
        }

        return false;
    }
}
