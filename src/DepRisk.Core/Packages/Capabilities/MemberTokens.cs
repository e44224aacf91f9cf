using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using DepRisk.IL;

namespace DepRisk.Packages.Capabilities;

/// <summary>Which instructions use a member, and what their token leads to.</summary>
internal static class MemberTokens
{
    /// <summary>The api of a call through an unmanaged function pointer.</summary>
    public const string UnmanagedCall = "calli unmanaged";

    private const int RowMask = 0xFFFFFF;

    /// <summary>
    /// Calls, constructions, function pointers and delegates, fields, and ldtoken: a compiled expression tree calls what it took by ldtoken.
    /// Mere types (casts, typeof, signatures) do nothing.
    /// </summary>
    public static bool Names(ushort opcode) => opcode is
        IlInstructions.Call or IlInstructions.CallVirt or IlInstructions.NewObj or IlInstructions.LoadToken or IlInstructions.Jmp
        or IlInstructions.LoadFunction or IlInstructions.LoadVirtualFunction
        or (>= IlInstructions.LoadField and <= IlInstructions.StoreStaticField);

    /// <returns>The row of the member reference behind a token, through the instantiation of a generic method; 0 where it is none.</returns>
    public static int MemberReferenceRow(MetadataReader reader, int token) => Table(token) switch
    {
        TableIndex.MemberRef => token & RowMask,
        TableIndex.MethodSpec when Row(reader, token) is > 0 and var row
            && reader.GetMethodSpecification(MetadataTokens.MethodSpecificationHandle(row)).Method is { Kind: HandleKind.MemberReference } method
            => MetadataTokens.GetRowNumber(method),
        _ => 0,
    };

    /// <summary>Of the signature of a calli: it calls native code.</summary>
    public static bool IsUnmanaged(MetadataReader reader, int token)
    {
        if (Table(token) is not TableIndex.StandAloneSig || Row(reader, token) is not (> 0 and var row))
        {
            return false;
        }

        var header = reader.GetBlobReader(reader.GetStandaloneSignature(MetadataTokens.StandaloneSignatureHandle(row)).Signature).ReadSignatureHeader();
        return header.Kind is SignatureKind.Method && header.CallingConvention is not (SignatureCallingConvention.Default or SignatureCallingConvention.VarArgs);
    }

    public static TableIndex Table(int token) => (TableIndex)((uint)token >> 24);

    /// <returns>The row that a token names; 0 where its table has no such row.</returns>
    public static int Row(MetadataReader reader, int token)
    {
        var row = token & RowMask;
        return Table(token) <= TableIndex.CustomDebugInformation && row <= reader.GetTableRowCount(Table(token)) ? row : 0;
    }
}
