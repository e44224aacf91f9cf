using System.Reflection.Metadata;
using DepRisk.Input;
using DepRisk.Packages.Capabilities;

namespace DepRisk.Binding;

/// <summary>Full names of types as metadata spells them: <c>Namespace.Outer`1+Inner</c>.</summary>
internal static class MetadataNames
{
    /// <exception cref="InvalidDataException">The types enclose each other.</exception>
    public static string Of(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name);
        for (var depth = 0; type.ResolutionScope is { Kind: HandleKind.TypeReference, IsNil: false }; depth++)
        {
            Check(depth);
            type = metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope);
            name = metadata.GetString(type.Name) + "+" + name;
        }

        return InNamespace(metadata, type.Namespace, name);
    }

    /// <exception cref="InvalidDataException">The types enclose each other.</exception>
    public static string Of(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = metadata.GetString(type.Name);
        for (var depth = 0; type.GetDeclaringType() is { IsNil: false } outer; depth++)
        {
            Check(depth);
            type = metadata.GetTypeDefinition(outer);
            name = metadata.GetString(type.Name) + "+" + name;
        }

        return InNamespace(metadata, type.Namespace, name);
    }

    private static string InNamespace(MetadataReader metadata, StringHandle space, string name) =>
        space.IsNil ? name : metadata.GetString(space) + "." + name;

    private static void Check(int depth)
    {
        if (depth > Limits.SignatureDepth)
        {
            throw new InvalidDataException();
        }
    }
}
