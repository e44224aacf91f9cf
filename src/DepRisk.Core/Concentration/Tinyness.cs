using DepRisk.Packages.Capabilities;

namespace DepRisk.Concentration;

/// <summary><c>reached apps / log2(1 + types)</c>, 0 and up: much rests on little code. Reported, and gates nothing.</summary>
internal static class Tinyness
{
    /// <param name="apps">That ship the package.</param>
    /// <param name="code">Its files, as far as they are known.</param>
    /// <returns>Null where not all of the code is known, or there is none.</returns>
    public static double? Of(int apps, IReadOnlyList<AssemblyFacts> code, bool isComplete)
    {
        var types = Types(code);
        return !isComplete || types is 0 ? null : apps / Math.Log2(1 + types);
    }

    /// <summary>Assemblies of one name are builds of the same sources for several frameworks: of those the largest counts.</summary>
    private static int Types(IReadOnlyList<AssemblyFacts> code)
    {
        var largest = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in code)
        {
            var name = file.Path[(file.Path.LastIndexOf('/') + 1)..];
            largest[name] = Math.Max(largest.GetValueOrDefault(name), file.Types);
        }

        var types = 0;
        foreach (var count in largest.Values)
        {
            types += count;
        }

        return types;
    }
}
