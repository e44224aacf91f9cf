using System.Text;
using DepRisk.Concentration;
using DepRisk.Input;
using DepRisk.Lock;
using DepRisk.Rules;

namespace DepRisk.Tests.Lock;

public sealed class PolicyReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deprisk-policy-").FullName;

    [Theory]
    [InlineData("{}")]
    [InlineData("\uFEFF// nothing\n{ /* at all */ }\n")]
    [InlineData("{\"thresholds\":{},\"platforms\":[],\"apps\":{},\"rules\":{},\"budgets\":{},\"limits\":{},\"adapters\":{},\"allowedFeeds\":[],\"$schema\":\"x\"}")]
    public void Nothing_stated_is_the_default(string text)
    {
        var policy = Read(text);
        Assert.Equal(Policy.Default.Thresholds, policy.Thresholds);
        Assert.Equivalent(Policy.Default, policy with { ReadFrom = [] }, strict: true);
    }

    [Fact]
    public void Every_key_is_read()
    {
        var policy = Read("""
            {
              // Comments, and commas behind the last item.
              "thresholds": { "reach": 0.4, "apps": 2, "hiddenness": 1, "removalCut": 3, "releaseMonths": 12, "binding": 0.05, },
              "platforms": ["owner:contoso", "certificate:Contoso Ltd"],
              "apps": { "src/**": false, "src/Web/**": true },
              "rules": { "DR1002": "error", "DR1005": "off", "DR1007": "info", "DR1009": "warning", "DR2003": "off" },
              "budgets": { "DR1001": 0, "DR1003": 20 },
              "limits": { "accountReach": 0.3, "accountPackages": 0.2, "files": 3 },
              "adapters": { "DotNetZip": ["src/Archives/**", "tools/*/Zip.csproj"], "Serilog": [] },
              "allowedFeeds": ["https://feed.example/v3/index.json", "local"],
            }
            """);
        Assert.Equal(new Thresholds(0.4, 2, 1, 3, 12, 0.05), policy.Thresholds);
        Assert.Equal(["owner:contoso", "certificate:Contoso Ltd"], policy.Platforms.ToArray());
        Assert.Equal([new AppChoice("src/**", false, _folder), new AppChoice("src/Web/**", true, _folder)], policy.Apps.ToArray());
        Assert.Equal(["DR1002 Error", "DR1005 Off", "DR1007 Info", "DR1009 Warning", "DR2003 Off"], policy.Levels.Select(level => $"{level.Key} {level.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(["DR1001 0", "DR1003 20"], policy.Budgets.Select(budget => $"{budget.Key} {budget.Value}").Order(StringComparer.Ordinal));
        Assert.Equal((0.3, 0.2), (policy.AccountReach, policy.AccountPackages));
        Assert.Equal(["https://feed.example/v3/index.json", "local"], policy.AllowedFeeds.ToArray());
        Assert.Equal(new CodeRules(RuleLevel.Info, RuleLevel.Info, RuleLevel.Off, 3), policy.CodeRules);
        Assert.Equal([new PolicyPath("src/Archives/**", _folder), new PolicyPath("tools/*/Zip.csproj", _folder)], policy.Adapters["dotnetzip"].ToArray());
        Assert.Empty(policy.Adapters["Serilog"]);
    }

    [Theory]
    [InlineData("{\n  \"treshold\": {}\n}", "unknown key treshold; did you mean thresholds?", 2, 3)]
    [InlineData("{\"thresholds\": {\n    \"reech\": 0.5}}", "unknown key reech in thresholds; did you mean reach?", 2, 5)]
    [InlineData("{\"zzzzzzzzzz\": 1}", "known are $schema, extends, thresholds", 1, 2)]
    [InlineData("{\"rules\": {\"DR1010\": \"off\"}}", "unknown key DR1010 in rules; did you mean DR1001?", 1, 12)]
    [InlineData("{\"rules\": {\"DR1001\": \"warn\"}}", "gives DR1001 the unknown level warn; did you mean warning?", 1, 22)]
    [InlineData("{\"rules\": {\"DR1001\": true}}", "DR1001 is a boolean, not a string", 1, 22)]
    [InlineData("{\"budgets\": {\"DR1001\": -1}}", "DR1001 is no whole number from 0 on", 1, 24)]
    [InlineData("{\"budgets\": {\"DR1001\": 1.5}}", "DR1001 is no whole number from 0 on", 1, 24)]
    [InlineData("{\"thresholds\": {\"reach\": 50}}", "reach is no number from 0 to 1", 1, 26)]
    [InlineData("{\"thresholds\": {\"reach\": \"0.5\"}}", "reach is no number from 0 to 1", 1, 26)]
    [InlineData("{\"thresholds\": {\"binding\": 1e999}}", "binding is no number from 0 to 1", 1, 28)]
    [InlineData("{\"thresholds\": {\"removalCut\": 0}}", "removalCut is no whole number from 1 on", 1, 31)]
    [InlineData("{\"thresholds\": []}", "thresholds is an array, not an object", 1, 16)]
    [InlineData("{\"apps\": {},\n \"apps\": {}}", "has the key apps twice", 2, 2)]
    [InlineData("{\"apps\": {\"a\": true, \"a\": false}}", "has the key a twice in apps", 1, 22)]
    [InlineData("{\"apps\": {\"a\": \"yes\"}}", "apps says of a neither true nor false", 1, 16)]
    [InlineData("{\"apps\": {\"src\\\\Web\": true}}", "write it relative to this file and with /", 1, 11)]
    [InlineData("{\"platforms\": [\"Contoso\"]}", "write owner:NAME or certificate:HOLDER", 1, 16)]
    [InlineData("{\"platforms\": [\"owner: \"]}", "write owner:NAME or certificate:HOLDER", 1, 16)]
    [InlineData("{\"platforms\": \"owner:a\"}", "platforms is a string, not an array", 1, 15)]
    [InlineData("{\"allowedFeeds\": [\"a\", \"a\"]}", "has a twice in allowedFeeds", 1, 24)]
    [InlineData("{\"limits\": {\"accountReech\": 1}}", "did you mean accountReach?", 1, 13)]
    [InlineData("{\"limits\": {\"files\": 0}}", "files is no whole number from 1 on", 1, 22)]
    [InlineData("{\"limits\": {\"files\": 0.5}}", "files is no whole number from 1 on", 1, 22)]
    [InlineData("{\"budgets\": {\"DR2001\": 1}}", "unknown key DR2001 in budgets; did you mean DR1001?", 1, 14)]
    [InlineData("{\"adapters\": {\"a\": [], \"A\": []}}", "has the key A twice in adapters", 1, 24)]
    [InlineData("{\"adapters\": {\" \": []}}", "has an empty package id in adapters", 1, 15)]
    [InlineData("{\"adapters\": {\"a\": \"b\"}}", "a is a string, not an array", 1, 20)]
    [InlineData("{\"adapters\": {\"a\": [\"/src\"]}}", "has the path '/src' in adapters; write it relative to this file and with /", 1, 21)]
    [InlineData("{\"adapters\": {\"a\": [\"src\\\\Zip\"]}}", "write it relative to this file and with /", 1, 21)]
    [InlineData("{\"adapters\": {\"a\": [\"b\", \"b\"]}}", "has b twice in a", 1, 26)]
    [InlineData("{\"extends\": \"/etc/deprisk.json\"}", "extends is no path relative to this file", 1, 13)]
    [InlineData("{\"extends\": \"https://feed.example/deprisk.json\"}", "extends is no path relative to this file", 1, 13)]
    [InlineData("{\"extends\":\n \"gone.json\"}", "extends gone.json, which is no file", 2, 2)]
    [InlineData("[]", "the policy is an array, not an object", 1, 1)]
    [InlineData("{} {}", "is not valid JSON", 1, 4)]
    [InlineData("", "is empty", 1, 1)]
    public void What_is_wrong_is_an_error_with_its_place(string text, string message, int line, int column)
    {
        var error = Refuse(text);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.EndsWith("deprisk.json", error.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void What_extends_wins_key_by_key_and_its_lists_replace()
    {
        Write("shared/base.json", """
            { "thresholds": { "reach": 0.3, "apps": 9 }, "platforms": ["owner:a"], "allowedFeeds": ["x"], "apps": { "**": false },
              "rules": { "DR1001": "off", "DR1003": "info" }, "budgets": { "DR1001": 1 }, "limits": { "accountReach": 0.1, "accountPackages": 0.1, "files": 7 },
              "adapters": { "A": ["a/**"], "B": ["b/**"] } }
            """);
        var policy = Read("""
            { "thresholds": { "apps": 4 }, "extends": "shared/base.json", "platforms": ["owner:b"], "apps": { "src/**": true }, "rules": { "DR1001": "error" }, "limits": { "accountReach": 1 },
              "adapters": { "b": ["c/**"] } }
            """);
        Assert.Equal(Thresholds.Default with { Reach = 0.3, Apps = 4 }, policy.Thresholds);
        Assert.Equal(["owner:b"], policy.Platforms.ToArray());
        Assert.Equal(["x"], policy.AllowedFeeds.ToArray());
        Assert.Equal([new AppChoice("**", false, Path.Combine(_folder, "shared")), new AppChoice("src/**", true, _folder)], policy.Apps.ToArray());
        Assert.Equal((RuleLevel.Error, RuleLevel.Info), (policy.Levels["DR1001"], policy.Levels["DR1003"]));
        Assert.Equal((1, 0.1), (policy.AccountReach, policy.AccountPackages));
        Assert.Equal(1, policy.Budgets["DR1001"]);
        Assert.Equal(7, policy.CodeRules.Files);
        Assert.Equal([new PolicyPath("a/**", Path.Combine(_folder, "shared"))], policy.Adapters["A"].ToArray());
        Assert.Equal([new PolicyPath("c/**", _folder)], policy.Adapters["B"].ToArray());
    }

    [Fact]
    public void A_circle_is_named_where_it_closes()
    {
        Write("a.json", "{\n  \"extends\": \"b/b.json\"\n}");
        Write("b/b.json", "{ \"extends\": \"../a.json\" }");
        var error = Refuse("{ \"extends\": \"a.json\" }");
        Assert.Equal("extends ../a.json, which extends this file in turn", error.Message);
        Assert.Equal(Path.Combine(_folder, "b", "b.json"), error.Path);
        Assert.Equal((1, 14), (error.Line, error.Column));
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void A_chain_ends(int files, bool isRead)
    {
        for (var i = 1; i < files; i++)
        {
            Write($"{i}.json", i == files - 1 ? "{}" : $"{{ \"extends\": \"{i + 1}.json\" }}");
        }

        Write("deprisk.json", "{ \"extends\": \"1.json\" }");
        var result = PolicyReader.Read(Path.Combine(_folder, "deprisk.json"), RuleCatalog.Ids);
        Assert.Equal(isRead, result.Value is not null);
        Assert.Equal(isRead ? null : InputErrorCode.LimitExceeded, result.Error?.Code);
    }

    [Fact]
    public void An_error_of_what_is_extended_is_an_error_of_that_file()
    {
        Write("base.json", "{ \"limit\": 1 }");
        var error = Refuse("{ \"extends\": \"base.json\" }");
        Assert.Equal(Path.Combine(_folder, "base.json"), error.Path);
        Assert.Contains("did you mean limits?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutations_are_read_or_refused_and_never_thrown()
    {
        var text = Encoding.UTF8.GetBytes("""
            { "extends": "x.json", "thresholds": { "reach": 0.4, "apps": 2 }, /* c */ "platforms": ["owner:contoso"], "apps": { "src/**": false },
              "rules": { "DR1002": "error" }, "budgets": { "DR1001": 0 }, "limits": { "accountReach": 0.3, "files": 4 }, "adapters": { "A": ["a/**"] }, "allowedFeeds": ["local"] }
            """);
        var (read, refused) = (0, 0);
        foreach (var bytes in Mutations.Of(text, seed: 3, count: 5000))
        {
            var result = PolicyFile.Parse("deprisk.json", bytes, RuleCatalog.Ids);
            Assert.True(result.Value is not null ^ result.Error is not null);
            (read, refused) = result.Error is null ? (read + 1, refused) : (read, refused + 1);
            foreach (var change in result.Value?.Changes ?? [])
            {
                Assert.NotNull(change(Policy.Default));
            }
        }

        Assert.True(read > 50 && refused > 1000, $"{read} read, {refused} refused");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Policy Read(string text)
    {
        Write("deprisk.json", text);
        var result = PolicyReader.Read(Path.Combine(_folder, "deprisk.json"), RuleCatalog.Ids);
        Assert.Null(result.Error);
        return result.Value!;
    }

    private InputError Refuse(string text)
    {
        Write("deprisk.json", text);
        return PolicyReader.Read(Path.Combine(_folder, "deprisk.json"), RuleCatalog.Ids).Error!;
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
