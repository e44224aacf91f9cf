using System.Collections.Immutable;
using System.Text.Json;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Packages;

namespace DepRisk.Reports;

/// <summary>The power of a scope for machines, <c>deprisk-power/1</c>.</summary>
public static class PowerJson
{
    public static void Write(Scope scope, Power power, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, JsonText.Options);
        json.WriteStartObject();
        json.WriteString("schema"u8, "deprisk-power/1"u8);
        json.WriteBoolean("complete"u8, !scope.IsPartial);
        json.WriteStartArray("apps"u8);
        foreach (var project in power.Delivered)
        {
            json.WriteStringValue(project.Path);
        }

        json.WriteEndArray();
        WriteHolders(json, "accounts"u8, power, power.Accounts);
        WriteHolders(json, "certificates"u8, power, power.Certificates);
        WriteHolders(json, "repositories"u8, power, power.Repositories);
        WriteHolders(json, "feeds"u8, power, power.Feeds);
        WriteBuildCode(json, power);
        WriteUnknown(json, power);
        json.WriteStartObject("spread"u8);
        WriteSpread(json, "withoutPlatform"u8, power.WithoutPlatform);
        WriteSpread(json, "withPlatform"u8, power.WithPlatform);
        json.WriteEndObject();
        JsonText.End(json, stream);
    }

    private static void WriteHolders(Utf8JsonWriter json, ReadOnlySpan<byte> name, Power power, ImmutableArray<PowerHolder> holders)
    {
        json.WriteStartArray(name);
        foreach (var holder in holders)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, holder.Name);
            json.WriteBoolean("platform"u8, holder.IsPlatform);
            WriteApps(json, "apps"u8, power, holder.Apps);
            WriteApps(json, "buildApps"u8, power, holder.BuildApps);
            ComponentJson.WriteAll(json, "packages"u8, holder.Packages);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteBuildCode(Utf8JsonWriter json, Power power)
    {
        json.WriteStartArray("buildCode"u8);
        foreach (var code in power.BuildCode)
        {
            json.WriteStartObject();
            ComponentJson.WriteFields(json, code.Package);
            json.WriteString("kind"u8, code.Kind ?? "package");
            WriteReach(json, power, code);
            json.WriteStartArray("executes"u8);
            foreach (var asset in code.Executing)
            {
                json.WriteStartObject();
                BuildAssetJson.WriteFields(json, asset);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            JsonText.Strings(json, "unknown"u8, code.Unknown);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteReach(Utf8JsonWriter json, Power power, BuildCode code)
    {
        if (code.HasReach)
        {
            WriteApps(json, "apps"u8, power, code.Apps);
            JsonText.Strings(json, "projects"u8, code.Projects);
            return;
        }

        json.WriteNull("apps"u8);
        json.WriteNull("projects"u8);
        JsonText.Strings(json, "declaredIn"u8, code.Projects);
    }

    private static void WriteUnknown(Utf8JsonWriter json, Power power)
    {
        json.WriteStartArray("unknown"u8);
        foreach (var unknown in power.Unknown)
        {
            json.WriteStartObject();
            json.WriteString("verdict"u8, FactNames.Of(unknown.Verdict));
            json.WriteString("reason"u8, unknown.Reason);
            ComponentJson.WriteAll(json, "packages"u8, unknown.Packages);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSpread(Utf8JsonWriter json, ReadOnlySpan<byte> name, AccountSpread spread)
    {
        json.WriteStartObject(name);
        json.WriteNumber("packages"u8, spread.Packages);
        json.WriteNumber("unproven"u8, spread.Unproven);
        WriteSet(json, "capture"u8, spread, spread.Capture);
        WriteSet(json, "loss"u8, spread, spread.Loss);
        ConcentrationJson.WritePosture(json, "posture"u8, spread.Posture);
        json.WriteEndObject();
    }

    private static void WriteSet(Utf8JsonWriter json, ReadOnlySpan<byte> name, AccountSpread spread, AccountSet set)
    {
        if (set.Accounts.IsEmpty)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        JsonText.Strings(json, "accounts"u8, set.Accounts);
        json.WriteBoolean("smallest"u8, spread.IsSmallest(set));
        json.WriteEndObject();
    }

    private static void WriteApps(Utf8JsonWriter json, ReadOnlySpan<byte> name, Power power, ImmutableArray<int> apps)
    {
        json.WriteStartArray(name);
        foreach (var app in apps)
        {
            json.WriteStringValue(power.Delivered[app].Path);
        }

        json.WriteEndArray();
    }
}
