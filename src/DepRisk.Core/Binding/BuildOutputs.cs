using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Input;

namespace DepRisk.Binding;

/// <summary>An assembly below an intermediate folder that may be the build of a target.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Parts">
/// What the folders between say: configuration, framework, runtime identifier. In the artifacts layout all three are one folder,
/// <c>release_net10.0_linux-x64</c>.
/// </param>
internal sealed record BuildOutput(string Path, ImmutableArray<string> Parts)
{
    /// <summary>0 for Release, 1 for Debug, 2 for any other configuration: the order in which equal matches are taken.</summary>
    public int ConfigurationRank => Has("Release") ? 0 : Has("Debug") ? 1 : 2;

    public bool Has(string part) => Parts.Contains(part, StringComparer.OrdinalIgnoreCase);
}

/// <summary>The build outputs below one intermediate folder.</summary>
internal static class BuildOutputs
{
    // platform/configuration/framework/runtime identifier
    private const int Depth = 4;

    // Reference assemblies, and copies that publishing, trimming, compiling ahead and the designers make.
    private static readonly HashSet<string> Staging = new(StringComparer.OrdinalIgnoreCase)
    {
        "ref", "refint", "R2R", "linked", "PubTmp", "TempPE", "publish", "native", "webcil", "wasm", "android", "Razor", "staticwebassets", "scopedcss", "compressed", "singlefilehost", "cswinrt", "embed",
    };

    /// <summary>Sorted by path, ordinal; none where there is no such folder, and an error where it cannot be listed.</summary>
    public static Result<List<BuildOutput>> Below(string intermediateFolder)
    {
        var outputs = new List<BuildOutput>();
        try
        {
            Add(new DirectoryInfo(intermediateFolder), [], outputs);
        }
        catch (Exception e) when (InputFile.IsExpected(e))
        {
            return InputFile.CannotRead(intermediateFolder, e) with { IsPartial = false };
        }

        outputs.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return outputs;
    }

    /// <summary>The one at a path; none where no file lies there.</summary>
    /// <param name="intermediateFolder">What lies outside of it says nothing by its folders.</param>
    public static List<BuildOutput> At(string path, string intermediateFolder)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        var between = Path.GetRelativePath(intermediateFolder, Path.GetDirectoryName(path)!);
        var isBelow = between is not "." && !between.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(between);
        return [new BuildOutput(path, isBelow ? [.. between.Split(Path.DirectorySeparatorChar, '_')] : [])];
    }

    /// <summary>Those that are a build of a framework, with or without a runtime identifier.</summary>
    /// <param name="framework">The alias in the restore output: <c>net10.0-windows</c>.</param>
    /// <param name="isOnly">The project has no other framework, so that no folder needs to name it.</param>
    public static List<BuildOutput> Of(string framework, bool isOnly, List<BuildOutput> outputs)
    {
        var named = outputs.FindAll(output => output.Has(framework));
        return named.Count > 0 || !isOnly ? named : outputs.FindAll(static output => !output.Parts.Any(IsFramework));
    }

    /// <summary>The target whose packages a build sees: that of its runtime identifier, else the portable one, else the only one there is.</summary>
    public static Target TargetOf(BuildOutput output, List<Target> ofFramework) =>
        ofFramework.Find(target => target.RuntimeIdentifier is { } runtime && output.Has(runtime))
        ?? ofFramework.Find(static target => target.RuntimeIdentifier is null)
        ?? ofFramework[0];

    private static void Add(DirectoryInfo folder, ImmutableArray<string> parts, List<BuildOutput> outputs)
    {
        if (!folder.Exists)
        {
            return;
        }

        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            // A link may lead anywhere, and back here.
            if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                continue;
            }

            if (entry is DirectoryInfo child)
            {
                if (parts.Length < Depth && !Staging.Contains(child.Name))
                {
                    Add(child, [.. parts, .. child.Name.Split('_')], outputs);
                }
            }
            else if (parts.Length > 0 && IsAssembly(entry.Name))
            {
                outputs.Add(new BuildOutput(entry.FullName, parts));
            }
        }
    }

    private static bool IsAssembly(string name) =>
        (name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase))
        && !name.EndsWith(".resources.dll", StringComparison.OrdinalIgnoreCase);

    private static bool IsFramework(string part) =>
        part.StartsWith("net", StringComparison.OrdinalIgnoreCase) && part.Length > 3
        && (char.IsAsciiDigit(part[3]) || part.StartsWith("netstandard", StringComparison.OrdinalIgnoreCase) || part.StartsWith("netcoreapp", StringComparison.OrdinalIgnoreCase));
}
