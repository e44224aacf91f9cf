using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using DepRisk.Input;

namespace DepRisk.IL;

/// <summary>
/// The types that a signature names, ECMA-335 II.23.2. No tree is built: only the tokens count. The decoder of the framework recurses without
/// a limit, so that a signature of a hostile file could end the process.
/// </summary>
internal static class SignatureTypes
{
    /// <summary>Adds the handles of all types that a field, method, property, local variables or method specification signature names.</summary>
    /// <exception cref="InvalidDataException">The signature is damaged or nested deeper than <see cref="Limits.SignatureDepth"/>.</exception>
    public static void AddTo(List<EntityHandle> types, BlobReader signature)
    {
        var header = signature.ReadSignatureHeader();
        switch (header.Kind)
        {
            case SignatureKind.Field:
                Type(ref signature, types, 0);
                break;
            case SignatureKind.LocalVariables or SignatureKind.MethodSpecification:
                Types(ref signature, types, signature.ReadCompressedInteger(), 0);
                break;
            case SignatureKind.Method or SignatureKind.Property:
                Method(ref signature, types, header, 0);
                break;
            default:
                throw MalformedMetadata.Exception();
        }
    }

    /// <summary>The same for a type specification, whose signature has no header.</summary>
    public static void AddSpecification(List<EntityHandle> types, BlobReader signature) => Type(ref signature, types, 0);

    private static void Method(ref BlobReader signature, List<EntityHandle> types, SignatureHeader header, int depth)
    {
        if (header.IsGeneric)
        {
            signature.ReadCompressedInteger();
        }

        Types(ref signature, types, signature.ReadCompressedInteger() + 1, depth);
    }

    private static void Types(ref BlobReader signature, List<EntityHandle> types, int count, int depth)
    {
        for (; count > 0; count--)
        {
            Type(ref signature, types, depth);
        }
    }

    private static void Type(ref BlobReader signature, List<EntityHandle> types, int depth)
    {
        if (depth > Limits.SignatureDepth)
        {
            throw MalformedMetadata.Exceeds("types nested in one signature", Limits.SignatureDepth);
        }

        while (true)
        {
            switch (signature.ReadCompressedInteger())
            {
                case (int)SignatureTypeKind.Class or (int)SignatureTypeKind.ValueType:
                    types.Add(signature.ReadTypeHandle());
                    return;
                case (int)SignatureTypeCode.RequiredModifier or (int)SignatureTypeCode.OptionalModifier:
                    types.Add(signature.ReadTypeHandle());
                    continue;
                case (int)SignatureTypeCode.Pointer or (int)SignatureTypeCode.ByReference or (int)SignatureTypeCode.SZArray
                    or (int)SignatureTypeCode.Pinned or (int)SignatureTypeCode.Sentinel:
                    continue;
                case (int)SignatureTypeCode.GenericTypeInstance:
                    signature.ReadByte();
                    types.Add(signature.ReadTypeHandle());
                    Types(ref signature, types, signature.ReadCompressedInteger(), depth + 1);
                    return;
                case (int)SignatureTypeCode.GenericTypeParameter or (int)SignatureTypeCode.GenericMethodParameter:
                    signature.ReadCompressedInteger();
                    return;
                case (int)SignatureTypeCode.Array:
                    Type(ref signature, types, depth + 1);
                    Shape(ref signature);
                    return;
                case (int)SignatureTypeCode.FunctionPointer:
                    Method(ref signature, types, signature.ReadSignatureHeader(), depth + 1);
                    return;
                case (>= (int)SignatureTypeCode.Void and <= (int)SignatureTypeCode.String) or (int)SignatureTypeCode.TypedReference
                    or (int)SignatureTypeCode.IntPtr or (int)SignatureTypeCode.UIntPtr or (int)SignatureTypeCode.Object:
                    return;
                default:
                    throw MalformedMetadata.Exception();
            }
        }
    }

    private static void Shape(ref BlobReader signature)
    {
        signature.ReadCompressedInteger();
        for (var sizes = signature.ReadCompressedInteger(); sizes > 0; sizes--)
        {
            signature.ReadCompressedInteger();
        }

        for (var bounds = signature.ReadCompressedInteger(); bounds > 0; bounds--)
        {
            signature.ReadCompressedSignedInteger();
        }
    }
}
