using System.Reflection;
using System.Reflection.Metadata;
using DepRisk.IL;

namespace DepRisk.Binding;

/// <summary>
/// What others can see of an assembly: public and protected members of types that are visible from outside. Friends
/// (InternalsVisibleTo) are no others, attributes are no signature.
/// </summary>
internal sealed class VisibleSurface(MetadataReader metadata, ReferencedTypes types, NameBudget names)
{
    private readonly SortedSet<string>?[] _leaks = new SortedSet<string>?[types.Names.Count];
    private readonly HashSet<MethodDefinitionHandle> _accessors = [];

    /// <returns>By referenced assembly: the members that mention a type of it. A base type, interface or constraint is the type's own mention.</returns>
    public SortedSet<string>?[] Leaks()
    {
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            if (IsVisible(type))
            {
                AddType(type, MetadataNames.Type(metadata, handle));
            }
        }

        return _leaks;
    }

    private bool IsVisible(TypeDefinition type)
    {
        for (var depth = 0; depth < Input.Limits.TypeDepth; depth++)
        {
            switch (type.Attributes & TypeAttributes.VisibilityMask)
            {
                case TypeAttributes.Public:
                    return true;
                case TypeAttributes.NestedPublic:
                    type = metadata.GetTypeDefinition(type.GetDeclaringType());
                    break;
                case TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem:
                    type = metadata.GetTypeDefinition(type.GetDeclaringType());
                    // Nobody outside inherits from a sealed type, so its protected types are its own.
                    if (type.Attributes.HasFlag(TypeAttributes.Sealed))
                    {
                        return false;
                    }

                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private void AddType(TypeDefinition type, string name)
    {
        Add(type.BaseType, name);
        AddConstraints(type.GetGenericParameters(), name);
        foreach (var implemented in type.GetInterfaceImplementations())
        {
            Add(metadata.GetInterfaceImplementation(implemented).Interface, name);
        }

        var isOpen = !type.Attributes.HasFlag(TypeAttributes.Sealed);
        foreach (var handle in type.GetFields())
        {
            var field = metadata.GetFieldDefinition(handle);
            if (IsVisible((MethodAttributes)(field.Attributes & FieldAttributes.FieldAccessMask), isOpen))
            {
                Add(types.OfSignature(field.Signature), $"{name}.{MetadataNames.Text(metadata, field.Name)}");
            }
        }

        AddProperties(type, name, isOpen);
        AddEvents(type, name, isOpen);
        AddMethods(type, name, isOpen);
    }

    private void AddProperties(TypeDefinition type, string name, bool isOpen)
    {
        foreach (var handle in type.GetProperties())
        {
            var property = metadata.GetPropertyDefinition(handle);
            var accessors = property.GetAccessors();
            if (AnyVisible(accessors.Getter, accessors.Setter, isOpen))
            {
                Add(types.OfSignature(property.Signature), $"{name}.{MetadataNames.Text(metadata, property.Name)}");
            }
        }
    }

    private void AddEvents(TypeDefinition type, string name, bool isOpen)
    {
        foreach (var handle in type.GetEvents())
        {
            var @event = metadata.GetEventDefinition(handle);
            var accessors = @event.GetAccessors();
            if (AnyVisible(accessors.Adder, accessors.Remover, isOpen))
            {
                Add(@event.Type, $"{name}.{MetadataNames.Text(metadata, @event.Name)}");
            }
        }
    }

    private void AddMethods(TypeDefinition type, string name, bool isOpen)
    {
        var isDelegate = IsDelegate(type);
        foreach (var handle in type.GetMethods())
        {
            var method = metadata.GetMethodDefinition(handle);
            if (_accessors.Contains(handle) || !IsVisible(method.Attributes, isOpen) || (isDelegate && !metadata.StringComparer.Equals(method.Name, "Invoke")))
            {
                continue;
            }

            // A delegate is its signature; BeginInvoke and EndInvoke repeat it.
            var member = isDelegate ? name : $"{name}.{MetadataNames.Text(metadata, method.Name)}";
            Add(types.OfSignature(method.Signature), member);
            AddConstraints(method.GetGenericParameters(), member);
        }
    }

    private bool IsDelegate(TypeDefinition type) =>
        type.BaseType is { Kind: HandleKind.TypeReference, IsNil: false } handle
        && metadata.GetTypeReference((TypeReferenceHandle)handle) is var parent
        && metadata.StringComparer.Equals(parent.Name, "MulticastDelegate") && metadata.StringComparer.Equals(parent.Namespace, "System");

    private bool AnyVisible(MethodDefinitionHandle first, MethodDefinitionHandle second, bool isOpen)
    {
        var isVisible = false;
        foreach (var accessor in (ReadOnlySpan<MethodDefinitionHandle>)[first, second])
        {
            if (!accessor.IsNil)
            {
                _accessors.Add(accessor);
                isVisible |= IsVisible(metadata.GetMethodDefinition(accessor).Attributes, isOpen);
            }
        }

        return isVisible;
    }

    private static bool IsVisible(MethodAttributes attributes, bool isOpen) => (attributes & MethodAttributes.MemberAccessMask) switch
    {
        MethodAttributes.Public => true,
        MethodAttributes.Family or MethodAttributes.FamORAssem => isOpen,
        _ => false,
    };

    private void AddConstraints(GenericParameterHandleCollection parameters, string member)
    {
        foreach (var parameter in parameters)
        {
            foreach (var constraint in metadata.GetGenericParameter(parameter).GetConstraints())
            {
                Add(metadata.GetGenericParameterConstraint(constraint).Type, member);
            }
        }
    }

    private void Add(EntityHandle type, string member) => Add(types.Of(type).Assemblies, member);

    private void Add(int[] assemblies, string member)
    {
        foreach (var assembly in assemblies)
        {
            if ((_leaks[assembly] ??= new SortedSet<string>(StringComparer.Ordinal)).Add(member))
            {
                names.Keep(member);
            }
        }
    }
}
