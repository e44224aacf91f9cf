using System.Reflection.Metadata;

namespace DepRisk.Binding;

/// <summary>What follows an opcode, by ECMA-335 partition III.</summary>
internal static class ILOperand
{
    /// <summary>A metadata token of four bytes, other than that of a string.</summary>
    public const int Token = -1;

    /// <summary>A count of four bytes and as many branch targets of four bytes.</summary>
    public const int Switch = -2;

    /// <returns>Bytes of the operand, or one of the constants above.</returns>
    public static int Of(byte opcode) => opcode switch
    {
        (>= 0x0E and <= 0x13) or 0x1F or (>= 0x2B and <= 0x37) or 0xDE => 1,
        0x20 or 0x22 or (>= 0x38 and <= 0x44) or 0x72 or 0xDD => 4,
        0x21 or 0x23 => 8,
        0x45 => Switch,
        (>= 0x27 and <= 0x29) or (>= 0x6F and <= 0x71) or (>= 0x73 and <= 0x75) or 0x79 or (>= 0x7B and <= 0x81) => Token,
        0x8C or 0x8D or 0x8F or (>= 0xA3 and <= 0xA5) or 0xC2 or 0xC6 or 0xD0 => Token,
        _ => 0,
    };

    /// <summary>Of the opcode whose first byte is 0xFE.</summary>
    public static int OfSecond(byte opcode) => opcode switch
    {
        0x06 or 0x07 or 0x15 or 0x16 or 0x1C => Token,
        >= 0x09 and <= 0x0E => 2,
        0x12 or 0x19 => 1,
        _ => 0,
    };

    /// <summary>The next token of the method body, with the offset of its instruction; false at the end.</summary>
    /// <exception cref="InvalidDataException">The body ends inside an instruction.</exception>
    public static bool NextToken(ref BlobReader il, out int offset, out int token)
    {
        while (il.RemainingBytes > 0)
        {
            offset = il.Offset;
            var opcode = il.ReadByte();
            var size = opcode is 0xFE ? OfSecond(il.ReadByte()) : Of(opcode);
            if (size is Token)
            {
                token = il.ReadInt32();
                return true;
            }

            Skip(ref il, size is Switch ? 4L * il.ReadUInt32() : size);
        }

        (offset, token) = (0, 0);
        return false;
    }

    private static void Skip(ref BlobReader il, long bytes)
    {
        if (bytes > il.RemainingBytes)
        {
            throw new InvalidDataException();
        }

        il.Offset += (int)bytes;
    }
}
