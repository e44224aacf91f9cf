using System.Collections.Immutable;
using System.Text;
using DepRisk.Packages.Build;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;

namespace DepRisk.Packages;

/// <summary>Facts of one package as bytes. Local to a machine and a version of ours, so nothing outside of this file knows them.</summary>
internal static class FactsFormat
{
    public static byte[] Write(CachedFacts facts)
    {
        using var stream = new MemoryStream(2048);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        Write(writer, facts.Signature);
        Write(writer, facts.Build);
        Write(writer, facts.Files, Write);
        writer.Flush();
        return stream.ToArray();
    }

    /// <param name="payload">What <see cref="Write(CachedFacts)"/> wrote: <see cref="CacheEntries"/> hands out whole entries alone.</param>
    public static CachedFacts Read(ReadOnlyMemory<byte> payload)
    {
        using var reader = new BinaryReader(new MemoryStream(payload.ToArray()), Encoding.UTF8);
        return new CachedFacts(ReadSignature(reader), ReadBuild(reader), ReadArray(reader, ReadFile));
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
