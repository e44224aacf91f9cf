using System.Collections.Immutable;
using System.Text.Json;
using DepRisk.Input;

namespace DepRisk.Lock;

/// <summary>The keys of a policy, object by object. docs/deprisk.schema.json says the same to editors.</summary>
internal static class PolicyKeys
{
    public static readonly ImmutableArray<string> Root = ["$schema", "extends", "thresholds", "platforms", "apps", "rules", "budgets", "limits", "adapters", "allowedFeeds"];
    public static readonly ImmutableArray<string> Thresholds = ["reach", "apps", "hiddenness", "removalCut", "releaseMonths", "binding"];
    public static readonly ImmutableArray<string> Limits = ["accountReach", "accountPackages", "files"];
    public static readonly ImmutableArray<string> Levels = ["off", "info", "warning", "error"];
    public static readonly ImmutableArray<string> Platforms = ["owner:", "certificate:"];
}

/// <summary>Moves over the keys of one object: each once, and none that is not known.</summary>
/// <param name="where">For people: "thresholds"; empty for the whole file.</param>
/// <param name="known">Default where any text is a key.</param>
/// <param name="sameness">What makes two keys one; ordinal where it is not said.</param>
internal sealed class KeyCursor(string where, ImmutableArray<string> known, StringComparer? sameness = null)
{
    private readonly HashSet<string> _seen = new(sameness ?? StringComparer.Ordinal);

    public string Key { get; private set; } = "";

    public bool Next(ref Utf8JsonReader reader)
    {
        if (!JsonInput.NextProperty(ref reader))
        {
            return false;
        }

        Key = reader.GetString()!;
        if (!known.IsDefault && !known.Contains(Key, StringComparer.Ordinal))
        {
            throw new InputException(InputErrorCode.Unexpected, $"has the unknown key {Key}{In}; {Advice(Key, known)}");
        }

        return _seen.Add(Key) ? true : throw new InputException(InputErrorCode.Unexpected, $"has the key {Key} twice{In}");
    }

    /// <returns>What was probably meant; where nothing is near, all that there is.</returns>
    public static string Advice(string typed, ImmutableArray<string> known) =>
        Nearest.To(typed, known, limit: 1) is [var nearest] ? $"did you mean {nearest}?" : $"known are {string.Join(", ", known)}";

    private string In => where.Length is 0 ? "" : $" in {where}";
}
