namespace DepRisk.Packages.Capabilities;

/// <summary>What kind of code a file holds, by its first bytes; its name is not asked.</summary>
internal static class NativeFormat
{
    public const string Pe = "PE";

    /// <returns>Null where the bytes are none of the formats of code.</returns>
    public static string? Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [(byte)'M', (byte)'Z', ..] => Pe,
        [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] => "ELF",
        // Thin, 32 and 64 bits, either byte order.
        [0xFE, 0xED, 0xFA, 0xCE or 0xCF, ..] or [0xCE or 0xCF, 0xFA, 0xED, 0xFE, ..] => "Mach-O",
        // Universal. Java classes begin with the same four bytes; their fifth to eighth are a version of 45 and up, here it is a count of machines.
        [0xCA, 0xFE, 0xBA, 0xBE or 0xBF, 0, 0, 0, < 40, ..] => "Mach-O universal",
        [0, (byte)'a', (byte)'s', (byte)'m', ..] => "WebAssembly",
        [(byte)'!', (byte)'<', (byte)'a', (byte)'r', (byte)'c', (byte)'h', (byte)'>', (byte)'\n', ..] => "static library",
        _ => null,
    };
}
