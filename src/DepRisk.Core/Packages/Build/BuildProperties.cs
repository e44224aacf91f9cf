using DepRisk.Input;

namespace DepRisk.Packages.Build;

/// <summary>
/// Every value that the properties of a package's files can have. Conditions are not evaluated, so a property has several; what only an evaluation
/// knows is the character <see cref="Unknown"/> in a value.
/// </summary>
internal sealed class BuildProperties(string id, string? version)
{
    // No XML 1.0 document can hold these, so no file of a package can forge one.

    /// <summary>Stands for the package's own folder.</summary>
    public const char Root = '\u0001';

    /// <summary>Stands for any text.</summary>
    public const char Unknown = '\u0002';

    /// <summary>Stands for a folder of MSBuild or the SDK.</summary>
    public const char Toolset = '\u0003';

    public const string UnknownText = "\u0002";

    private static readonly HashSet<string> ToolsetProperties = new(
    [
        "MSBuildToolsPath", "MSBuildToolsPath32", "MSBuildToolsPath64", "MSBuildBinPath", "MSBuildExtensionsPath", "MSBuildExtensionsPath32",
        "MSBuildExtensionsPath64", "MSBuildFrameworkToolsPath", "MSBuildSDKsPath", "RoslynTargetsPath", "NETCoreSdkRuntimeIdentifierGraphPath",
        "MicrosoftNETBuildTasksDirectory", "MicrosoftNETBuildTasksAssembly", "VSToolsPath", "CoreCrossTargetingTargetsPath", "NetCoreTargetingPackRoot",
        "NetCoreRoot", "DOTNET_HOST_PATH",
    ],
    StringComparer.OrdinalIgnoreCase);

    /// <summary>Folders of whoever builds. What lies there is not of the package.</summary>
    private static readonly HashSet<string> ProjectProperties = new(
        ["MSBuildProjectDirectory", "MSBuildProjectFullPath", "MSBuildStartupDirectory", "ProjectDir", "SolutionDir", "BaseIntermediateOutputPath", "IntermediateOutputPath"],
        StringComparer.OrdinalIgnoreCase);

    // NuGet's own property of a package that is referenced with GeneratePathProperty.
    private readonly string _pathProperty = "Pkg" + id.Replace('.', '_');
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <returns>True where one of the values is new.</returns>
    public bool Add(string name, List<string> values)
    {
        if (!_values.TryGetValue(name, out var known))
        {
            _values.Add(name, known = []);
        }

        var isNew = false;
        foreach (var value in values)
        {
            var text = known.Count >= Limits.BuildValues - 1 || value.Length > Limits.BuildTextCharacters ? UnknownText : value;
            if (!known.Contains(text))
            {
                known.Add(text);
                isNew = true;
            }
        }

        return isNew;
    }

    /// <summary>The package's own folder, where a text spells it out from the folder of all packages; otherwise the text.</summary>
    public string FromPackageRoot(string text)
    {
        const string Start = "$(NuGetPackageRoot)";
        if (version is null || !text.StartsWith(Start, StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        var own = $"{id}/{version}/";
        var rest = text[Start.Length..].Replace('\\', '/').TrimStart('/');
        return rest.StartsWith(own, StringComparison.OrdinalIgnoreCase) ? Root + "/" + rest[own.Length..] : text;
    }

    /// <param name="file">The file that the text stands in, relative to the package.</param>
    public void AddValues(string name, string file, List<string> values)
    {
        if (ThisFile(name, file) is { } own)
        {
            values.Add(own);
        }
        else if (_values.TryGetValue(name, out var known))
        {
            values.AddRange(known);
        }
        else if (name.Equals(_pathProperty, StringComparison.OrdinalIgnoreCase))
        {
            values.Add("\u0001");
        }
        else
        {
            values.Add(ToolsetProperties.Contains(name) ? "\u0003" : ProjectProperties.Contains(name) ? "/" : UnknownText);
        }
    }

    /// <summary>The properties by which MSBuild tells a file where it is. A package cannot set them.</summary>
    private static string? ThisFile(string name, string file)
    {
        if (!name.StartsWith("MSBuildThisFile", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var slash = file.LastIndexOf('/');
        var folder = Root + "/" + file[..(slash + 1)];
        return name["MSBuildThisFile".Length..].ToUpperInvariant() switch
        {
            "" => file[(slash + 1)..],
            "DIRECTORY" => folder,
            "FULLPATH" => Root + "/" + file,
            "NAME" => Path.GetFileNameWithoutExtension(file),
            "EXTENSION" => Path.GetExtension(file),
            _ => UnknownText,
        };
    }
}
