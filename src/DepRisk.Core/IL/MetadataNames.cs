using System.Reflection.Metadata;
using DepRisk.Input;

namespace DepRisk.IL;

/// <summary>
/// Names as metadata spells them: <c>Namespace.Outer`1+Nested.Method</c>, <c>..ctor</c> for constructors, <c>`1</c> for the arity of generic types.
/// What a compiler made keeps its name (<c>&lt;SendAsync&gt;d__5.MoveNext</c>): anybody can look it up again.
/// </summary>
internal static class MetadataNames
{
    public static string Method(MetadataReader reader, MethodDefinitionHandle handle)
    {
        var method = reader.GetMethodDefinition(handle);
        return Type(reader, method.GetDeclaringType()) + "." + Text(reader, method.Name);
    }

    public static string Member(MetadataReader reader, MemberReferenceHandle handle)
    {
        var member = reader.GetMemberReference(handle);
        return Parent(reader, member.Parent) + "." + Text(reader, member.Name);
    }

    /// <summary><c>library!entry</c> of a P/Invoke.</summary>
    public static string Import(MetadataReader reader, MethodDefinition method)
    {
        var import = method.GetImport();
        var entry = Text(reader, import.Name.IsNil ? method.Name : import.Name);
        return (import.Module.IsNil ? "" : Text(reader, reader.GetModuleReference(import.Module).Name)) + "!" + entry;
    }

    /// <returns>Empty for the type of a method that no type has.</returns>
    /// <exception cref="InvalidDataException">The types enclose each other, or deeper than <see cref="Limits.TypeDepth"/>.</exception>
    public static string Type(MetadataReader reader, TypeDefinitionHandle handle)
    {
        if (handle.IsNil)
        {
            return "";
        }

        var type = reader.GetTypeDefinition(handle);
        var name = Text(reader, type.Name);
        for (var depth = 0; type.GetDeclaringType() is { IsNil: false } outer; depth++)
        {
            Check(depth);
            type = reader.GetTypeDefinition(outer);
            name = Text(reader, type.Name) + "+" + name;
        }

        return InNamespace(reader, type.Namespace, name);
    }

    /// <exception cref="InvalidDataException">The types enclose each other, or deeper than <see cref="Limits.TypeDepth"/>.</exception>
    public static string Type(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        var name = Text(reader, type.Name);
        for (var depth = 0; type.ResolutionScope is { Kind: HandleKind.TypeReference, IsNil: false } outer; depth++)
        {
            Check(depth);
            type = reader.GetTypeReference((TypeReferenceHandle)outer);
            name = Text(reader, type.Name) + "+" + name;
        }

        return InNamespace(reader, type.Namespace, name);
    }

    /// <exception cref="InvalidDataException">More than <see cref="Limits.NameCharacters"/>.</exception>
    public static string Text(MetadataReader reader, StringHandle handle) =>
        reader.GetString(handle) is { Length: <= Limits.NameCharacters } text ? text : throw MalformedMetadata.Exceeds("characters of one name", Limits.NameCharacters);

    private static string Parent(MetadataReader reader, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => Type(reader, (TypeReferenceHandle)parent),
        HandleKind.TypeDefinition => Type(reader, (TypeDefinitionHandle)parent),
        HandleKind.TypeSpecification when TypeTokens.Generic(reader, (TypeSpecificationHandle)parent) is { IsNil: false } generic
            && generic.Kind is not HandleKind.TypeSpecification => Parent(reader, generic),
        _ => "?",
    };

    private static string InNamespace(MetadataReader reader, StringHandle space, string name) =>
        space.IsNil ? name : Text(reader, space) + "." + name;

    private static void Check(int depth)
    {
        if (depth == Limits.TypeDepth)
        {
            throw MalformedMetadata.Exceeds("types nested in each other", Limits.TypeDepth);
        }
    }
}
