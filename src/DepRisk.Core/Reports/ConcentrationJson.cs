using System.Text.Json;
using DepRisk.Concentration;
using DepRisk.Packages;
using DepRisk.Packages.Capabilities;

namespace DepRisk.Reports;

/// <summary>Control groups with their metrics, and the posture.</summary>
internal static class ConcentrationJson
{
    public static void Write(Utf8JsonWriter json, ScopeConcentration concentration)
    {
        json.WriteStartArray("controlGroups"u8);
        foreach (var group in concentration.Groups)
        {
            WriteGroup(json, concentration, group);
        }

        json.WriteEndArray();
        json.WriteStartObject("posture"u8);
        WritePosture(json, "withPlatform"u8, concentration.WithPlatform);
        WritePosture(json, "withoutPlatform"u8, concentration.WithoutPlatform);
        WritePosture(json, "byReach"u8, concentration.ByReach);
        json.WriteEndObject();
    }

    private static void WriteGroup(Utf8JsonWriter json, ScopeConcentration concentration, GroupConcentration group)
    {
        json.WriteStartObject();
        json.WriteString("lead"u8, group.Lead.Id);
        if (group.Group.IsVerified)
        {
            JsonText.Strings(json, "accounts"u8, group.Group.Accounts);
        }
        else
        {
            json.WriteNull("accounts"u8);
        }

        json.WriteString("certificate"u8, group.Group.Entity);
        json.WriteBoolean("platform"u8, group.Group.IsPlatform);
        ComponentJson.WriteAll(json, "packages"u8, group.Group.Packages);
        json.WriteStartObject("metrics"u8);
        WriteReach(json, group.Apps.Length, concentration.Scope.Apps.Length);
        json.WriteNumber("hiddenness"u8, Math.Round(Hiddenness.Share(group.HiddenIn, group.Apps), 4));
        json.WriteNumber("removalCut"u8, RemovalCut.Of(concentration.Scope, group.Index).Size);
        json.WriteEndObject();
        WriteBinding(json, group.Binding);
        WriteCapabilities(json, group.Power.Capabilities);
        json.WriteStartObject("conditions"u8);
        json.WriteString("eligible"u8, ReportNames.Of(group.IsEligible));
        json.WriteBoolean("reach"u8, group.HasReach);
        json.WriteString("power"u8, ReportNames.Of(group.Power.Exists));
        json.WriteString("exposed"u8, ReportNames.Of(group.IsExposed));
        json.WriteString("hidden"u8, ReportNames.Of(group.IsHidden));
        json.WriteString("inescapable"u8, ReportNames.Of(group.IsInescapable));
        json.WriteString("lockedIn"u8, ReportNames.Of(group.IsLockedIn));
        json.WriteEndObject();
        ComponentJson.WriteUnknown(json, group.Unknown);
        json.WriteEndObject();
    }

    public static void WriteReach(Utf8JsonWriter json, int apps, int of)
    {
        json.WriteStartObject("reach"u8);
        json.WriteNumber("apps"u8, apps);
        json.WriteNumber("of"u8, of);
        json.WriteEndObject();
    }

    private static void WriteBinding(Utf8JsonWriter json, GroupBinding binding)
    {
        json.WriteStartObject("binding"u8);
        json.WriteNumber("files"u8, binding.Files.Length);
        json.WriteNumber("of"u8, binding.Of);
        json.WriteNumber("callSites"u8, binding.CallSites);
        JsonText.Strings(json, "leaks"u8, binding.Leaks);
        JsonText.Strings(json, "unknown"u8, binding.Unknown);
        json.WriteEndObject();
    }

    private static void WriteCapabilities(Utf8JsonWriter json, CapabilitySet capabilities)
    {
        json.WriteStartArray("capabilities"u8);
        for (var capability = Capability.Net; capability <= Capability.Registry; capability++)
        {
            if (capabilities.Contains(capability))
            {
                json.WriteStringValue(FactNames.Of(capability));
            }
        }

        json.WriteEndArray();
    }

    public static void WritePosture(Utf8JsonWriter json, ReadOnlySpan<byte> name, Posture posture)
    {
        json.WriteStartObject(name);
        json.WriteNumber("hhi"u8, Math.Round(posture.Hhi, 1));
        json.WriteNumber("groups"u8, posture.Count);
        json.WriteNumber("shannon"u8, Math.Round(posture.Shannon, 2));
        json.WriteNumber("effective"u8, Math.Round(posture.Effective, 2));
        json.WriteEndObject();
    }
}
