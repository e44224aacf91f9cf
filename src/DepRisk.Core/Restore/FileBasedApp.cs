using System.Collections.Immutable;
using System.Text;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>
/// The <c>#:</c> lines at the head of a file-based app (<c>dotnet run app.cs</c>), in the terms of a project file: <c>#:package Id@Version</c>,
/// <c>#:sdk Name@Version</c>, <c>#:property Name=Value</c>, <c>#:project PATH</c>.
/// </summary>
public static class FileBasedApp
{
    public static Result<ProjectFile> Read(string path) =>
        InputFile.Read(path).Succeeded(out var bytes, out var error) ? Parse(path, bytes) : error;

    public static Result<ProjectFile> Parse(string path, ReadOnlyMemory<byte> bytes)
    {
        var text = InputFile.WithoutBom(bytes).Span;
        return InputFile.EncodingError(path, text) is { } error ? error : new Head().Run(path, Encoding.UTF8.GetString(text));
    }

    /// <summary>The project file that the SDK invents for an app; it never exists on disk.</summary>
    public static string ProjectPath(string path) => path + ".csproj";

    private sealed class Head
    {
        private readonly ImmutableArray<ProjectSdk>.Builder _sdks = ImmutableArray.CreateBuilder<ProjectSdk>();
        private readonly ImmutableArray<ProjectProperty>.Builder _properties = ImmutableArray.CreateBuilder<ProjectProperty>();
        private readonly ImmutableArray<ProjectItem>.Builder _items = ImmutableArray.CreateBuilder<ProjectItem>();

        public ProjectFile Run(string path, string text)
        {
            // What the SDK gives every file-based app before it reads a directive.
            _properties.Add(new ProjectProperty("OutputType", "Exe", PropertyCertainty.Literal, default));
            var inComment = false;
            var number = 0L;
            foreach (var raw in text.AsSpan().EnumerateLines())
            {
                number++;
                var line = raw.Trim();
                if (inComment || line.StartsWith("/*"))
                {
                    inComment = !line.Contains("*/", StringComparison.Ordinal);
                }
                else if (line.StartsWith("#:"))
                {
                    Directive(line[2..].Trim().ToString(), new FilePosition(number, raw.IndexOf('#') + 1));
                }
                else if (!line.IsEmpty && line[0] is not '#' && !line.StartsWith("//"))
                {
                    // The first line of code; the compiler allows no directive behind it.
                    break;
                }
            }

            if (_sdks.Count is 0)
            {
                _sdks.Add(new ProjectSdk("Microsoft.NET.Sdk", null, default));
            }

            return new ProjectFile(path, _sdks.ToImmutable(), _properties.ToImmutable(), _items.ToImmutable(), []);
        }

        private void Directive(string text, FilePosition position)
        {
            var space = text.AsSpan().IndexOfAny(' ', '\t');
            var (kind, value) = space < 0 ? (text, "") : (text[..space], text[(space + 1)..].Trim());
            switch (kind)
            {
                case "package" when value.Length > 0:
                    var (id, version) = Split(value, '@');
                    Add(ProjectItemType.PackageReference, id, version, position);
                    break;
                case "project" when value.Length > 0:
                    Add(ProjectItemType.ProjectReference, value, null, position);
                    break;
                case "sdk" when value.Length > 0:
                    var (name, sdkVersion) = Split(value, '@');
                    _sdks.Add(new ProjectSdk(name, sdkVersion, position));
                    break;
                case "property":
                    var (property, given) = Split(value, '=');
                    _properties.Add(new ProjectProperty(
                        property, given ?? "", MSBuildText.IsLiteral(given ?? "") ? PropertyCertainty.Literal : PropertyCertainty.Open, position));
                    break;
            }
        }

        private void Add(ProjectItemType type, string id, string? version, FilePosition position) =>
            _items.Add(new ProjectItem(type, ItemOperation.Include, id, version, false, null, null, false, true, position, position));

        private static (string First, string? Second) Split(string text, char separator)
        {
            var at = text.IndexOf(separator, StringComparison.Ordinal);
            return at < 0 ? (text, null) : (text[..at].Trim(), text[(at + 1)..].Trim());
        }
    }
}
