using System.Collections.Concurrent;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using DepRisk.IL;
using DepRisk.Input;

namespace DepRisk.Binding;

/// <summary>What the packages folder says of assemblies, asked once a file however many projects use it. Thread-safe.</summary>
internal sealed class AssemblyVersions
{
    private readonly ConcurrentDictionary<string, Version?> _versions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string[]> _folders = new(StringComparer.Ordinal);

    /// <returns>Null where the file is not there or no assembly: nothing then speaks against the package.</returns>
    public Version? Of(string path) => _versions.GetOrAdd(path, Read);

    /// <summary>Names of the assemblies of all frameworks below the lib or ref folder of a package, sorted.</summary>
    public string[] AssembliesBelow(string folder) => _folders.GetOrAdd(folder, List);

    private static string[] List(string folder)
    {
        try
        {
            var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.dll", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }) : [];
            Array.Sort(files, StringComparer.Ordinal);
            return [.. files.Select(Path.GetFileName).Distinct(StringComparer.OrdinalIgnoreCase)!];
        }
        catch (Exception e) when (InputFile.IsExpected(e))
        {
            return [];
        }
    }

    private static Version? Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var image = new PEReader(stream);
            return image.HasMetadata && image.GetMetadataReader() is { IsAssembly: true } metadata ? metadata.GetAssemblyDefinition().Version : null;
        }
        catch (Exception e) when (InputFile.IsExpected(e) || MalformedMetadata.Is(e))
        {
            return null;
        }
    }
}
