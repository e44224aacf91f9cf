using System.Buffers.Binary;

namespace DepRisk.IL;

/// <summary>Walks the instructions of one method body (ECMA-335 III) and stops at what is no instruction.</summary>
internal ref struct IlInstructions
{
    public const ushort Jmp = 0x27;
    public const ushort Call = 0x28;
    public const ushort Calli = 0x29;
    public const ushort CallVirt = 0x6F;
    public const ushort NewObj = 0x73;
    public const ushort LoadField = 0x7B;
    public const ushort LoadStaticField = 0x7E;
    public const ushort StoreStaticField = 0x80;
    public const ushort Box = 0x8C;
    public const ushort LoadToken = 0xD0;
    public const ushort LoadFunction = 0xFE06;
    public const ushort LoadVirtualFunction = 0xFE07;
    public const ushort InitObject = 0xFE15;

    private const byte Prefix = 0xFE;

    private readonly ReadOnlySpan<byte> _il;
    private int _next;

    public IlInstructions(ReadOnlySpan<byte> il) => _il = il;

    // Bytes of the operand by opcode, 64 opcodes a line: t is a metadata token of four bytes, x no opcode, s the table of switch.
    private static ReadOnlySpan<byte> OneByte =>
        "000000000000001111110000000000014848x00ttt0111111111111144444444"u8 +
        "44444s00000000000000000000000000000000000000000ttt4ttt0xxt0ttttt"u8 +
        "tt0000000000tt0t0000000000000000000tttxxxxxxxxxxxxx00000000xxxxx"u8 +
        "xxt0xxtxxxxxxxxxt0000000000004100xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"u8;

    // Behind the prefix FE.
    private static ReadOnlySpan<byte> TwoBytes => "000000ttx2222220x0100tt0010xt00x"u8;

    /// <summary>Two-byte opcodes with their prefix.</summary>
    public ushort OpCode { get; private set; }

    /// <summary>Of the instruction, in bytes from the start of the body.</summary>
    public int Offset { get; private set; }

    /// <summary>The operand is the token of a member, a type or a signature; that of a string is none.</summary>
    public bool HasToken { get; private set; }

    /// <summary>0 where the instruction has none.</summary>
    public int Token { get; private set; }

    /// <summary>The walk ended at something that is no instruction.</summary>
    public bool IsMalformed { get; private set; }

    /// <returns>False at the end, and at the first thing that is no instruction.</returns>
    public bool MoveNext()
    {
        if (_next == _il.Length)
        {
            return false;
        }

        Offset = _next;
        var size = OperandOf(_il[_next++]);
        if (size == 's' - '0' && _il.Length - _next >= sizeof(int))
        {
            size = sizeof(int) + ((long)BinaryPrimitives.ReadUInt32LittleEndian(_il[_next..]) * sizeof(int));
        }

        if (size > _il.Length - _next)
        {
            IsMalformed = true;
            return false;
        }

        Token = HasToken ? BinaryPrimitives.ReadInt32LittleEndian(_il[_next..]) : 0;
        _next += (int)size;
        return true;
    }

    /// <returns>Bytes; more than a body can have where there is no such opcode.</returns>
    private long OperandOf(byte opcode)
    {
        OpCode = opcode;
        var kind = OneByte[opcode];
        if (opcode is Prefix)
        {
            var second = _next < _il.Length ? _il[_next++] : byte.MaxValue;
            OpCode = (ushort)((Prefix << 8) | second);
            kind = second < TwoBytes.Length ? TwoBytes[second] : (byte)'x';
        }

        HasToken = kind is (byte)'t';
        return kind switch
        {
            (byte)'t' => sizeof(int),
            (byte)'x' => long.MaxValue,
            _ => kind - '0',
        };
    }
}
