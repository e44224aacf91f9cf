using System.Reflection.Metadata;

namespace DepRisk.IL;

/// <summary>What the parent of a member reference leads to.</summary>
internal static class TypeTokens
{
    /// <returns>The type reference behind the parent, through one generic instantiation; nil for types of this assembly, arrays and type parameters.</returns>
    public static TypeReferenceHandle ReferencedType(MetadataReader reader, EntityHandle parent)
    {
        var type = parent.Kind is HandleKind.TypeSpecification ? Generic(reader, (TypeSpecificationHandle)parent) : parent;
        return type.Kind is HandleKind.TypeReference ? (TypeReferenceHandle)type : default;
    }

    /// <returns>The generic type that the specification instantiates; nil where it is something else.</returns>
    public static EntityHandle Generic(MetadataReader reader, TypeSpecificationHandle handle)
    {
        var blob = reader.GetBlobReader(reader.GetTypeSpecification(handle).Signature);
        if (blob.ReadSignatureTypeCode() is not SignatureTypeCode.GenericTypeInstance)
        {
            return default;
        }

        // CLASS or VALUETYPE, which ReadSignatureTypeCode returns as one.
        return blob.ReadSignatureTypeCode() is SignatureTypeCode.TypeHandle ? blob.ReadTypeHandle() : default;
    }
}
