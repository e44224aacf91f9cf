using System.Text.Json;
using DepRisk.Binding;

namespace DepRisk.Reports;

/// <summary><c>binding</c> of a project: which packages its own code uses, and where.</summary>
internal static class BindingJson
{
    public static void Write(Utf8JsonWriter json, ProjectBinding? binding)
    {
        if (binding is null)
        {
            json.WriteNull("binding"u8);
            return;
        }

        json.WriteStartObject("binding"u8);
        json.WriteString("unknown"u8, binding.Unknown);
        json.WriteNumber("files"u8, binding.Files.Length);
        json.WriteStartArray("packages"u8);
        foreach (var use in binding.Packages)
        {
            WriteUse(json, use);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteUse(Utf8JsonWriter json, PackageBinding use)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, use.Package.Id);
        json.WriteString("version"u8, use.Package.Version);
        json.WriteNumber("callSites"u8, use.CallSites);
        WriteList(json, "types"u8, use.Types);
        json.WriteStartArray("sites"u8);
        foreach (var site in use.Sites)
        {
            json.WriteStartObject();
            json.WriteString("file"u8, site.Path);
            json.WriteNumber("line"u8, site.Line);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteList(json, "publicMembers"u8, use.Leaks);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }
}
