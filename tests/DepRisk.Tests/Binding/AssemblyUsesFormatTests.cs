using DepRisk.Binding;
using DepRisk.Graph;

namespace DepRisk.Tests.Binding;

public sealed class AssemblyUsesFormatTests
{
    [Fact]
    public void What_is_written_is_read_back_to_the_byte()
    {
        var uses = Real();
        var bytes = Write(uses);
        var read = Read(bytes);
        Assert.NotNull(read);
        Assert.Equal(bytes, Write(read));
        Assert.Equal((uses.Name, uses.Mvid, uses.HasSymbols), (read.Name, read.Mvid, read.HasSymbols));
        Assert.Equal(uses.Documents.Select(document => (document.Path, document.Algorithm, Convert.ToHexString([.. document.Hash]))), read.Documents.Select(document => (document.Path, document.Algorithm, Convert.ToHexString([.. document.Hash]))));
        Assert.Equal(
            uses.References.SelectMany(Lines), read.References.SelectMany(Lines));
        Assert.Contains(uses.References, reference => reference.Leaks.Length > 0);

        // -1 stands for a document that is not known.
        var unknown = uses with { References = [uses.References[0] with { Documents = [new DocumentUse(-1, 0, 3)] }] };
        Assert.Equal(new DocumentUse(-1, 0, 3), Assert.Single(Assert.Single(Read(Write(unknown))!.References).Documents));
    }

    [Fact]
    public void Bytes_of_another_version_cut_off_or_changed_are_no_value_or_another_and_never_an_exception()
    {
        var bytes = Write(BuiltSources.Ours(("A.cs", "public class A { public void M(Pkg.Thing t) => Pkg.Thing.Go(); }")).Uses());
        Assert.Null(Read([(byte)(AssemblyUsesFormat.FormatVersion + 1), .. bytes.AsSpan(1)]));
        Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.Null(Read(bytes[..length])));
        foreach (var mutation in Mutations.Of(bytes, 5, 3000))
        {
            Read(mutation);
        }
    }

    private static AssemblyUses Real()
    {
        Assert.True(BuiltAssembly.Open(typeof(Scope).Assembly.Location).Succeeded(out var opened, out var error), error?.Message);
        using var assembly = opened;
        Assert.True(AssemblyUsesReader.Read(assembly).Succeeded(out var uses, out error), error?.Message);
        return uses;
    }

    private static IEnumerable<string> Lines(ReferenceUse reference) =>
    [
        reference.Assembly, reference.Version.ToString(), reference.CallSites.ToString(System.Globalization.CultureInfo.InvariantCulture),
        .. reference.Types, .. reference.Documents.Select(document => document.ToString()), .. reference.Leaks,
    ];

    private static byte[] Write(AssemblyUses uses)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        AssemblyUsesFormat.Write(writer, uses);
        writer.Flush();
        return stream.ToArray();
    }

    private static AssemblyUses? Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return AssemblyUsesFormat.Read(reader);
    }
}
