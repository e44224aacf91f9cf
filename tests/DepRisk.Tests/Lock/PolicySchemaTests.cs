using System.Globalization;
using System.Text;
using System.Text.Json;
using DepRisk.Concentration;
using DepRisk.Lock;
using DepRisk.Rules;

namespace DepRisk.Tests.Lock;

/// <summary>docs/deprisk.schema.json says to editors what the reader does, and docs/policy.md to people.</summary>
public class PolicySchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Docs(), "deprisk.schema.json"))).RootElement;

    [Fact]
    public void The_schema_has_the_keys_of_the_reader_and_no_others()
    {
        Assert.Equal(PolicyKeys.Root.Order(StringComparer.Ordinal), Keys(Schema));
        Assert.Equal(PolicyKeys.Thresholds.Order(StringComparer.Ordinal), Keys(Property("thresholds")));
        Assert.Equal(PolicyKeys.Limits.Order(StringComparer.Ordinal), Keys(Property("limits")));
        Assert.Equal(RuleCatalog.Ids, Keys(Property("rules")));
        Assert.Equal(RuleCatalog.All.Select(rule => rule.Id), Keys(Property("budgets")));
        Assert.Equal(PolicyKeys.Levels, Schema.GetProperty("$defs").GetProperty("level").GetProperty("enum").EnumerateArray().Select(level => level.GetString()!));
    }

    [Fact]
    public void The_schema_has_the_defaults_of_the_code()
    {
        var thresholds = Property("thresholds").GetProperty("properties");
        Assert.Equal(
            Thresholds.Default,
            new Thresholds(
                Default(thresholds, "reach").GetDouble(), Default(thresholds, "apps").GetInt32(), Default(thresholds, "hiddenness").GetDouble(),
                Default(thresholds, "removalCut").GetInt32(), Default(thresholds, "releaseMonths").GetInt32(), Default(thresholds, "binding").GetDouble()));
        Assert.All(RuleCatalog.All.Concat(RuleCatalog.Code), rule =>
        {
            Assert.Equal(PolicyKeys.Levels[(int)rule.DefaultLevel], Default(Property("rules").GetProperty("properties"), rule.Id).GetString());
            Assert.Equal(rule.Name, Property("rules").GetProperty("properties").GetProperty(rule.Id).GetProperty("description").GetString());
        });
        Assert.All(RuleCatalog.All, rule => Assert.Equal(rule.Budget, Default(Property("budgets").GetProperty("properties"), rule.Id).GetInt32()));
        Assert.Equal(CodeRules.DefaultFiles, Default(Property("limits").GetProperty("properties"), "files").GetInt32());
    }

    [Fact]
    public void The_page_has_every_key_with_its_default_and_examples_that_are_read()
    {
        var page = File.ReadAllText(Path.Combine(Docs(), "policy.md")).ReplaceLineEndings("\n");
        Assert.All(PolicyKeys.Root.Except(["thresholds", "limits"], StringComparer.Ordinal), key => Assert.Contains($"\n| `{key}` |", page, StringComparison.Ordinal));
        Assert.All(PolicyKeys.Limits, key => Assert.Contains($"\n| `limits.{key}` |", page, StringComparison.Ordinal));
        var thresholds = Property("thresholds").GetProperty("properties");
        Assert.All(PolicyKeys.Thresholds, key => Assert.Contains($"\n| `thresholds.{key}` | {Default(thresholds, key).GetRawText()} |", page, StringComparison.Ordinal));
        Assert.All(RuleCatalog.All, rule => Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"\n| {rule.Id} {rule.Name} | {PolicyKeys.Levels[(int)rule.DefaultLevel]} | {(rule == RuleCatalog.CriticalConcentration ? "see DR1001" : rule.Budget)}"), page, StringComparison.Ordinal));
        Assert.All(RuleCatalog.Code, rule => Assert.Contains($"\n| {rule.Id} {rule.Name} | {PolicyKeys.Levels[(int)rule.DefaultLevel]} | none |\n", page, StringComparison.Ordinal));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"\n| `limits.files` | {CodeRules.DefaultFiles} |"), page, StringComparison.Ordinal);
        var examples = page.Split("```json\n").Skip(1).Select(rest => rest[..rest.IndexOf("\n```", StringComparison.Ordinal)]).ToArray();
        Assert.Equal(2, examples.Length);
        Assert.All(examples, example => Assert.Null(PolicyFile.Parse("deprisk.json", Encoding.UTF8.GetBytes(example), RuleCatalog.Ids).Error));
        // The first has every key.
        Assert.All(PolicyKeys.Root.Concat(PolicyKeys.Thresholds).Concat(PolicyKeys.Limits), key => Assert.Contains($"\"{key}\":", examples[0], StringComparison.Ordinal));
    }

    private static JsonElement Property(string name) => Schema.GetProperty("properties").GetProperty(name);

    private static JsonElement Default(JsonElement properties, string name) => properties.GetProperty(name).GetProperty("default");

    private static IEnumerable<string> Keys(JsonElement schema)
    {
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
        return schema.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal);
    }

    internal static string Docs()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DepRisk.sln")))
            {
                return Path.Combine(folder.FullName, "docs");
            }
        }

        throw new InvalidOperationException("The tests run outside of their checkout: no folder above them holds DepRisk.sln.");
    }
}
