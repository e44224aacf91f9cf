using System.Reflection.Metadata;
using DepRisk.Input;

namespace DepRisk.Packages.Capabilities;

/// <summary>
/// Names as metadata spells them: <c>Namespace.Outer+Nested.Method</c>, <c>..ctor</c> for constructors, <c>`1</c> for the arity of generic types.
/// What a compiler made keeps its name (<c>&lt;SendAsync&gt;d__5.MoveNext</c>): anybody can look it up again.
/// </summary>
internal static class MetadataNames
{
    /// <summary>The api of a call through an unmanaged function pointer.</summary>
    public const string UnmanagedCall = "calli unmanaged";

    public static string Method(MetadataReader reader, MethodDefinitionHandle handle)
    {
        var method = reader.GetMethodDefinition(handle);
        return Type(reader, method.GetDeclaringType()) + "." + reader.GetString(method.Name);
    }

    public static string Member(MetadataReader reader, MemberReferenceHandle handle)
    {
        var member = reader.GetMemberReference(handle);
        return Parent(reader, member.Parent) + "." + reader.GetString(member.Name);
    }

    /// <summary><c>library!entry</c> of a P/Invoke.</summary>
    public static string Import(MetadataReader reader, MethodDefinition method)
    {
        var import = method.GetImport();
        var entry = reader.GetString(import.Name.IsNil ? method.Name : import.Name);
        return (import.Module.IsNil ? "" : reader.GetString(reader.GetModuleReference(import.Module).Name)) + "!" + entry;
    }

    public static string Type(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var name = "";
        for (var depth = 0; depth < Limits.TypeDepth && !handle.IsNil; depth++)
        {
            var type = reader.GetTypeDefinition(handle);
            name = Join(reader, type.Namespace, type.Name, name);
            handle = type.GetDeclaringType();
        }

        return name;
    }

    public static string Type(MetadataReader reader, TypeReferenceHandle handle)
    {
        var name = "";
        for (var depth = 0; depth < Limits.TypeDepth; depth++)
        {
            var type = reader.GetTypeReference(handle);
            name = Join(reader, type.Namespace, type.Name, name);
            if (type.ResolutionScope.IsNil || type.ResolutionScope.Kind is not HandleKind.TypeReference)
            {
                break;
            }

            handle = (TypeReferenceHandle)type.ResolutionScope;
        }

        return name;
    }

    private static string Parent(MetadataReader reader, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => Type(reader, (TypeReferenceHandle)parent),
        HandleKind.TypeDefinition => Type(reader, (TypeDefinitionHandle)parent),
        HandleKind.TypeSpecification when TypeTokens.Generic(reader, (TypeSpecificationHandle)parent) is { IsNil: false } generic
            && generic.Kind is not HandleKind.TypeSpecification => Parent(reader, generic),
        _ => "?",
    };

    private static string Join(MetadataReader reader, StringHandle @namespace, StringHandle name, string nested) =>
        (@namespace.IsNil ? "" : reader.GetString(@namespace) + ".") + reader.GetString(name) + (nested.Length is 0 ? "" : "+" + nested);
}
