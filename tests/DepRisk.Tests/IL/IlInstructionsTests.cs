using System.Reflection;
using System.Reflection.Emit;
using DepRisk.IL;

namespace DepRisk.Tests.IL;

public sealed class IlInstructionsTests
{
    private static readonly OpCode[] Known = [.. typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (OpCode)field.GetValue(null)!)];

    [Fact]
    public void Every_opcode_of_the_runtime_has_the_operand_that_the_runtime_says()
    {
        foreach (var opcode in Known.Where(opcode => opcode.OpCodeType is not OpCodeType.Nternal))
        {
            var size = Size(opcode.OperandType);
            byte[] il = [.. Bytes(opcode), .. new byte[size], 0x2A];
            var walk = new IlInstructions(il);
            Assert.True(walk.MoveNext(), opcode.Name);
            Assert.Equal((ushort)opcode.Value, walk.OpCode);
            Assert.Equal(0, walk.Offset);
            Assert.Equal(IsToken(opcode.OperandType), walk.HasToken);
            Assert.True(walk.MoveNext(), opcode.Name);
            Assert.Equal((ushort)OpCodes.Ret.Value, walk.OpCode);
            Assert.Equal(il.Length - 1, walk.Offset);
            Assert.False(walk.MoveNext());
            Assert.False(walk.IsMalformed);
        }
    }

    [Fact]
    public void What_is_no_opcode_ends_the_walk()
    {
        var known = Known.Where(opcode => opcode.OpCodeType is not OpCodeType.Nternal).Select(opcode => (ushort)opcode.Value).ToHashSet();
        for (var value = 0; value < 512; value++)
        {
            var code = (ushort)(value < 256 ? value : 0xFE00 | (value - 256));
            // 0xFE19, no., is in ECMA-335 and not in the runtime's table.
            if (value is 0xFE || known.Contains(code) || code is 0xFE19)
            {
                continue;
            }

            byte[] bytes = value < 256 ? [(byte)value, 0, 0, 0, 0, 0, 0, 0, 0] : [0xFE, (byte)code, 0, 0, 0, 0];
            var walk = new IlInstructions(bytes);
            Assert.False(walk.MoveNext(), $"{code:x4}");
            Assert.True(walk.IsMalformed);
        }
    }

    [Fact]
    public void A_switch_is_stepped_over_with_its_table()
    {
        byte[] il = [0x45, 2, 0, 0, 0, 0x28, 0, 0, 0, 0x28, 0, 0, 0, 0x28, 1, 0, 0, 0x0A];
        var walk = new IlInstructions(il);
        Assert.True(walk.MoveNext());
        Assert.True(walk.MoveNext());
        Assert.Equal((IlInstructions.Call, 0x0A000001), (walk.OpCode, walk.Token));
        Assert.False(walk.MoveNext());
    }

    [Theory]
    [InlineData(new byte[] { 0x28, 1, 0, 0 })]
    [InlineData(new byte[] { 0x45, 0xFF, 0xFF, 0xFF, 0xFF, 0 })]
    [InlineData(new byte[] { 0x45, 1 })]
    [InlineData(new byte[] { 0xFE })]
    public void An_operand_that_is_cut_off_ends_the_walk(byte[] il)
    {
        var walk = new IlInstructions(il);
        Assert.False(walk.MoveNext());
        Assert.True(walk.IsMalformed);
    }

    private static byte[] Bytes(OpCode opcode) => opcode.Size is 1 ? [(byte)opcode.Value] : [(byte)(opcode.Value >> 8), (byte)opcode.Value];

    private static bool IsToken(OperandType type) =>
        type is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineSig or OperandType.InlineTok or OperandType.InlineType;

    private static int Size(OperandType type) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
