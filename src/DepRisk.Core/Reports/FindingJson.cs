using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Rules;

namespace DepRisk.Reports;

/// <summary>A finding with everything that it rests on.</summary>
internal static class FindingJson
{
    public static void WriteAll(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<Finding> findings)
    {
        json.WriteStartArray(name);
        foreach (var finding in findings)
        {
            Write(json, finding);
        }

        json.WriteEndArray();
    }

    public static void WriteResolved(Utf8JsonWriter json, ImmutableArray<LockedFinding> resolved)
    {
        json.WriteStartArray("resolved"u8);
        foreach (var finding in resolved)
        {
            json.WriteStartObject();
            json.WriteString("rule"u8, finding.Rule);
            json.WriteString("subject"u8, finding.Subject);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("rule"u8, finding.Rule.Id);
        json.WriteString("name"u8, finding.Rule.Name);
        json.WriteString("subject"u8, finding.Subject);
        json.WriteString("level"u8, ReportNames.Of(finding.Level));
        json.WriteString("verdict"u8, ReportNames.Of(finding.Verdict));
        json.WriteBoolean("warns"u8, finding.IsWarning);
        json.WriteBoolean("withinBudget"u8, finding.IsWithinBudget);
        json.WriteString("title"u8, finding.Title);
        json.WriteString("message"u8, finding.Message);
        json.WritePropertyName("home"u8);
        WriteHome(json, finding.Home);
        ComponentJson.WriteAll(json, "packages"u8, finding.Packages);
        JsonText.Strings(json, "apps"u8, finding.Apps);
        WriteConditions(json, finding);
        WriteWaysOut(json, finding);
        ComponentJson.WriteUnknown(json, finding.Unknown);
        WriteAccepted(json, finding.Accepted);
        json.WriteEndObject();
    }

    private static void WriteHome(Utf8JsonWriter json, FindingHome? home)
    {
        if (home is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("path"u8, home.Path);
        json.WriteString("reference"u8, home.Reference);
        if (home.Line > 0)
        {
            json.WriteNumber("line"u8, home.Line);
            json.WriteNumber("column"u8, home.Column);
        }

        json.WriteEndObject();
    }

    private static void WriteConditions(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartArray("conditions"u8);
        foreach (var condition in finding.Conditions)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, condition.Name);
            json.WriteString("holds"u8, ReportNames.Of(condition.Holds));
            json.WriteString("text"u8, condition.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("facts"u8);
        foreach (var fact in finding.Facts)
        {
            json.WriteStartObject();
            json.WriteString("label"u8, fact.Label);
            json.WriteString("text"u8, fact.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteWaysOut(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartArray("waysOut"u8);
        foreach (var way in finding.WaysOut)
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, way.Kind is WayOutKind.Clears ? "clears"u8 : "contains"u8);
            json.WriteString("condition"u8, way.Condition);
            json.WriteString("text"u8, way.Text);
            json.WriteStartArray("references"u8);
            foreach (var reference in way.References)
            {
                WriteHome(json, reference);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAccepted(Utf8JsonWriter json, AcceptedFinding? accepted)
    {
        if (accepted is null)
        {
            json.WriteNull("accepted"u8);
            return;
        }

        json.WriteStartObject("accepted"u8);
        json.WriteString("until"u8, accepted.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("reason"u8, accepted.Reason);
        json.WriteEndObject();
    }
}
