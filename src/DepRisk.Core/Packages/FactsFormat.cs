using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace DepRisk.Packages;

/// <summary>The bytes of a cache entry: magic, key, stamp, facts, and a SHA-256 over all before it. Machine-local, so nothing outside of this file knows it.</summary>
internal static class FactsFormat
{
    private static ReadOnlySpan<byte> Magic => "DRFACTS1"u8;

    public static byte[] Write(CachedFacts facts, string key, ulong stamp)
    {
        using var stream = new MemoryStream(2048);
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(key);
            writer.Write(stamp);
            Write(writer, facts.Signature);
            Write(writer, facts.Build);
            Write(writer, facts.Files, Write);
        }

        stream.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    /// <returns>Null for anything but a whole entry of exactly this key and stamp.</returns>
    public static CachedFacts? Read(byte[] bytes, string key, ulong stamp)
    {
        var length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < Magic.Length || !bytes.AsSpan().StartsWith(Magic) || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, Magic.Length, length - Magic.Length), Encoding.UTF8);
        return reader.ReadString().Equals(key, StringComparison.Ordinal) && reader.ReadUInt64() == stamp
            ? new CachedFacts(ReadSignature(reader), ReadBuild(reader), ReadArray(reader, ReadFile))
            : null;
    }

    private static void Write(BinaryWriter writer, PackageSignature signature)
    {
        writer.Write((byte)signature.Verdict);
        WriteOptional(writer, signature.Reason);
        Write(writer, signature.Owners, static (writer, owner) => writer.Write(owner));
        Write(writer, signature.Author);
        Write(writer, signature.Repository);
    }

    private static PackageSignature ReadSignature(BinaryReader reader) => new(
        (SignatureVerdict)reader.ReadByte(), ReadOptional(reader), ReadArray(reader, static reader => reader.ReadString()), ReadSigner(reader), ReadSigner(reader));

    private static void Write(BinaryWriter writer, PackageSigner? signer)
    {
        writer.Write(signer is not null);
        if (signer is null)
        {
            return;
        }

        writer.Write((byte)signer.Verdict);
        WriteOptional(writer, signer.Reason);
        writer.Write(signer.Subject);
        WriteOptional(writer, signer.CommonName);
        WriteOptional(writer, signer.Organization);
        writer.Write(signer.Issuer);
        writer.Write(signer.Fingerprint);
        writer.Write(signer.SignedAt?.UtcTicks ?? -1);
        WriteOptional(writer, signer.ServiceIndex);
    }

    private static PackageSigner? ReadSigner(BinaryReader reader) => !reader.ReadBoolean()
        ? null
        : new PackageSigner(
            (SignatureVerdict)reader.ReadByte(), ReadOptional(reader), reader.ReadString(), ReadOptional(reader), ReadOptional(reader), reader.ReadString(), reader.ReadString(),
            reader.ReadInt64() is >= 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null, ReadOptional(reader));

    private static void Write(BinaryWriter writer, BuildPower build)
    {
        Write(writer, build.Assets, static (writer, asset) =>
        {
            writer.Write((byte)asset.Kind);
            writer.Write(asset.Path);
            WriteOptional(writer, asset.Detail);
            writer.Write(asset.Line);
            writer.Write(asset.Executes);
        });
        WriteOptional(writer, build.Digest);
        Write(writer, build.Problems, static (writer, problem) => writer.Write(problem));
    }

    private static BuildPower ReadBuild(BinaryReader reader) => new(
        ReadArray(reader, static reader => new BuildAsset((BuildAssetKind)reader.ReadByte(), reader.ReadString(), ReadOptional(reader), reader.ReadInt32(), reader.ReadBoolean())),
        ReadOptional(reader),
        ReadArray(reader, static reader => reader.ReadString()));

    private static void Write(BinaryWriter writer, AssemblyFacts file)
    {
        writer.Write(file.Path);
        writer.Write(file.Mvid.ToByteArray());
        writer.Write(file.Types);
        Write(writer, file.Present, static (writer, use) =>
        {
            writer.Write((byte)use.Capability);
            writer.Write(use.Method);
            writer.Write(use.Api);
        });
        WriteOptional(writer, file.Problem);
    }

    private static AssemblyFacts ReadFile(BinaryReader reader) => new(
        reader.ReadString(),
        new Guid(reader.ReadBytes(16)),
        reader.ReadInt32(),
        ReadArray(reader, static reader => new CapabilityUse((Capability)reader.ReadByte(), reader.ReadString(), reader.ReadString())),
        ReadOptional(reader));

    private static void Write<T>(BinaryWriter writer, ImmutableArray<T> items, Action<BinaryWriter, T> write)
    {
        writer.Write7BitEncodedInt(items.Length);
        foreach (var item in items)
        {
            write(writer, item);
        }
    }

    private static ImmutableArray<T> ReadArray<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        var items = ImmutableArray.CreateBuilder<T>(reader.Read7BitEncodedInt());
        for (var i = items.Capacity; i > 0; i--)
        {
            items.Add(read(reader));
        }

        return items.MoveToImmutable();
    }

    private static void WriteOptional(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
        {
            writer.Write(text);
        }
    }

    private static string? ReadOptional(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;
}
