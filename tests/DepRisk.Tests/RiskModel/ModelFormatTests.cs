extern alias analyzer;

using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using DepRisk.Lock;
using DepRisk.RiskModel;
using DepRisk.Tests.Lock;
using CompilersReader = analyzer::DepRisk.RiskModel.ModelReader;

namespace DepRisk.Tests.RiskModel;

/// <summary>The writer that the build task has against both readers: the one of Core, and the same text as the analyzer compiles it for another framework.</summary>
public class ModelFormatTests
{
    private static readonly ProjectModel Full = new(
        [
            new ModelFinding("DR1002", RuleLevel.Error, "../Directory.Packages.props", 14, 5, "DotNetZip runs in 3 of 3 apps: 'deprisk why DotNetZip'"),
            new ModelFinding("DR1007", RuleLevel.Info, "Web.csproj", 0, 0, "Newtonsoft.Json: 3 versions ship") { IsAccepted = true },
        ],
        [
            new WatchedPackage("DotNetZip", "runs in 3 of 3 apps", false, false, ["DotNetZip", "Ionic.Zip"]) { BroughtInBy = "Reports.Engine" },
            new WatchedPackage("NLog", "runs in 2 of 3 apps", true, true, []),
        ],
        new CodeRules(RuleLevel.Off, RuleLevel.Info, RuleLevel.Warning, 3))
    { Folder = "../../.." };

    [Fact]
    public void The_format_is_what_its_comment_says() => Assert.Equal(
        """
        deprisk-model/1
        project|../../..
        finding|DR1002|error|new|../Directory.Packages.props|14|5|DotNetZip runs in 3 of 3 apps: 'deprisk why DotNetZip'
        finding|DR1007|info|accepted|Web.csproj|0|0|Newtonsoft.Json: 3 versions ship
        watched|DotNetZip|runs in 3 of 3 apps|indirect|plain|Reports.Engine|DotNetZip|Ionic.Zip
        watched|NLog|runs in 2 of 3 apps|direct|adapter|
        rules|off|info|warning|3

        """.ReplaceLineEndings("\n"),
        Encoding.UTF8.GetString(ModelWriter.Write(Full)).Replace('\t', '|'));

    [Fact]
    public void No_finding_and_nothing_watched_is_a_model_too() => Assert.Equal("deprisk-model/1\nrules\tinfo\tinfo\tinfo\t10\n"u8.ToArray(), ModelWriter.Write(ProjectModel.Empty));

    [Fact]
    public void What_is_written_is_read_by_the_compilers_copy_of_the_reader() => AssertSame(Full, Text(Full));

    [Fact]
    public void Watched_packages_are_sorted_and_findings_are_not()
    {
        var shuffled = Full with { Findings = [.. Full.Findings.Reverse()], Watched = [.. Full.Watched.Reverse()] };
        Assert.Equal(["DR1007", "DR1002"], ModelReader.Read(Text(shuffled)).Model!.Findings.Select(finding => finding.Rule));
        Assert.Equal(["DotNetZip", "NLog"], ModelReader.Read(Text(shuffled)).Model!.Watched.Select(package => package.Id));
    }

    [Theory]
    [InlineData("a\tb\r\nc\\d\\te", "a\tb\r\nc\\d\\te")]
    [InlineData("Größe, 大小, 😀, نرم\u200Cافزار", "Größe, 大小, 😀, نرم\u200Cافزار")]
    [InlineData("\u001B]0;x\u0007", "\\u{001B}]0;x\\u{0007}")]
    [InlineData("\0\u0085\u2028\u2029", "\\u{0000}\\u{0085}\\u{2028}\\u{2029}")]
    [InlineData("a\u202Egnp.exe\u2066\u200F\uFEFF", "a\\u{202E}gnp.exe\\u{2066}\\u{200F}\\u{FEFF}")]
    public void Text_that_steers_what_shows_it_becomes_text_for_good(string hostile, string read)
    {
        var model = new ProjectModel(
            [new ModelFinding("DR1001", RuleLevel.Warning, hostile, 1, 2, hostile)], [new WatchedPackage(hostile, hostile, true, false, [hostile, "b"]) { BroughtInBy = hostile }], CodeRules.Default);
        var text = Text(model);
        Assert.Equal(4, text.Count(character => character is '\n'));
        Assert.DoesNotContain(text, character => char.IsControl(character) && character is not ('\t' or '\n'));
        AssertSame(
            new ProjectModel([new ModelFinding("DR1001", RuleLevel.Warning, read, 1, 2, read)], [new WatchedPackage(read, read, true, false, [read, "b"]) { BroughtInBy = read }], CodeRules.Default),
            text);
    }

    /// <summary>An attribute's text cannot hold one, as UTF-8 cannot.</summary>
    [Fact]
    public void Half_of_a_pair_becomes_text_as_well() => Text_that_steers_what_shows_it_becomes_text_for_good("\uD800 \uDC00\uD800", "\\u{D800} \\u{DC00}\\u{D800}");

    [Theory]
    [InlineData("##vso[task.setvariable]", "# #vso[task.setvariable]")]
    [InlineData("a ####[error] # b", "a # # # #[error] # b")]
    public void A_sentence_commands_no_build_log_and_a_path_keeps_its_name(string hostile, string read)
    {
        var model = ModelReader.Read(Text(new ProjectModel([new ModelFinding("DR1001", RuleLevel.Info, hostile, 0, 0, hostile)], [], CodeRules.Default))).Model!;
        Assert.Equal((hostile, read), (model.Findings[0].File, model.Findings[0].Message));
    }

    /// <summary>Whatever the texts are: what was read is written as the same bytes, so that nothing is escaped twice, lost or split.</summary>
    [Fact]
    public void Any_model_is_read_as_it_was_written()
    {
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var model = RandomModel(random);
            var bytes = ModelWriter.Write(model);
            var reading = ModelReader.Read(Encoding.UTF8.GetString(bytes));
            Assert.Equal("", reading.Problem);
            Assert.Equal(bytes, ModelWriter.Write(reading.Model!));
            Assert.Equal(model.Folder is null, reading.Model!.Folder is null);
            Assert.Equal((model.Findings.Length, model.Watched.Length, model.Rules), (reading.Model!.Findings.Length, reading.Model.Watched.Length, reading.Model.Rules));
            Assert.Equal(model.Findings.Select(finding => (finding.Level, finding.Line, finding.Column, finding.IsAccepted)), reading.Model.Findings.Select(finding => (finding.Level, finding.Line, finding.Column, finding.IsAccepted)));
        }
    }

    [Theory]
    [InlineData("", "is cut off", 1)]
    [InlineData("deprisk-model/1", "is cut off", 1)]
    [InlineData("deprisk-model/1\n", "is cut off", 2)]
    [InlineData("deprisk-model/2\n§\n", "does not begin with deprisk-model/1", 1)]
    [InlineData("\uFEFFdeprisk-model/1\n§\n", "does not begin with deprisk-model/1", 1)]
    [InlineData("deprisk-model/1\r\r\n§\n", "does not begin with deprisk-model/1", 1)]
    [InlineData("deprisk-model/1\n§", "is cut off", 2)]
    [InlineData("deprisk-model/1\n§\n§\n", "goes on behind its last line", 3)]
    [InlineData("deprisk-model/1\nnothing\n§\n", "has a line of an unknown kind", 2)]
    [InlineData("deprisk-model/1\n\n§\n", "has a line of an unknown kind", 2)]
    [InlineData("deprisk-model/1\nfinding\tDR1001\toff\tnew\ta\t1\t1\tb\n§\n", "has a finding that is none", 2)]
    [InlineData("deprisk-model/1\nfinding\tDR1001\tWarning\tnew\ta\t1\t1\tb\n§\n", "has a finding that is none", 2)]
    [InlineData("deprisk-model/1\nfinding\tDR1001\tinfo\told\ta\t1\t1\tb\n§\n", "has a finding that is none", 2)]
    [InlineData("deprisk-model/1\nfinding\tDR1001\tinfo\tnew\t\t1\t1\tb\n§\n", "has a finding that is none", 2)]
    [InlineData("deprisk-model/1\nfinding\tDR1001\tinfo\tnew\ta\t-1\t1\tb\n§\n", "has a finding that is none", 2)]
    [InlineData("deprisk-model/1\nfinding\tDR1001\tinfo\tnew\ta\t1\t99999999999\tb\n§\n", "has a finding that is none", 2)]
    [InlineData("deprisk-model/1\nfinding\tDR1001\tinfo\tnew\ta\t1\t1\n§\n", "has a finding that is none", 2)]
    [InlineData("deprisk-model/1\nfinding\tDR1001\tinfo\tnew\ta\t1\t1\tb\tc\n§\n", "has a finding that is none", 2)]
    [InlineData("deprisk-model/1\nfinding\tDR1001\tinfo\tnew\ta\t1\t1\tb\\q\n§\n", "has a character that a model does not have", 2)]
    [InlineData("deprisk-model/1\nfinding\tDR1001\tinfo\tnew\ta\t1\t1\tb\\\n§\n", "has a character that a model does not have", 2)]
    [InlineData("deprisk-model/1\nfinding\tDR1001\tinfo\tnew\ta\t1\t1\t\u001B\n§\n", "has a character that a model does not have", 2)]
    [InlineData("deprisk-model/1\nproject\n§\n", "has a project that is none", 2)]
    [InlineData("deprisk-model/1\nproject\t\n§\n", "has a project that is none", 2)]
    [InlineData("deprisk-model/1\nproject\ta\nproject\ta\n§\n", "has a project that is none", 3)]
    [InlineData("deprisk-model/1\nwatched\ta\tb\tdirect\tplain\n§\n", "has a watched package that is none", 2)]
    [InlineData("deprisk-model/1\nwatched\t\tb\tdirect\tplain\t\n§\n", "has a watched package that is none", 2)]
    [InlineData("deprisk-model/1\nwatched\ta\tb\tdirect\tadaptor\t\n§\n", "has a watched package that is none", 2)]
    [InlineData("deprisk-model/1\nwatched\ta\tb\tyes\tplain\t\n§\n", "has a watched package that is none", 2)]
    [InlineData("deprisk-model/1\nrules\tinfo\tinfo\tinfo\n", "has levels that are none", 2)]
    [InlineData("deprisk-model/1\nrules\tinfo\tinfo\tloud\t1\n", "has levels that are none", 2)]
    [InlineData("deprisk-model/1\nrules\tinfo\tinfo\tinfo\t 1\n", "has levels that are none", 2)]
    public void A_line_that_is_not_understood_makes_all_of_it_unusable(string text, string problem, int line)
    {
        var reading = ModelReader.Read(text.Replace("§", "rules\tinfo\tinfo\tinfo\t10", StringComparison.Ordinal));
        Assert.Null(reading.Model);
        Assert.Equal((problem, line), (reading.Problem, reading.Line));
    }

    /// <summary>As the targets do, where the task cannot run.</summary>
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_model_that_MSBuild_wrote_is_read(string newLine)
    {
        var targets = File.ReadAllText(Path.Combine(PolicySchemaTests.Docs(), "..", "src", "DepRisk.Build", "build", "DepRisk.targets"));
        var lines = Regex.Match(targets, "File=\"\\$\\(DepRiskModelFile\\)\" Lines=\"(?<lines>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10)).Groups["lines"].Value;
        var text = string.Concat(lines.Split(';').Select(line => line.Replace("%09", "\t", StringComparison.Ordinal) + newLine));
        Assert.Equivalent(ProjectModel.Empty with { Rules = new CodeRules(RuleLevel.Off, RuleLevel.Off, RuleLevel.Off, 10) }, ModelReader.Read(text).Model, strict: true);
    }

    [Fact]
    public void A_model_that_was_cut_off_anywhere_is_none()
    {
        var text = Text(Full);
        for (var length = 0; length < text.Length; length++)
        {
            Assert.Null(ModelReader.Read(text[..length]).Model);
        }
    }

    [Fact]
    public void Mutations_are_read_or_refused_and_never_thrown()
    {
        var (read, refused) = (0, 0);
        foreach (var bytes in Mutations.Of(ModelWriter.Write(Full), seed: 5, count: 5000))
        {
            var reading = ModelReader.Read(Encoding.UTF8.GetString(bytes));
            Assert.True(reading.Model is null == reading.Line > 0);
            (read, refused) = reading.Model is null ? (read, refused + 1) : (read + 1, refused);
        }

        Assert.True(read > 50 && refused > 1000, $"{read} read, {refused} refused");
    }

    private static string Text(ProjectModel model) => Encoding.UTF8.GetString(ModelWriter.Write(model));

    private static void AssertSame(ProjectModel expected, string text)
    {
        Assert.Equivalent(expected, ModelReader.Read(text).Model, strict: true);
        var there = CompilersReader.Read(text).Model!;
        Assert.Equal(expected.Folder, there.Folder);
        Assert.Equal(expected.Findings.Select(finding => (finding.Rule, (int)finding.Level, finding.File, finding.Line, finding.Column, finding.Message, finding.IsAccepted)),
            there.Findings.Select(finding => (finding.Rule, (int)finding.Level, finding.File, finding.Line, finding.Column, finding.Message, finding.IsAccepted)));
        Assert.Equal(expected.Watched.Select(package => (package.Id, package.Reason, package.IsDirect, package.IsAdapter, package.BroughtInBy, string.Join('|', package.Assemblies))),
            there.Watched.Select(package => (package.Id, package.Reason, package.IsDirect, package.IsAdapter, package.BroughtInBy, string.Join('|', package.Assemblies))));
        Assert.Equal(((int)expected.Rules.SpreadBinding, (int)expected.Rules.LeakedType, (int)expected.Rules.HiddenUse, expected.Rules.Files),
            ((int)there.Rules.SpreadBinding, (int)there.Rules.LeakedType, (int)there.Rules.HiddenUse, there.Rules.Files));
    }

    private static ProjectModel RandomModel(Random random) => new(
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => new ModelFinding(Name(random), (RuleLevel)random.Next(1, 4), Name(random), random.Next(), random.Next(), Text(random)) { IsAccepted = random.Next(2) is 0 })],
        // Sorted, as the reader gives them back.
        [.. Enumerable.Range(0, random.Next(4)).Select(number => new WatchedPackage($"{number}{Text(random)}", Text(random), random.Next(2) is 0, random.Next(2) is 0, [.. Enumerable.Range(0, random.Next(3)).Select(_ => Text(random))]))],
        new CodeRules((RuleLevel)random.Next(4), (RuleLevel)random.Next(4), (RuleLevel)random.Next(4), random.Next()))
    { Folder = random.Next(2) is 0 ? null : Name(random) };

    private static string Name(Random random) => "x" + Text(random);

    /// <summary>Any UTF-16 at all, with what the format uses itself more often than chance would have it.</summary>
    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(2) is 0 ? "\\\t\r\n#nrtu{}"[random.Next(11)] : (char)random.Next(char.MaxValue + 1)));
}
