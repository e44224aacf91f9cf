using System.Text.Json;
using DepRisk.Binding;
using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Feeds;

namespace DepRisk.Reports;

/// <summary>
/// The report for machines, <c>deprisk-report/1</c>: projects by path, packages by id and version. A fact that is not known is null.
/// </summary>
public static class ReportJson
{
    public static void Write(Scope scope, ScopeEvidence evidence, Stream stream)
    {
        var uses = PackageUses.Of(scope);
        using var json = new Utf8JsonWriter(stream, JsonText.Options);
        json.WriteStartObject();
        json.WriteString("schema"u8, "deprisk-report/1"u8);
        json.WriteBoolean("complete"u8, !scope.IsPartial);
        json.WriteStartArray("projects"u8);
        for (var i = 0; i < scope.Projects.Length; i++)
        {
            WriteProject(json, scope.Projects[i], evidence.Bindings.IsEmpty ? null : evidence.Bindings[i]);
        }

        json.WriteEndArray();
        json.WriteStartArray("packages"u8);
        foreach (var use in uses.Packages)
        {
            WritePackage(json, use, uses.Delivered.Length, evidence);
        }

        json.WriteEndArray();
        JsonText.End(json, stream);
    }

    private static void WriteProject(Utf8JsonWriter json, Project project, ProjectBinding? binding)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, project.Name);
        json.WriteString("path"u8, project.Path);
        json.WriteString("version"u8, project.Component.Version);
        json.WriteBoolean("app"u8, project.IsApp);
        json.WriteBoolean("test"u8, project.IsTest);
        json.WriteString("roleReason"u8, project.RoleReason);
        json.WriteStartArray("targets"u8);
        foreach (var target in project.Targets)
        {
            json.WriteStringValue(target.Name);
        }

        json.WriteEndArray();
        BindingJson.Write(json, binding);
        json.WriteEndObject();
    }

    private static void WritePackage(Utf8JsonWriter json, PackageUse use, int delivered, ScopeEvidence evidence)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, use.Component.Id);
        json.WriteString("version"u8, use.Component.Version);
        json.WriteString("ecosystem"u8, use.Component.Ecosystem);
        json.WriteString("class"u8, ReportNames.Of(use.Class));
        json.WriteBoolean("direct"u8, use.IsDirect);
        PackageFactsJson.Write(json, use.Component, evidence);
        json.WriteStartObject("metrics"u8);
        json.WriteStartObject("reach"u8);
        json.WriteNumber("apps"u8, use.Apps.Length);
        json.WriteNumber("of"u8, delivered);
        json.WriteEndObject();
        if (use.Depth >= 0)
        {
            json.WriteNumber("depth"u8, use.Depth);
        }
        else
        {
            json.WriteNull("depth"u8);
        }

        json.WriteEndObject();
        WriteFetched(json, use.Component.Ecosystem is "nuget" ? evidence.Fetched.Find(use.Component.Id, use.Component.Version) : null);
        json.WriteEndObject();
    }

    private static void WriteFetched(Utf8JsonWriter json, FetchedPackage? fetched)
    {
        json.WritePropertyName("fetched"u8);
        if (fetched is null)
        {
            json.WriteNullValue();
        }
        else
        {
            FetchedFactsWriter.WritePackage(json, fetched);
        }
    }
}
