using DepRisk.Lock;
using Microsoft.CodeAnalysis;

namespace DepRisk.Tests.Analyzer;

public class DR2003_HiddenUseTests
{
    [Fact]
    public async Task A_use_Triggers_once_at_the_first_place_with_what_brings_it_in()
    {
        var found = await Check(by: "Reports.Engine").RunAsync(
            ("B.cs", "class B { void M() { Ionic.Zip.ZipFile.Open(\"\").Save(); } }"),
            ("A/Z.cs", "class Z { int _own; void M() { _own++; [|Ionic.Zip.ZipFile.Opened|]++; Ionic.Zip.ZipFile.Open(\"\"); } }"));
        Assert.Equal(
            "Info DR2003: DotNetZip, which runs in 3 of 3 apps, is used here, but this project does not refer to it: Reports.Engine brings it in; refer to it, or stop using it: 'deprisk why DotNetZip'",
            AnalyzerCheck.Sentence(Assert.Single(found)));
    }

    [Fact]
    public async Task A_package_of_which_nobody_knows_what_brings_it_in_Triggers()
    {
        var found = await Check(by: null).RunAsync("class B { object _zip = [|Ionic.Zip.ZipFile.Open(\"\")|]; }");
        Assert.Contains("does not refer to it; refer to it", AnalyzerCheck.Sentence(Assert.Single(found)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RuleLevel.Info, DiagnosticSeverity.Info)]
    [InlineData(RuleLevel.Warning, DiagnosticSeverity.Warning)]
    [InlineData(RuleLevel.Error, DiagnosticSeverity.Warning)]
    public async Task The_level_of_the_policy_Triggers_as_that(RuleLevel level, DiagnosticSeverity severity) =>
        Assert.Equal(severity, Assert.Single(await Check(level).RunAsync("class B { object _zip = [|new Ionic.Zip.ZipFile()|]; }")).Severity);

    // Members of a package, and what the language makes a call of them.
    [Theory]
    [InlineData("[|ZipFile.Open(\"\")|];")]
    [InlineData("[|new ZipFile()|];")]
    [InlineData("_ = [|new Box<int>.Inner()|];")]
    [InlineData("_ = [|ZipFile.Version|];")]
    [InlineData("_ = [|Level.Best|];")]
    [InlineData("System.Func<string, object> open = [|ZipFile.Open|];")]
    [InlineData("[|\"a\".Zip()|];")]
    [InlineData("[|Report.Any().ToString()!.Zip()|];")]
    [InlineData("_ = [|report.Archive.Name|];")]
    [InlineData("_ = [|report.Archive[0]|].ToString();")]
    [InlineData("[|report.Archive.Saved|] += (_, _) => { };")]
    [InlineData("_ = [|report.Entries[0]|];")]
    [InlineData("[|report.Entries.Clear()|];")]
    [InlineData("_ = report is { [|Archive|].Name: \"a\" };")]
    [InlineData("string path = [|report.Entries[0]|];")]
    // Types that are named or inferred.
    [InlineData("var [|zip = report.Archive|];")]
    [InlineData("ZipFile? [|zip|];")]
    [InlineData("ZipFile[][]? [|zips|];")]
    [InlineData("System.Collections.Generic.Dictionary<string, (int, Entry?)>? [|zips|];")]
    [InlineData("Ratio* [|ratio|];")]
    [InlineData("delegate*<Entry, void> [|pack|];")]
    [InlineData("Report.TryOpen(out [|var zip|]);")]
    [InlineData("_ = [|typeof(ZipFile)|];")]
    [InlineData("_ = [|typeof(Box<>)|];")]
    [InlineData("_ = [|default(Ratio)|];")]
    [InlineData("_ = [|sizeof(Ratio)|];")]
    [InlineData("_ = [|new Ratio[2]|];")]
    [InlineData("_ = [|(Entry)Report.Any()|];")]
    [InlineData("_ = [|Report.Any() as Entry|];")]
    [InlineData("_ = [|Report.Any() is Entry|];")]
    [InlineData("_ = Report.Any() is [|Entry entry|];")]
    [InlineData("_ = Report.Any() is not [|Entry|];")]
    [InlineData("_ = Report.Any() switch { [|Entry { }|] => 1, _ => 2 };")]
    [InlineData("_ = Report.Any() is [|Entry(var path, _)|];")]
    [InlineData("try { } [|catch (ZipException) { }|]")]
    [InlineData("_ = [|System.Array.Empty<Entry>()|];")]
    [InlineData("_ = [|System.Linq.Enumerable.Select(report.Entries, entry => 1)|];")]
    [InlineData("Report.Each([|entry => { }|]);")]
    [InlineData("[|Entry? Local() => null;|] Local();")]
    [InlineData("foreach ([|var|] entry in report.Entries) { }")]
    public async Task What_is_in_a_method_Triggers(string statement) => await Check().RunAsync($$"""
        using Ionic.Zip;
        unsafe class B { void M(Report report) { {{statement}} } }
        """);

    [Theory]
    [InlineData("class [|B|] : ZipException { }")]
    [InlineData("interface [|B|] : IZip { }")]
    [InlineData("class [|B|]<T> where T : Entry { }")]
    [InlineData("class [|B|] : System.Collections.Generic.List<Entry> { }")]
    [InlineData("class B { Entry? [|_entry|]; }")]
    [InlineData("class B { Entry? [|Entry|] { get; } }")]
    [InlineData("class B { int [|this|][Entry entry] => 0; }")]
    [InlineData("class B { event Packed? [|Done|] { add { } remove { } } }")]
    [InlineData("class B { void [|M|](Entry entry) { } }")]
    [InlineData("abstract class B { protected abstract Entry? [|M|](); }")]
    [InlineData("class B { void [|M|]<T>() where T : Entry { } }")]
    [InlineData("class B { [|B|](Entry entry) { } }")]
    [InlineData("class [|B|](Entry entry) { public string Path => entry; }")]
    [InlineData("record [|B|](Entry Entry);")]
    [InlineData("delegate Entry [|B|]();")]
    [InlineData("[[|Zipped|]] class B { }")]
    [InlineData("class B { [System.ComponentModel.DefaultValue([|typeof(Entry)|], \"a\")] object? M; }")]
    [InlineData("[assembly: [|Zipped|]]")]
    [InlineData("class B { void M([[|Zipped|]] int a) { } }")]
    [InlineData("class B { [return: [|Zipped|]] int M() => 0; }")]
    [InlineData("enum B { A = (int)[|Level.Best|] }")]
    [InlineData("class B { void M(int level = (int)[|Level.Best|]) { } }")]
    public async Task What_is_declared_Triggers(string declaration) => await Check().RunAsync($"using Ionic.Zip;\n{declaration}");

    [Fact]
    public async Task A_type_in_two_parts_Triggers_in_the_one_that_somebody_wrote() => await Check().RunAsync(
        ("A.g.cs", "partial class B : Ionic.Zip.ZipException { }"), ("C.cs", "partial class [|B|] { }"), ("D.cs", "partial class B { }"));

    [Theory]
    [InlineData("using Ionic.Zip;\nusing static Ionic.Zip.ZipFile;\nusing Zip = Ionic.Zip.ZipFile;\nclass B { }")]
    [InlineData("/// <summary><see cref=\"Ionic.Zip.ZipFile\"/></summary>\nclass B { }")]
    [InlineData("class B { string _name = nameof(Ionic.Zip.ZipFile.Opened) + nameof(Ionic.Zip.Box<int>); }")]
    [InlineData("class B { object _zip = Other.Zip.ZipFile.Open(\"\"); Other.Zip.Entry? _entry; }")]
    [InlineData("class B { object _any = Report.Any(); }")]
    [InlineData("class B { void M(Report report) { report.ToString(); } }")]
    [InlineData("// <auto-generated/>\nclass B { object _zip = Ionic.Zip.ZipFile.Open(\"\"); Ionic.Zip.Entry? _entry; }")]
    [InlineData("[System.CodeDom.Compiler.GeneratedCode(\"a\", \"1\")] class B { object _zip = Ionic.Zip.ZipFile.Open(\"\"); Ionic.Zip.Entry? _entry; }")]
    public async Task What_is_no_use_DoesNotTrigger(string source) => await Check().RunAsync(source);

    [Fact]
    public async Task A_package_that_the_project_refers_to_DoesNotTrigger() =>
        await Watched.Check("DR2003", packages: Watched.Package(isDirect: true)).RunAsync("class B { object _zip = Ionic.Zip.ZipFile.Open(\"\"); }");

    [Fact]
    public async Task A_rule_that_is_off_DoesNotTrigger() => await Check(RuleLevel.Off).RunAsync("class B { object _zip = Ionic.Zip.ZipFile.Open(\"\"); }");

    private static AnalyzerCheck Check(RuleLevel level = RuleLevel.Info, string? by = "Reports.Engine") =>
        Watched.Check("DR2003", level, packages: Watched.Package(isDirect: false, by: by));
}
