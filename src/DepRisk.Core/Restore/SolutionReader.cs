using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Xml;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <param name="Path">The solution or filter itself.</param>
/// <param name="Projects">Absolute, sorted ordinal, distinct; only kinds of project that restore NuGet packages. They need not exist.</param>
public sealed record SolutionFile(string Path, ImmutableArray<string> Projects);

/// <summary>Reads which projects a solution (.sln, .slnx) or a solution filter (.slnf) names.</summary>
public static class SolutionReader
{
    public static bool IsSolution(string path) => Is(path, ".sln") || Is(path, ".slnx");

    public static bool IsSolutionFilter(string path) => Is(path, ".slnf");

    public static Result<SolutionFile> Read(string path)
    {
        path = Path.GetFullPath(path);
        if (!InputFile.Read(path).Succeeded(out var bytes, out var error))
        {
            return error;
        }

        return Is(path, ".slnx") ? XmlInput.Parse(path, bytes, reader => Slnx(path, reader))
            : Is(path, ".slnf") ? JsonInput.Parse(path, bytes, (ref Utf8JsonReader reader) => Filter(path, ref reader))
            : Classic(path, bytes);
    }

    /// <summary>
    /// Kinds that restore by PackageReference or packages.config. Left out: shared items (.shproj), Docker, Python, JavaScript (.esproj restores npm packages).
    /// C++ takes packages only by packages.config.
    /// </summary>
    internal static bool Restores(string project) => Path.GetExtension(project).ToUpperInvariant() switch
    {
        ".CSPROJ" or ".FSPROJ" or ".VBPROJ" or ".SQLPROJ" or ".ILPROJ" or ".WIXPROJ" => true,
        ".VCXPROJ" => File.Exists(Path.Combine(Path.GetDirectoryName(project) ?? "", "packages.config")),
        _ => false,
    };

    // Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "App", "src\App\App.csproj", "{2FA1CD28-317E-48B2-ADE4-63802570BC02}"
    private static Result<SolutionFile> Classic(string path, ReadOnlyMemory<byte> bytes)
    {
        var text = InputFile.WithoutBom(bytes).Span;
        if (InputFile.EncodingError(path, text) is { } encodingError)
        {
            return encodingError;
        }

        var projects = new List<string>();
        var number = 0L;
        var isSolution = false;
        foreach (var raw in Encoding.UTF8.GetString(text).AsSpan().EnumerateLines())
        {
            number++;
            var line = raw.Trim();
            isSolution |= line.StartsWith("Microsoft Visual Studio Solution File");
            if (!line.StartsWith("Project(\""))
            {
                continue;
            }

            if (ThirdQuoted(line) is not { } project || MSBuildText.FullPath(project, Folder(path)) is not { } full)
            {
                return new InputError(InputErrorCode.Malformed, path, "has a Project line without name and path", number, raw.IndexOf('P') + 1);
            }

            projects.Add(full);
        }

        return isSolution
            ? Solution(path, projects)
            : new InputError(InputErrorCode.Unexpected, path, "is not a solution: 'Microsoft Visual Studio Solution File' is missing", 1, 1);
    }

    // <Solution><Folder Name="/src/"><Project Path="src/App/App.csproj" /></Folder></Solution>
    private static SolutionFile Slnx(string path, XmlReader reader)
    {
        var projects = new List<string>();
        var isSolution = false;
        while (XmlInput.Read(reader))
        {
            if (reader.NodeType is not XmlNodeType.Element)
            {
                continue;
            }

            if (!isSolution && reader.LocalName is not "Solution")
            {
                throw new InputException(InputErrorCode.Unexpected, "is not a solution: its root element is not Solution");
            }

            isSolution = true;
            if (reader.LocalName is "Project")
            {
                projects.Add(FullPath(reader.GetAttribute("Path") ?? "", Folder(path), "a Project"));
            }
        }

        return Solution(path, projects);
    }

    // { "solution": { "path": "..\\All.sln", "projects": [ "src\\App\\App.csproj" ] } }
    private static SolutionFile Filter(string path, ref Utf8JsonReader reader)
    {
        var solution = (string?)null;
        var names = new List<string>();
        JsonInput.ExpectObject(ref reader, "the solution filter");
        while (JsonInput.NextProperty(ref reader))
        {
            if (!reader.ValueTextEquals("solution"u8))
            {
                JsonInput.SkipValue(ref reader);
                continue;
            }

            JsonInput.Object(ref reader, "solution");
            while (JsonInput.NextProperty(ref reader))
            {
                if (reader.ValueTextEquals("path"u8))
                {
                    solution = JsonInput.String(ref reader, "solution.path");
                }
                else if (reader.ValueTextEquals("projects"u8))
                {
                    JsonInput.Array(ref reader, "solution.projects");
                    while (JsonInput.NextItem(ref reader))
                    {
                        names.Add(JsonInput.ExpectString(ref reader, "a project"));
                    }
                }
                else
                {
                    JsonInput.SkipValue(ref reader);
                }
            }
        }

        if (solution is null)
        {
            throw new InputException(InputErrorCode.Unexpected, "is not a solution filter: solution.path is missing");
        }

        // Projects are relative to the solution, which is relative to the filter.
        var folder = Folder(FullPath(solution, Folder(path), "solution.path"));
        return Solution(path, names.ConvertAll(name => FullPath(name, folder, "a project")));
    }

    private static string FullPath(string path, string folder, string what) =>
        MSBuildText.FullPath(path, folder) ?? throw new InputException(InputErrorCode.Unexpected, $"{what} has no usable path");

    private static SolutionFile Solution(string path, List<string> projects)
    {
        var kept = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var project in projects)
        {
            // A web site project is an address, and a solution folder is its own name without an extension.
            if (Restores(project))
            {
                kept.Add(project);
            }
        }

        return new SolutionFile(path, [.. kept]);
    }

    /// <summary>The path: the text between the fifth and the sixth quote.</summary>
    private static string? ThirdQuoted(ReadOnlySpan<char> line)
    {
        for (var skip = 0; skip < 5; skip++)
        {
            var quote = line.IndexOf('"');
            if (quote < 0)
            {
                return null;
            }

            line = line[(quote + 1)..];
        }

        var end = line.IndexOf('"');
        return end <= 0 ? null : line[..end].ToString();
    }

    private static string Folder(string file) => Path.GetDirectoryName(file) ?? file;

    private static bool Is(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
