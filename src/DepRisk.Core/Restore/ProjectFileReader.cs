using System.Collections.Immutable;
using System.Text;
using System.Xml;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>Reads the literals of a project, props or targets file in one forward pass; SDK-style and older ones, with and without a namespace.</summary>
public static class ProjectFileReader
{
    public static Result<ProjectFile> Read(string path) =>
        InputFile.Read(path).Succeeded(out var bytes, out var error) ? Parse(path, bytes) : error;

    public static Result<ProjectFile> Parse(string path, ReadOnlyMemory<byte> bytes) =>
        XmlInput.Parse(path, bytes, reader => new Pass(reader).Run(path));

    private sealed class Pass(XmlReader reader)
    {
        private readonly ImmutableArray<ProjectSdk>.Builder _sdks = ImmutableArray.CreateBuilder<ProjectSdk>();
        private readonly HashSet<string> _sdkNames = new(StringComparer.OrdinalIgnoreCase);
        private readonly ImmutableArray<ProjectProperty>.Builder _properties = ImmutableArray.CreateBuilder<ProjectProperty>();
        private readonly ImmutableArray<ProjectItem>.Builder _items = ImmutableArray.CreateBuilder<ProjectItem>();
        private readonly ImmutableArray<ProjectImport>.Builder _imports = ImmutableArray.CreateBuilder<ProjectImport>();

        public ProjectFile Run(string path)
        {
            while (XmlInput.Read(reader) && reader.NodeType is not XmlNodeType.Element)
            {
            }

            if (reader.NodeType is not XmlNodeType.Element || reader.LocalName is not "Project")
            {
                throw new InputException(InputErrorCode.Unexpected, "is not an MSBuild file: its root element is not Project");
            }

            foreach (var sdk in (reader.GetAttribute("Sdk") ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                Add(NamedSdk(sdk, null, Position()));
            }

            // A condition on the root makes everything below it conditional.
            Children(reader.GetAttribute("Condition") ?? "");
            return new ProjectFile(path, _sdks.ToImmutable(), _properties.ToImmutable(), _items.ToImmutable(), _imports.ToImmutable());
        }

        /// <summary>Project, ImportGroup, Choose, When, Otherwise: containers whose children mean the same inside and outside.</summary>
        private void Children(string condition)
        {
            foreach (var name in Elements())
            {
                switch (name)
                {
                    case "PropertyGroup":
                        Properties(Join(condition));
                        break;
                    case "ItemGroup":
                        Items(Join(condition).Length > 0);
                        break;
                    case "Import":
                        Import(Join(condition));
                        break;
                    case "Sdk":
                        Add(NamedSdk(reader.GetAttribute("Name") ?? "", reader.GetAttribute("Version"), Position()));
                        Skip();
                        break;
                    case "ImportGroup" or "Choose" or "When":
                        Children(Join(condition));
                        break;
                    case "Otherwise":
                        Children(condition.Length is 0 ? "otherwise" : condition);
                        break;
                    case "Target":
                        Target();
                        break;
                    default:
                        Skip();
                        break;
                }
            }
        }

        /// <summary>What a target adds while it runs comes too late for a restore in most builds, and in time in some.</summary>
        private void Target()
        {
            foreach (var name in Elements())
            {
                if (name is "ItemGroup")
                {
                    Items(conditional: true);
                }
                else
                {
                    Skip();
                }
            }
        }

        private void Properties(string condition)
        {
            foreach (var name in Elements())
            {
                var position = Position();
                var own = reader.GetAttribute("Condition") ?? "";
                var value = Text();
                var certainty = condition.Length > 0 || !MSBuildText.IsLiteral(value) ? PropertyCertainty.Open
                    : own.Length is 0 ? PropertyCertainty.Literal
                    : MSBuildText.IsDefaultOf(name, own) ? PropertyCertainty.Default
                    : PropertyCertainty.Open;
                _properties.Add(new ProjectProperty(name, value, certainty, position));
            }
        }

        private void Import(string condition)
        {
            var position = Position();
            var project = reader.GetAttribute("Project") ?? "";
            var sdk = reader.GetAttribute("Sdk");
            if (sdk is not null)
            {
                var named = NamedSdk(sdk, reader.GetAttribute("Version"), position);
                if (!_sdkNames.Contains(named.Name))
                {
                    Add(named);
                }
            }

            _imports.Add(new ProjectImport(project, sdk, condition, position));
            Skip();
        }

        private void Add(ProjectSdk sdk)
        {
            _sdkNames.Add(sdk.Name);
            _sdks.Add(sdk);
        }

        private void Items(bool conditional)
        {
            foreach (var name in Elements())
            {
                if (Type(name) is { } type)
                {
                    Item(type, conditional || reader.GetAttribute("Condition") is { Length: > 0 });
                }
                else
                {
                    Skip();
                }
            }
        }

        private void Item(ProjectItemType type, bool conditional)
        {
            var position = Position();
            var (operation, ids) =
                reader.GetAttribute("Include") is { } include ? (ItemOperation.Include, include)
                : reader.GetAttribute("Update") is { } update ? (ItemOperation.Update, update)
                : (ItemOperation.Remove, reader.GetAttribute("Remove") ?? "");
            var metadata = new Metadata { VersionPosition = position };
            for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
            {
                metadata.Set(reader.LocalName, reader.Value, position);
            }

            reader.MoveToElement();
            foreach (var name in Elements())
            {
                // Metadata with a condition of its own: the item is there, its version is anyone's guess.
                conditional |= reader.GetAttribute("Condition") is { Length: > 0 };
                var at = Position();
                metadata.Set(name, Text(), at);
            }

            // Only Reference may have a comma in its text, "Name, Version=1.0.0.0", and ';' separates everywhere.
            foreach (var id in ids.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                _items.Add(new ProjectItem(
                    type, operation, id, metadata.Override ?? metadata.Version, metadata.Override is not null, metadata.PrivateAssets,
                    metadata.HintPath, conditional, metadata.ReferencesOutput, position, metadata.VersionPosition));
            }
        }

        /// <summary>Moves over the child elements of the element that the reader is on; the body consumes each, by Skip, Text or Elements.</summary>
        private IEnumerable<string> Elements()
        {
            if (reader.IsEmptyElement)
            {
                yield break;
            }

            var depth = reader.Depth;
            while (XmlInput.Read(reader) && reader.Depth > depth)
            {
                if (reader.NodeType is XmlNodeType.Element)
                {
                    yield return reader.LocalName;
                }
            }
        }

        private void Skip()
        {
            if (reader.IsEmptyElement)
            {
                return;
            }

            var depth = reader.Depth;
            while (XmlInput.Read(reader) && reader.Depth > depth)
            {
            }
        }

        private string Text()
        {
            if (reader.IsEmptyElement)
            {
                return "";
            }

            var depth = reader.Depth;
            var text = new StringBuilder();
            while (XmlInput.Read(reader) && reader.Depth > depth)
            {
                if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                {
                    text.Append(reader.Value);
                }
            }

            return text.ToString().Trim();
        }

        private string Join(string condition) => reader.GetAttribute("Condition") is not { Length: > 0 } own ? condition
            : condition.Length is 0 ? own
            : $"({condition}) and ({own})";

        // XmlReader points behind the '<'.
        private FilePosition Position() => new(XmlInput.Line(reader), Math.Max(1, XmlInput.Column(reader) - 1));
    }

    private sealed class Metadata
    {
        public string? Version { get; private set; }

        public string? Override { get; private set; }

        public string? PrivateAssets { get; private set; }

        public string? HintPath { get; private set; }

        public bool ReferencesOutput { get; private set; } = true;

        public FilePosition VersionPosition { get; set; }

        public void Set(string name, string value, FilePosition position)
        {
            if (name.Equals("Version", StringComparison.OrdinalIgnoreCase))
            {
                Version = value.Trim();
                VersionPosition = Override is null ? position : VersionPosition;
            }
            else if (name.Equals("VersionOverride", StringComparison.OrdinalIgnoreCase))
            {
                Override = value.Trim();
                VersionPosition = position;
            }
            else if (name.Equals("PrivateAssets", StringComparison.OrdinalIgnoreCase))
            {
                PrivateAssets = value.Trim();
            }
            else if (name.Equals("HintPath", StringComparison.OrdinalIgnoreCase))
            {
                HintPath = value.Trim();
            }
            else if (name.Equals("ReferenceOutputAssembly", StringComparison.OrdinalIgnoreCase))
            {
                ReferencesOutput = false;
            }
        }
    }

    /// <summary><c>Name/Version</c>, or the name alone.</summary>
    internal static ProjectSdk NamedSdk(string text, string? version, FilePosition position)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new ProjectSdk(text, version, position) : new ProjectSdk(text[..slash], text[(slash + 1)..], position);
    }

    private static ProjectItemType? Type(string name) => name switch
    {
        "PackageReference" => ProjectItemType.PackageReference,
        "PackageVersion" => ProjectItemType.PackageVersion,
        "GlobalPackageReference" => ProjectItemType.GlobalPackageReference,
        "PackageDownload" => ProjectItemType.PackageDownload,
        "ProjectReference" => ProjectItemType.ProjectReference,
        "FrameworkReference" => ProjectItemType.FrameworkReference,
        "Reference" => ProjectItemType.Reference,
        _ => null,
    };
}
