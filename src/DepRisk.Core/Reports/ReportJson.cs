using System.Globalization;
using System.Text.Json;
using DepRisk.Binding;
using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Feeds;
using DepRisk.Rules;

namespace DepRisk.Reports;

/// <summary>
/// The report for machines, <c>deprisk-report/1</c>: projects by path, packages by id and version. A fact that is not known is null.
/// </summary>
public static class ReportJson
{
    public static void Write(Assessment assessment, Stream stream)
    {
        var (scope, evidence, concentration) = (assessment.Input.Scope, assessment.Input.Evidence, assessment.Input.Concentration);
        using var json = new Utf8JsonWriter(stream, JsonText.Options);
        json.WriteStartObject();
        json.WriteString("schema"u8, "deprisk-report/1"u8);
        json.WriteBoolean("complete"u8, !scope.IsPartial);
        json.WriteString("asOf"u8, assessment.Input.AsOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteBoolean("locked"u8, assessment.Input.Lock is not null);
        json.WriteStartArray("projects"u8);
        for (var i = 0; i < scope.Projects.Length; i++)
        {
            WriteProject(json, scope.Projects[i], evidence.Bindings.IsEmpty ? null : evidence.Bindings[i]);
        }

        json.WriteEndArray();
        WritePackages(json, evidence, concentration);
        ConcentrationJson.Write(json, concentration);
        FindingJson.WriteAll(json, "findings"u8, assessment.Findings);
        FindingJson.WriteAll(json, "watched"u8, assessment.Watched);
        FindingJson.WriteResolved(json, assessment.Resolved);
        JsonText.End(json, stream);
    }

    private static void WritePackages(Utf8JsonWriter json, ScopeEvidence evidence, ScopeConcentration concentration)
    {
        var metrics = concentration.Packages.ToDictionary(package => package.Package, (IEqualityComparer<Component>)ReferenceEqualityComparer.Instance);
        json.WriteStartArray("packages"u8);
        foreach (var use in concentration.Uses.Packages)
        {
            WritePackage(json, use, metrics[use.Component], concentration, evidence);
        }

        json.WriteEndArray();
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

    private static void WritePackage(Utf8JsonWriter json, PackageUse use, PackageMetrics metrics, ScopeConcentration concentration, ScopeEvidence evidence)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, use.Component.Id);
        json.WriteString("version"u8, use.Component.Version);
        json.WriteString("ecosystem"u8, use.Component.Ecosystem);
        json.WriteString("class"u8, ReportNames.Of(use.Class));
        json.WriteBoolean("direct"u8, use.IsDirect);
        PackageFactsJson.Write(json, use.Component, evidence);
        WriteMetrics(json, use, metrics, concentration);
        WriteFetched(json, use.Component.Ecosystem is "nuget" ? evidence.Fetched.Find(use.Component.Id, use.Component.Version) : null);
        json.WriteEndObject();
    }

    private static void WriteMetrics(Utf8JsonWriter json, PackageUse use, PackageMetrics metrics, ScopeConcentration concentration)
    {
        json.WriteStartObject("metrics"u8);
        ConcentrationJson.WriteReach(json, use.Apps.Length, concentration.Uses.Delivered.Length);
        WriteNumber(json, "depth"u8, use.Depth >= 0 ? use.Depth : null);
        WriteNumber(json, "controlGroup"u8, metrics.Group is GroupedScope.NoGroup ? null : metrics.Group);
        WriteNumber(json, "trustedPackages"u8, metrics.TrustedPackages);
        WriteNumber(json, "trustedAccounts"u8, metrics.TrustedAccounts);
        if (metrics.Tinyness is { } tinyness)
        {
            json.WriteNumber("tinyness"u8, Math.Round(tinyness, 4));
        }
        else
        {
            json.WriteNull("tinyness"u8);
        }

        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, int? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
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
