using System.Reflection.Metadata;

namespace DepRisk.Packages.Capabilities;

/// <summary>
/// The classes and value types among the arguments of an instantiation, one after the other and without recursion (ECMA-335 II.23.2.12). Stops at
/// the shape of an array and at a function pointer: nothing that may be constructed stands behind them in code that a compiler made.
/// </summary>
internal ref struct SignatureTypes(BlobReader blob)
{
    private const int InstantiationHeader = 0x0A;

    private BlobReader _blob = Arguments(blob);

    public EntityHandle Type { get; private set; }

    public bool MoveNext()
    {
        while (_blob.RemainingBytes > 0)
        {
            switch (_blob.ReadSignatureTypeCode())
            {
                case SignatureTypeCode.TypeHandle:
                    Type = _blob.ReadTypeHandle();
                    return true;
                case SignatureTypeCode.GenericTypeInstance:
                    _ = _blob.ReadSignatureTypeCode();
                    Type = _blob.ReadTypeHandle();
                    _ = _blob.ReadCompressedInteger();
                    return true;
                case SignatureTypeCode.GenericTypeParameter or SignatureTypeCode.GenericMethodParameter:
                    _ = _blob.ReadCompressedInteger();
                    break;
                case SignatureTypeCode.RequiredModifier or SignatureTypeCode.OptionalModifier:
                    _ = _blob.ReadTypeHandle();
                    break;
                case SignatureTypeCode.Array or SignatureTypeCode.FunctionPointer or SignatureTypeCode.Invalid:
                    return false;
            }
        }

        return false;
    }

    /// <summary>Behind the mark of a method's instantiation, or behind the generic type of a type's, which is no argument.</summary>
    private static BlobReader Arguments(BlobReader blob)
    {
        if (blob.RemainingBytes > 1 && blob.ReadByte() is InstantiationHeader)
        {
            _ = blob.ReadCompressedInteger();
            return blob;
        }

        blob.Reset();
        if (blob.ReadSignatureTypeCode() is SignatureTypeCode.GenericTypeInstance)
        {
            _ = blob.ReadSignatureTypeCode();
            _ = blob.ReadTypeHandle();
            _ = blob.ReadCompressedInteger();
            return blob;
        }

        blob.Reset();
        return blob;
    }
}
