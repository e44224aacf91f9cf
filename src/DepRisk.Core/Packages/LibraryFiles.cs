using System.Collections.Immutable;

namespace DepRisk.Packages;

/// <summary>Which files of an extracted package a project of one framework would take, where no restore output says it.</summary>
public static class LibraryFiles
{
    private const string Placeholder = "_._";

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>
    /// The code that would ship: the assemblies of the folder below <c>lib</c>, and of each below <c>runtimes/RID/lib</c>, that is nearest to the framework, and all native
    /// code, of every platform: who does not name a runtime identifier ships all of them.
    /// </summary>
    /// <param name="framework">Null where it is not known: then only what serves every framework.</param>
    /// <returns>Relative to the package with <c>/</c>, sorted, ordinal.</returns>
    public static ImmutableArray<string> CodeFor(string folder, FrameworkName? framework)
    {
        var code = Nearest(In(folder, "lib"), "lib/".Length, framework);
        foreach (var platform in In(folder, "runtimes").GroupBy(Platform, StringComparer.OrdinalIgnoreCase))
        {
            var (library, native) = ($"{platform.Key}lib/", $"{platform.Key}native/");
            code.AddRange(Nearest([.. platform.Where(path => path.StartsWith(library, StringComparison.OrdinalIgnoreCase))], library.Length, framework));
            code.AddRange(platform.Where(path => path.StartsWith(native, StringComparison.OrdinalIgnoreCase) && !IsPlaceholder(path)));
        }

        code.RemoveAll(path => path.EndsWith(".resources.dll", StringComparison.OrdinalIgnoreCase));
        code.Sort(StringComparer.Ordinal);
        return [.. code];
    }

    /// <summary>
    /// The assemblies of the framework's folder that is nearest; those in no such folder serve any framework. A folder of which only a placeholder is left is chosen like
    /// any other: it says that nothing is needed there.
    /// </summary>
    /// <param name="prefix">How much of each path stands before the framework's folder.</param>
    public static List<string> Nearest(IReadOnlyCollection<string> files, int prefix, FrameworkName? framework)
    {
        var groups = files.Select(path => Group(path, prefix)).Distinct(StringComparer.OrdinalIgnoreCase).Where(group => group.Length is 0 || FrameworkName.Parse(group) is not null).ToArray();
        var nearest = framework is null
            ? Array.IndexOf(groups, "")
            : NearestFramework.Choose(framework, Array.ConvertAll(groups, group => group.Length is 0 ? null : FrameworkName.Parse(group)));
        return nearest < 0 ? [] : [.. files.Where(path => Group(path, prefix).Equals(groups[nearest], StringComparison.OrdinalIgnoreCase) && IsAssembly(path))];
    }

    /// <summary>Of one folder of the package, all that lies below it, placeholders as well.</summary>
    /// <returns>Relative to the package with <c>/</c>, sorted, ordinal.</returns>
    public static List<string> In(string folder, string part)
    {
        List<string> files = [];
        try
        {
            var path = Path.Combine(folder, part);
            if (Directory.Exists(path))
            {
                files.AddRange(Directory.EnumerateFiles(path, "*", Everything).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')));
                files.Sort(StringComparer.Ordinal);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As if the folder were not there; the nuspec beside it fails in the same way and is reported.
        }

        return files;
    }

    public static bool IsPlaceholder(string path) => Path.GetFileName(path) is Placeholder;

    private static bool IsAssembly(string path) => Path.GetExtension(path).ToUpperInvariant() is ".DLL" or ".EXE" or ".WINMD";

    // net45 of lib/net45/A.dll; nothing of lib/A.dll.
    private static string Group(string path, int prefix)
    {
        var end = path.IndexOf('/', prefix);
        return end < 0 ? "" : path[prefix..end];
    }

    // runtimes/win-x64/ of runtimes/win-x64/native/a.dll.
    private static string Platform(string path)
    {
        var start = path.IndexOf('/', StringComparison.Ordinal) + 1;
        return path[..(path.IndexOf('/', start) + 1)];
    }
}
