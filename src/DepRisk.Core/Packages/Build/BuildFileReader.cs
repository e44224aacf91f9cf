using System.Text;
using System.Xml;
using DepRisk.Input;

namespace DepRisk.Packages.Build;

/// <summary>
/// Reads a props or targets file in one forward pass. Conditions are not looked at: what could take part counts. Comments and text are no elements,
/// so a UsingTask in a comment is none, and an element called Exec is the task only where it stands directly in a target.
/// </summary>
internal static class BuildFileReader
{
    public static Result<List<BuildStatement>> Parse(string path, ReadOnlyMemory<byte> bytes) => XmlInput.Parse(path, bytes, Read, Limits.BuildFileBytes);

    private static List<BuildStatement> Read(XmlReader reader)
    {
        var statements = new List<BuildStatement>();
        var parents = new Stack<string>();
        var more = XmlInput.Read(reader);
        while (more)
        {
            if (reader.NodeType is not XmlNodeType.Element)
            {
                more = XmlInput.Read(reader);
                continue;
            }

            while (parents.Count > reader.Depth)
            {
                parents.Pop();
            }

            var name = reader.LocalName;
            parents.TryPeek(out var parent);
            parents.Push(name);
            if (parent is "PropertyGroup")
            {
                // Reading the text has moved the reader to the element behind, which is looked at next.
                Property(reader, name, statements);
                more = !reader.EOF;
                continue;
            }

            Element(reader, name, parent, statements);
            more = XmlInput.Read(reader);
        }

        return statements;
    }

    private static void Element(XmlReader reader, string name, string? parent, List<BuildStatement> statements)
    {
        switch (parent, name)
        {
            case (null, not "Project"):
                throw new InputException(InputErrorCode.Unexpected, "is no MSBuild file: its root is not <Project>");
            case (null, _) when Attribute(reader, "Sdk") is { } sdk:
                Add(statements, reader, BuildStatementKind.SdkImport, sdk, sdk);
                break;
            case ("Project", "Sdk"):
                Add(statements, reader, BuildStatementKind.SdkImport, Attribute(reader, "Name") ?? "", Attribute(reader, "Name") ?? "");
                break;
            case ("Project" or "ImportGroup", "Import"):
                Import(reader, statements);
                break;
            case ("Project", "UsingTask"):
                Add(
                    statements, reader, BuildStatementKind.UsingTask, Attribute(reader, "TaskName") ?? "",
                    Attribute(reader, "AssemblyFile") ?? AssemblyName(reader), Attribute(reader, "TaskFactory"));
                break;
            case ("ItemGroup", _) when name.Equals("Analyzer", StringComparison.OrdinalIgnoreCase) && Attribute(reader, "Include") is { } include:
                Add(statements, reader, BuildStatementKind.AnalyzerItem, "", include);
                break;
            case ("Target", not ("PropertyGroup" or "ItemGroup" or "OnError")):
                Task(reader, name, statements);
                break;
        }
    }

    // A name is told from a file by what stands before it; no file's path begins with this.
    public const string NamePrefix = "name:";

    private static string AssemblyName(XmlReader reader) => NamePrefix + (Attribute(reader, "AssemblyName") ?? "");

    private static void Import(XmlReader reader, List<BuildStatement> statements)
    {
        var project = Attribute(reader, "Project") ?? "";
        var sdk = Attribute(reader, "Sdk");
        Add(statements, reader, sdk is null ? BuildStatementKind.Import : BuildStatementKind.SdkImport, sdk ?? "", project);
    }

    /// <summary>MSBuild finds a task by its last name, in any case: <c>Microsoft.Build.Tasks.Exec</c> is Exec.</summary>
    private static void Task(XmlReader reader, string name, List<BuildStatement> statements)
    {
        var task = name.AsSpan(name.LastIndexOf('.') + 1);
        if (task.Equals("Exec", StringComparison.OrdinalIgnoreCase))
        {
            Add(statements, reader, BuildStatementKind.Exec, name, AttributeOfTask(reader, "Command") ?? "");
        }
        else if (task.Equals("MSBuild", StringComparison.OrdinalIgnoreCase) && AttributeOfTask(reader, "Projects") is { } projects)
        {
            Add(statements, reader, BuildStatementKind.MSBuildTask, name, projects);
        }
        else if ((AttributeOfTask(reader, "ToolExe") ?? AttributeOfTask(reader, "ToolPath")) is { } tool)
        {
            Add(statements, reader, BuildStatementKind.ToolTask, name, tool);
        }
    }

    private static void Property(XmlReader reader, string name, List<BuildStatement> statements)
    {
        var line = (int)XmlInput.Line(reader);
        var text = new StringBuilder();
        var depth = reader.Depth;
        if (!reader.IsEmptyElement)
        {
            while (XmlInput.Read(reader) && reader.Depth > depth)
            {
                if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && text.Length <= Limits.BuildTextCharacters)
                {
                    text.Append(reader.Value);
                }
            }
        }

        XmlInput.Read(reader);
        Add(statements, new BuildStatement(BuildStatementKind.Property, name, text.Length > Limits.BuildTextCharacters ? "$()" : text.ToString().Trim(), line));
    }

    private static void Add(List<BuildStatement> statements, XmlReader reader, BuildStatementKind kind, string name, string text, string? factory = null) =>
        Add(statements, new BuildStatement(kind, name, text, (int)XmlInput.Line(reader), factory));

    private static void Add(List<BuildStatement> statements, BuildStatement statement)
    {
        // The cap is met and not crossed: what was read before it still counts, and whoever walks the files sees the number and says so.
        if (statements.Count < Limits.BuildStatements)
        {
            statements.Add(statement);
        }
    }

    private static string? Attribute(XmlReader reader, string name) =>
        reader.GetAttribute(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>Parameters of a task, other than the attributes of MSBuild's own elements, are found in any case.</summary>
    private static string? AttributeOfTask(XmlReader reader, string name)
    {
        for (var i = 0; i < reader.AttributeCount; i++)
        {
            reader.MoveToAttribute(i);
            if (reader.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                var value = reader.Value.Trim();
                reader.MoveToElement();
                return value;
            }
        }

        reader.MoveToElement();
        return null;
    }
}
