using System.Collections.Immutable;
using System.Text.Json;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Capabilities;

namespace DepRisk.Reports;

/// <summary>The answer of <see cref="WhatIf"/> for machines, <c>deprisk-what-if/1</c>.</summary>
public static class WhatIfJson
{
    public static void Write(Scope scope, WhatIf answer, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, JsonText.Options);
        json.WriteStartObject();
        json.WriteString("schema"u8, "deprisk-what-if/1"u8);
        json.WriteBoolean("complete"u8, !scope.IsPartial);
        json.WriteString("scenario"u8, answer.Scenario is WhatIfScenario.Lose ? "lose"u8 : "compromise"u8);
        json.WriteString("kind"u8, NameOf(answer.Subject.Kind));
        json.WriteString("subject"u8, answer.Subject.Text);
        ComponentJson.WriteAll(json, "packages"u8, answer.Meant.Hit, isEcosystemStated: true);
        ComponentJson.WriteAll(json, "shared"u8, answer.Meant.Shared, isEcosystemStated: true);
        ComponentJson.WriteAll(json, "undecided"u8, answer.Meant.Undecided, isEcosystemStated: true);
        JsonText.Strings(json, "apps"u8, answer.Delivered.Select(app => app.Path));
        JsonText.Strings(json, "shipsIn"u8, answer.Apps.Select(app => answer.Delivered[app].Path));
        JsonText.Strings(json, "buildsIn"u8, answer.BuildApps.Select(app => answer.Delivered[app].Path));
        WriteProjects(json, answer.Hit);
        ComponentJson.WriteAll(json, "resting"u8, answer.Resting, isEcosystemStated: true);
        WriteBuildCode(json, answer.BuildCode);
        JsonText.Strings(json, "capabilities"u8, Enum.GetValues<Capability>().Where(answer.Capabilities.Contains).Select(FactNames.Of));
        json.WriteNumber("unseen"u8, answer.Unseen);
        WriteFiles(json, answer.Files);
        WriteExit(json, answer);
        ComponentJson.WriteUnknown(json, answer.Unknown);
        JsonText.End(json, stream);
    }

    private static string NameOf(SubjectKind kind) => kind switch
    {
        SubjectKind.Package => "package",
        SubjectKind.Account => "owner",
        SubjectKind.Certificate => "certificate",
        SubjectKind.Repository => "repo",
        SubjectKind.Host => "host",
        SubjectKind.Feed => "feed",
        _ => "platform",
    };

    private static string NameOf(UptakeKind kind) => kind switch
    {
        UptakeKind.Held => "held",
        UptakeKind.Locked => "locked",
        UptakeKind.Floating => "floating",
        UptakeKind.Substituted => "substituted",
        _ => "unknown",
    };

    private static void WriteProjects(Utf8JsonWriter json, ImmutableArray<ProjectHit> hits)
    {
        json.WriteStartArray("projects"u8);
        foreach (var hit in hits)
        {
            json.WriteStartObject();
            json.WriteString("path"u8, hit.Project.Path);
            json.WriteBoolean("test"u8, hit.Project.IsTest);
            json.WriteBoolean("ships"u8, hit.Ships);
            json.WriteBoolean("shipsIsStated"u8, hit.IsClassKnown);
            json.WriteStartArray("packages"u8);
            foreach (var uptake in hit.Uptakes)
            {
                json.WriteStartObject();
                ComponentJson.WriteFields(json, uptake.Package, isEcosystemStated: true);
                json.WriteString("uptake"u8, NameOf(uptake.Kind));
                json.WriteString("requested"u8, uptake.Requested);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteBuildCode(Utf8JsonWriter json, ImmutableArray<BuildCode> build)
    {
        json.WriteStartArray("buildCode"u8);
        foreach (var code in build)
        {
            json.WriteStartObject();
            ComponentJson.WriteFields(json, code.Package, isEcosystemStated: true);
            json.WriteString("kind"u8, code.Kind);
            // Of an SDK or a tool the files that name it.
            JsonText.Strings(json, code.HasReach ? "projects"u8 : "declaredIn"u8, code.Projects);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFiles(Utf8JsonWriter json, OwnFiles files)
    {
        json.WriteStartObject("files"u8);
        JsonText.Strings(json, "paths"u8, files.Paths);
        json.WriteNumber("of"u8, files.Of);
        JsonText.Strings(json, "unknownIn"u8, files.Unknown);
        json.WriteEndObject();
    }

    private static void WriteExit(Utf8JsonWriter json, WhatIf answer)
    {
        json.WriteStartObject("exit"u8);
        WriteReferences(json, "references"u8, answer.Exit.References);
        WriteReferences(json, "own"u8, answer.Exit.Own);
        json.WriteNumber("of"u8, answer.References);
        JsonText.Strings(json, "packages"u8, answer.Exit.Packages);
        json.WriteBoolean("exact"u8, answer.Exit.IsExact);
        json.WriteEndObject();
    }

    private static void WriteReferences(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<OwnReference> references)
    {
        json.WriteStartArray(name);
        foreach (var reference in references)
        {
            json.WriteStartObject();
            json.WriteString("project"u8, reference.Project);
            json.WriteString("id"u8, reference.Id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
