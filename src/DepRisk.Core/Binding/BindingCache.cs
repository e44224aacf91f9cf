using System.Text;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Binding;

/// <summary>
/// Uses of our own built assemblies, computed once. The key is the content of the assembly and of its symbols and not the MVID alone: what rewrites
/// assemblies after the compiler keeps the MVID.
/// </summary>
public sealed class BindingCache(CacheEntries entries)
{
    private const string Kind = "binding";

    /// <summary>As <see cref="AssemblyUsesReader.Read"/>, from the cache where it has the very same bytes.</summary>
    public Result<AssemblyUses> Read(BuiltAssembly assembly)
    {
        var name = $"{assembly.Mvid:N}\n{assembly.ContentHash()}";
        if (entries.Find(Kind, name, CacheEntries.ReaderVersion) is { IsEmpty: false } payload)
        {
            using var reader = new BinaryReader(new MemoryStream(payload.ToArray()), Encoding.UTF8);
            if (AssemblyUsesFormat.Read(reader) is { } known)
            {
                return known;
            }
        }

        var result = AssemblyUsesReader.Read(assembly);
        if (result.Succeeded(out var uses, out _))
        {
            using var stream = new MemoryStream();
            using var writer = new BinaryWriter(stream, Encoding.UTF8);
            AssemblyUsesFormat.Write(writer, uses);
            writer.Flush();
            entries.Store(Kind, name, CacheEntries.ReaderVersion, stream.GetBuffer().AsSpan(0, (int)stream.Length));
        }

        return result;
    }
}
