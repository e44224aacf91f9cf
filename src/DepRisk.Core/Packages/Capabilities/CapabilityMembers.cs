using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using DepRisk.IL;

namespace DepRisk.Packages.Capabilities;

/// <summary>
/// Which members of one assembly's tables matter, decided once: a namespace by its handle, then a type reference, then its member references.
/// Most assemblies refer to a dozen that do.
/// </summary>
internal sealed class CapabilityMembers
{
    private readonly MetadataReader _reader;
    private readonly CapabilityMap _map;
    private readonly Dictionary<StringHandle, ImmutableArray<CapabilityRule>> _namespaces = [];
    private readonly ImmutableArray<CapabilityRule>[] _typeReferences;

    private CapabilityMembers(MetadataReader reader, CapabilityMap map)
    {
        _reader = reader;
        _map = map;
        _typeReferences = new ImmutableArray<CapabilityRule>[reader.GetTableRowCount(TableIndex.TypeRef) + 1];
        References = new CapabilitySet[reader.GetTableRowCount(TableIndex.MemberRef) + 1];
    }

    /// <summary>By row of the table of member references, which starts at 1.</summary>
    public CapabilitySet[] References { get; }

    /// <summary>Methods that are a capability by their own name: see <see cref="RuleSign.ReferenceOrDefinition"/>. In metadata order.</summary>
    public List<(int Row, CapabilitySet Capabilities)> Definitions { get; } = [];

    /// <summary>All capabilities that some member reference names, whether code uses it or not.</summary>
    public CapabilitySet Referenced { get; private set; }

    public static CapabilityMembers Of(MetadataReader reader, CapabilityMap map)
    {
        var members = new CapabilityMembers(reader, map);
        foreach (var handle in reader.TypeReferences)
        {
            members._typeReferences[MetadataTokens.GetRowNumber(handle)] = members.RulesOf(reader.GetTypeReference(handle));
        }

        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (TypeTokens.ReferencedType(reader, member.Parent) is { IsNil: false } type
                && members._typeReferences[MetadataTokens.GetRowNumber(type)] is { IsEmpty: false } rules)
            {
                var set = members.Match(rules, member.Name, member.Signature);
                members.References[MetadataTokens.GetRowNumber(handle)] = set;
                members.Referenced = members.Referenced.Union(set);
            }
        }

        members.FindDefinitions();
        return members;
    }

    private void FindDefinitions()
    {
        foreach (var handle in _reader.TypeDefinitions)
        {
            var type = _reader.GetTypeDefinition(handle);
            var rules = InNamespace(type.Namespace).RemoveAll(rule => rule.Sign is RuleSign.Reference || !Matches(rule.Type, type.Name));
            if (rules.IsEmpty)
            {
                continue;
            }

            foreach (var method in type.GetMethods())
            {
                var definition = _reader.GetMethodDefinition(method);
                if (Match(rules, definition.Name, definition.Signature) is { IsEmpty: false } set)
                {
                    Definitions.Add((MetadataTokens.GetRowNumber(method), set));
                }
            }
        }
    }

    /// <summary>Only a type of another assembly is what its name says; nested types have no namespace and match nothing.</summary>
    private ImmutableArray<CapabilityRule> RulesOf(TypeReference type) =>
        type.ResolutionScope.Kind is not HandleKind.AssemblyReference || InNamespace(type.Namespace) is not { IsEmpty: false } rules
            ? []
            : rules.RemoveAll(rule => !Matches(rule.Type, type.Name));

    private ImmutableArray<CapabilityRule> InNamespace(StringHandle @namespace)
    {
        if (@namespace.IsNil)
        {
            return [];
        }

        if (!_namespaces.TryGetValue(@namespace, out var rules))
        {
            rules = _map.RulesOf(_reader, @namespace);
            _namespaces.Add(@namespace, rules);
        }

        return rules;
    }

    private CapabilitySet Match(ImmutableArray<CapabilityRule> rules, StringHandle name, BlobHandle signature)
    {
        var (given, taken) = (CapabilitySet.None, CapabilitySet.None);
        foreach (var rule in rules)
        {
            foreach (var pattern in rule.Members)
            {
                if (Matches(pattern.Name, name) && (!pattern.FromString || TakesString(signature)))
                {
                    var set = CapabilitySet.Of(rule.Capability);
                    (given, taken) = rule.Sign is RuleSign.Exclusion ? (given, taken.Union(set)) : (given.Union(set), taken);
                    break;
                }
            }
        }

        return given.Except(taken);
    }

    private bool Matches(NamePattern pattern, StringHandle name) =>
        pattern.IsPrefix ? _reader.StringComparer.StartsWith(name, pattern.Text) : _reader.StringComparer.Equals(name, pattern.Text);

    /// <summary>Of a constructor, whose signature is: header, count of parameters, void, first parameter (ECMA-335 II.23.2.1).</summary>
    private bool TakesString(BlobHandle signature)
    {
        var blob = _reader.GetBlobReader(signature);
        return blob.ReadSignatureHeader().Kind is SignatureKind.Method
            && blob.ReadCompressedInteger() > 0
            && blob.ReadSignatureTypeCode() is SignatureTypeCode.Void
            && blob.ReadSignatureTypeCode() is SignatureTypeCode.String;
    }
}
