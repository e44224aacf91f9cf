using System.Collections.Immutable;
using System.Text.Json;
using DepRisk.Lock;
using DepRisk.Rules;

namespace DepRisk.Reports;

/// <summary>A comparison of two states for machines, <c>deprisk-diff/1</c>.</summary>
public static class DiffJson
{
    public static void Write(StateComparison comparison, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, JsonText.Options);
        json.WriteStartObject();
        json.WriteString("schema"u8, "deprisk-diff/1"u8);
        WriteSide(json, "old"u8, comparison.Old);
        WriteSide(json, "new"u8, comparison.New);
        json.WriteStartObject("apps"u8);
        JsonText.Strings(json, "added"u8, comparison.Difference.AddedApps);
        JsonText.Strings(json, "removed"u8, comparison.Difference.RemovedApps);
        json.WriteEndObject();
        json.WriteStartArray("packages"u8);
        foreach (var package in comparison.Difference.Packages)
        {
            WritePackage(json, package);
        }

        json.WriteEndArray();
        WriteFindings(json, comparison.Findings);
        JsonText.End(json, stream);
    }

    private static void WriteSide(Utf8JsonWriter json, ReadOnlySpan<byte> name, ComparedSide side)
    {
        json.WriteStartObject(name);
        json.WriteString("name"u8, side.Name);
        json.WriteString("kind"u8, side.Assessment is null ? "lock"u8 : "scope"u8);
        json.WriteBoolean("complete"u8, !side.IsPartial);
        json.WriteNumber("packages"u8, side.State.Packages.Length);
        json.WriteNumber("unknownHands"u8, side.UnknownHands);
        json.WriteNumber("unknownContent"u8, side.UnknownContent);
        json.WriteNumber("unseen"u8, side.Unseen.Count);
        JsonText.Strings(json, "apps"u8, side.State.Apps);
        json.WriteEndObject();
    }

    private static void WritePackage(Utf8JsonWriter json, PackageDifference package)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, package.Id);
        json.WriteString("change"u8, package.IsAdded ? "added"u8 : package.IsRemoved ? "removed"u8 : "changed"u8);
        json.WriteString("oldVersion"u8, package.Before?.Version);
        json.WriteString("newVersion"u8, package.After?.Version);
        json.WriteStartArray("facts"u8);
        foreach (var fact in package.Facts)
        {
            json.WriteStartObject();
            json.WriteString("fact"u8, NameOf(fact.Fact));
            JsonText.Strings(json, "lost"u8, fact.Lost);
            JsonText.Strings(json, "gained"u8, fact.Gained);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFindings(Utf8JsonWriter json, ImmutableArray<FindingChange> findings)
    {
        json.WriteStartArray("findings"u8);
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("change"u8, NameOf(finding.Kind));
            json.WriteString("rule"u8, finding.Rule);
            json.WriteString("subject"u8, finding.Subject);
            JsonText.Strings(json, "conditions"u8, finding.Conditions);
            JsonText.Strings(json, "apps"u8, finding.Apps);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string NameOf(FindingChangeKind kind) => kind switch
    {
        FindingChangeKind.New => "new",
        FindingChangeKind.Worse => "worse",
        FindingChangeKind.Better => "better",
        FindingChangeKind.Gone => "gone",
        _ => "undecided",
    };

    private static string NameOf(LockedFact fact) => fact switch
    {
        LockedFact.Version => "version",
        LockedFact.Signature => "signature",
        LockedFact.Owners => "owners",
        LockedFact.Certificate => "certificate",
        LockedFact.Capabilities => "capabilities",
        LockedFact.BuildCode => "buildCode",
        LockedFact.Licence => "licence",
        _ => "apps",
    };
}
