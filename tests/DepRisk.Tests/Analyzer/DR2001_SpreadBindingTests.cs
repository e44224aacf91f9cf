using DepRisk.Lock;
using DepRisk.RiskModel;
using Microsoft.CodeAnalysis;

namespace DepRisk.Tests.Analyzer;

public class DR2001_SpreadBindingTests
{
    [Fact]
    public async Task More_files_than_the_limit_Trigger_once_at_the_first_use()
    {
        var found = await Check(files: 2).RunAsync(
            ("c.cs", "class C { void M(Ionic.Zip.Entry entry) { } }"),
            ("b/b.cs", "class B { object _zip = [|Ionic.Zip.ZipFile.Open(\"\")|]; Ionic.Zip.Entry? _entry; }"),
            ("e.cs", "class E : Ionic.Zip.ZipException { }"),
            // Neither of these counts.
            ("a.cs", "class A { object _zip = Other.Zip.ZipFile.Open(\"\"); string _name = nameof(Ionic.Zip.ZipFile); }"),
            ("a.g.cs", "class G { object _zip = Ionic.Zip.ZipFile.Open(\"\"); }"));
        Assert.Equal(
            "Info DR2001: DotNetZip, which runs in 3 of 3 apps, is used in 3 files of this project (limit 2); keep it behind one adapter, and name that in deprisk.json: 'deprisk why DotNetZip'",
            AnalyzerCheck.Sentence(Assert.Single(found)));
    }

    [Fact]
    public async Task A_package_that_the_project_does_not_refer_to_itself_Triggers_as_well() =>
        await Watched.Check("DR2001", files: 1, packages: Watched.Package(isDirect: false)).RunAsync(("a.cs", "class A { Ionic.Zip.Entry? [|_entry|]; }"), ("b.cs", "class B { Ionic.Zip.Entry? _entry; }"));

    [Fact]
    public async Task Each_package_Triggers_for_itself()
    {
        var check = Watched.Check("DR2001", RuleLevel.Warning, files: 1, packages: [Watched.Package(), new WatchedPackage("Other", "runs in 2 of 3 apps", true, false, ["OTHER.Zip"])]);
        var found = await check.RunAsync(
            ("a.cs", "class A { object _zip = [|Ionic.Zip.ZipFile.Open(\"\")|]; }"),
            ("b.cs", "class B { object _zip = Ionic.Zip.ZipFile.Open(\"\"); object _other = [|Other.Zip.ZipFile.Open(\"\")|]; }"),
            ("c.cs", "class C { object _other = Other.Zip.ZipFile.Open(\"\"); }"));
        Assert.All(found, diagnostic => Assert.Equal(DiagnosticSeverity.Warning, diagnostic.Severity));
        Assert.Contains("Other, which runs in 2 of 3 apps, is used in 2 files", AnalyzerCheck.Sentence(found[1]), StringComparison.Ordinal);
    }

    /// <summary>Counted a second time: by whoever wrote the files.</summary>
    [Fact]
    public async Task Files_are_counted_and_not_uses()
    {
        var random = new Random(11);
        for (var run = 0; run < 5; run++)
        {
            var uses = Enumerable.Range(0, 40).Select(_ => random.Next(3)).ToArray();
            var sources = uses.Select((count, i) => ($"f{i:D2}.cs", $"class C{i} {{ void M() {{ {string.Concat(Enumerable.Repeat("Ionic.Zip.ZipFile.Opened++;", count))} }} }}")).ToArray();
            var files = uses.Count(count => count > 0);
            var first = Array.FindIndex(uses, count => count > 0);
            sources[first].Item2 = new string(sources[first].Item2).Insert(sources[first].Item2.IndexOf("Ionic", StringComparison.Ordinal), "[|").Insert(sources[first].Item2.IndexOf("++", StringComparison.Ordinal) + 2, "|]");
            Assert.Contains($"is used in {files} files of this project (limit {files - 1})", AnalyzerCheck.Sentence(Assert.Single(await Check(files - 1).RunAsync(sources))), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task As_many_files_as_the_limit_DoesNotTrigger() =>
        await Check(files: 2).RunAsync(("a.cs", "class A { Ionic.Zip.Entry? _entry; }"), ("b.cs", "class B { Ionic.Zip.Entry? _entry; }"), ("c.cs", "class C { }"));

    [Fact]
    public async Task A_project_that_is_the_adapter_DoesNotTrigger() =>
        await Watched.Check("DR2001", files: 1, packages: Watched.Package(isAdapter: true)).RunAsync(("a.cs", "class A { Ionic.Zip.Entry? _entry; }"), ("b.cs", "class B { Ionic.Zip.Entry? _entry; }"));

    [Fact]
    public async Task A_rule_that_is_off_DoesNotTrigger() =>
        await Watched.Check("DR2001", RuleLevel.Off, files: 1, packages: Watched.Package()).RunAsync(("a.cs", "class A { Ionic.Zip.Entry? _entry; }"), ("b.cs", "class B { Ionic.Zip.Entry? _entry; }"));

    private static AnalyzerCheck Check(int files) => Watched.Check("DR2001", files: files, packages: Watched.Package());
}
