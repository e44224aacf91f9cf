using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using DepRisk.Concentration;
using DepRisk.Input;

namespace DepRisk.Lock;

/// <summary>What one file of a policy states, as changes to what it extends.</summary>
/// <param name="Extends">The path as written; null where it extends nothing.</param>
/// <param name="ExtendsAt">Where it stands.</param>
internal sealed record PolicyFile(string? Extends, (long Line, long Column) ExtendsAt, ImmutableArray<Func<Policy, Policy>> Changes)
{
    /// <param name="rules">The ids that exist.</param>
    public static Result<PolicyFile> Parse(string path, ReadOnlyMemory<byte> bytes, ImmutableArray<string> rules)
    {
        var folder = Path.GetDirectoryName(path);
        var json = InputFile.WithoutBom(bytes);
        return JsonInput.Parse(path, bytes, (ref Utf8JsonReader reader) => new Parser(folder, rules, json).Parse(ref reader), JsonInput.Relaxed);
    }

    private sealed class Parser(string? folder, ImmutableArray<string> rules, ReadOnlyMemory<byte> json)
    {
        private readonly ImmutableArray<Func<Policy, Policy>>.Builder _changes = ImmutableArray.CreateBuilder<Func<Policy, Policy>>();
        private string? _extends;
        private (long, long) _extendsAt;

        public PolicyFile Parse(ref Utf8JsonReader reader)
        {
            JsonInput.ExpectObject(ref reader, "the policy");
            var keys = new KeyCursor("", PolicyKeys.Root);
            while (keys.Next(ref reader))
            {
                Section(ref reader, keys.Key);
            }

            return new PolicyFile(_extends, _extendsAt, _changes.DrainToImmutable());
        }

        private void Section(ref Utf8JsonReader reader, string key)
        {
            switch (key)
            {
                case "$schema":
                    JsonInput.String(ref reader, key);
                    break;
                case "extends":
                    _extends = ExtendedPath(ref reader);
                    _extendsAt = InputFile.Position(json.Span, reader.TokenStartIndex);
                    break;
                case "thresholds":
                    ParseThresholds(ref reader);
                    break;
                case "platforms":
                    var platforms = Texts(ref reader, key, Platform);
                    _changes.Add(policy => policy with { Platforms = platforms });
                    break;
                case "apps":
                    ParseApps(ref reader);
                    break;
                case "rules":
                    ParseRules(ref reader);
                    break;
                case "budgets":
                    ParseBudgets(ref reader);
                    break;
                case "limits":
                    ParseLimits(ref reader);
                    break;
                case "adapters":
                    ParseAdapters(ref reader);
                    break;
                case "allowedFeeds":
                    var feeds = Texts(ref reader, key, text => text);
                    _changes.Add(policy => policy with { AllowedFeeds = feeds });
                    break;
            }
        }

        private static string ExtendedPath(ref Utf8JsonReader reader)
        {
            var text = JsonInput.String(ref reader, "extends");
            return string.IsNullOrWhiteSpace(text) || text.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(text) || text.Contains("://", StringComparison.Ordinal)
                ? throw Unexpected("extends is no path relative to this file")
                : text;
        }

        private void ParseThresholds(ref Utf8JsonReader reader)
        {
            JsonInput.Object(ref reader, "thresholds");
            var keys = new KeyCursor("thresholds", PolicyKeys.Thresholds);
            while (keys.Next(ref reader))
            {
                var key = keys.Key;
                var isShare = key is "reach" or "hiddenness" or "binding";
                var (share, number) = isShare ? (Share(ref reader, key), 0) : (0, Number(ref reader, key, atLeast: 1));
                _changes.Add(policy => policy with { Thresholds = With(policy.Thresholds, key, share, number) });
            }
        }

        private static Thresholds With(Thresholds thresholds, string key, double share, int number) => key switch
        {
            "reach" => thresholds with { Reach = share },
            "apps" => thresholds with { Apps = number },
            "hiddenness" => thresholds with { Hiddenness = share },
            "removalCut" => thresholds with { RemovalCut = number },
            "releaseMonths" => thresholds with { ReleaseMonths = number },
            _ => thresholds with { Binding = share },
        };

        /// <summary><c>{"src/Web/**": true}</c></summary>
        private void ParseApps(ref Utf8JsonReader reader)
        {
            JsonInput.Object(ref reader, "apps");
            var keys = new KeyCursor("apps", default);
            while (keys.Next(ref reader))
            {
                var path = ProjectPath(keys.Key, "apps");
                reader.Read();
                var choice = reader.TokenType is JsonTokenType.True or JsonTokenType.False
                    ? new AppChoice(path, reader.TokenType is JsonTokenType.True, folder)
                    : throw Unexpected($"apps says of {keys.Key} neither true nor false");
                // What stands later decides, and what extends stands behind what it extends.
                _changes.Add(policy => policy with { Apps = policy.Apps.Add(choice) });
            }
        }

        /// <summary><c>{"DotNetZip": ["src/Archives/**"]}</c></summary>
        private void ParseAdapters(ref Utf8JsonReader reader)
        {
            JsonInput.Object(ref reader, "adapters");
            var keys = new KeyCursor("adapters", default, StringComparer.OrdinalIgnoreCase);
            while (keys.Next(ref reader))
            {
                var package = string.IsNullOrWhiteSpace(keys.Key) ? throw Unexpected("has an empty package id in adapters") : keys.Key;
                ImmutableArray<PolicyPath> paths = [.. Texts(ref reader, package, text => ProjectPath(text, "adapters")).Select(path => new PolicyPath(path, folder))];
                _changes.Add(policy => policy with { Adapters = policy.Adapters.SetItem(package, paths) });
            }
        }

        private static string ProjectPath(string path, string where) =>
            string.IsNullOrWhiteSpace(path) || path.Contains('\\', StringComparison.Ordinal) || path[0] is '/'
                ? throw Unexpected($"has the path '{path}' in {where}; write it relative to this file and with /")
                : path;

        /// <summary><c>{"DR1001": "off|info|warning|error"}</c></summary>
        private void ParseRules(ref Utf8JsonReader reader)
        {
            JsonInput.Object(ref reader, "rules");
            var keys = new KeyCursor("rules", rules);
            while (keys.Next(ref reader))
            {
                var (rule, text) = (keys.Key, JsonInput.String(ref reader, keys.Key));
                var level = PolicyKeys.Levels.IndexOf(text);
                _changes.Add(level < 0
                    ? throw Unexpected($"gives {rule} the unknown level {text}; {KeyCursor.Advice(text, PolicyKeys.Levels)}")
                    : policy => policy with { Levels = policy.Levels.SetItem(rule, (RuleLevel)level) });
            }
        }

        /// <summary><c>{"DR1001": 5}</c></summary>
        private void ParseBudgets(ref Utf8JsonReader reader)
        {
            JsonInput.Object(ref reader, "budgets");
            var keys = new KeyCursor("budgets", rules.RemoveAll(rule => CodeRules.Ids.Contains(rule, StringComparer.Ordinal)));
            while (keys.Next(ref reader))
            {
                var (rule, budget) = (keys.Key, Number(ref reader, keys.Key, atLeast: 0));
                _changes.Add(policy => policy with { Budgets = policy.Budgets.SetItem(rule, budget) });
            }
        }

        private void ParseLimits(ref Utf8JsonReader reader)
        {
            JsonInput.Object(ref reader, "limits");
            var keys = new KeyCursor("limits", PolicyKeys.Limits);
            while (keys.Next(ref reader))
            {
                var key = keys.Key;
                if (key is "files")
                {
                    var files = Number(ref reader, key, atLeast: 1);
                    _changes.Add(policy => policy with { Files = files });
                    continue;
                }

                var share = Share(ref reader, key);
                _changes.Add(policy => key is "accountReach" ? policy with { AccountReach = share } : policy with { AccountPackages = share });
            }
        }

        private static ImmutableArray<string> Texts(ref Utf8JsonReader reader, string what, Func<string, string> check)
        {
            var texts = ImmutableArray.CreateBuilder<string>();
            JsonInput.Array(ref reader, what);
            while (JsonInput.NextItem(ref reader))
            {
                var text = JsonInput.ExpectString(ref reader, what);
                texts.Add(string.IsNullOrWhiteSpace(text) ? throw Unexpected($"has an empty text in {what}")
                    : texts.Contains(text, StringComparer.Ordinal) ? throw Unexpected($"has {text} twice in {what}")
                    : check(text));
            }

            return texts.DrainToImmutable();
        }

        private static string Platform(string text) =>
            PolicyKeys.Platforms.Any(kind => text.StartsWith(kind, StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(text[kind.Length..]))
                ? text
                : throw Unexpected($"has the platform '{text}'; write owner:NAME or certificate:HOLDER");

        private static double Share(ref Utf8JsonReader reader, string what)
        {
            reader.Read();
            return reader.TokenType is JsonTokenType.Number && reader.TryGetDouble(out var share) && share is >= 0 and <= 1
                ? share
                : throw Unexpected($"{what} is no number from 0 to 1");
        }

        private static int Number(ref Utf8JsonReader reader, string what, int atLeast)
        {
            reader.Read();
            return reader.TokenType is JsonTokenType.Number && reader.TryGetInt32(out var number) && number >= atLeast
                ? number
                : throw Unexpected(string.Create(CultureInfo.InvariantCulture, $"{what} is no whole number from {atLeast} on"));
        }

        private static InputException Unexpected(string message) => new(InputErrorCode.Unexpected, message);
    }
}
